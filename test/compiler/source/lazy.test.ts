import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lazy } from '../../../compiler/source/lazy.ts';

test('a value is made at its first use, once', () => {
  let made = 0;
  const value = lazy(() => ++made);
  assert.is(made, 0);
  assert.equal([value(), value(), made], [1, 1, 1]);
});

test('undefined is a value too', () => {
  let made = 0;
  const value = lazy(() => {
    made++;
    return undefined;
  });
  value();
  value();
  assert.is(made, 1);
});

test.run();

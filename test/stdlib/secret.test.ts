import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { callNative } from './native-table.ts';

test('seal asks the frame, which has the key', () => {
  assert.is(callNative('secret/seal', ['abc']), 'sealed abc');
});

test.run();

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { suggest, suggestions } from '../../../compiler/contract/suggest.ts';

test('finds the nearest name, whatever its case', () => {
  assert.is(suggest('nme', ['id', 'name', 'created']), 'name');
  assert.is(suggest('Strng', ['string', 'struct', 'int']), 'string');
  assert.is(suggest('EMIAL', ['email', 'id']), 'email');
});

test('names that share the beginning come first among equally near ones', () => {
  assert.equal(suggestions('lenn', ['LEAN', 'len', 'Let', 'mean']), ['len', 'LEAN', 'Let']);
});

test('gives at most three, and none for names that are not near', () => {
  assert.is(suggestions('colum', ['column', 'columns', 'colum1', 'colum2']).length, 3);
  assert.is(suggest('x', ['y', 'z']), undefined);
  assert.is(suggest('orders', ['customers', 'id']), undefined);
  assert.is(suggest('anything', []), undefined);
});

test.run();

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FLOAT } from '../../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../../../../runtime/columnar/builders/column-builder.ts';
import { ColumnCache, columnBytes } from '../../../../runtime/lake/rows/column-cache.ts';

test('the columns used longest ago go first when the cache is full', () => {
  const column = columnFromValues(
    FLOAT,
    Array.from({ length: 100 }, (_, i) => i + 0.5),
  );
  assert.is(columnBytes(column), 800);
  const cache = new ColumnCache(2000);
  cache.set('a', [column]);
  cache.set('b', [column]);
  assert.ok(cache.get('a'));
  cache.set('c', [column]);
  assert.is(cache.get('b'), null);
  assert.ok(cache.get('a'));
  assert.ok(cache.get('c'));
  cache.set('large', [column, column, column]);
  assert.ok(cache.get('large'));
  assert.is(cache.get('a'), null);
});

test.run();

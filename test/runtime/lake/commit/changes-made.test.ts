import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseChanges, printChanges } from '../../../../runtime/lake/commit/changes-made.ts';

test('changes are printed as DuckDB prints them, and read back', () => {
  const text =
    'dropped_view:2,created_schema:"s 2",created_table:"main"."We ""ird, t""",inlined_insert:1,altered_table:12';
  const changes = parseChanges(text);
  assert.equal(changes, [
    { verb: 'dropped_view', id: 2, names: [] },
    { verb: 'created_schema', id: null, names: ['s 2'] },
    { verb: 'created_table', id: null, names: ['main', 'We "ird, t"'] },
    { verb: 'inlined_insert', id: 1, names: [] },
    { verb: 'altered_table', id: 12, names: [] },
  ]);
  assert.is(printChanges(changes), text);
});

test('no changes are no changes, and a text that is none is refused', () => {
  assert.equal(parseChanges(null), []);
  assert.equal(parseChanges(''), []);
  assert.throws(() => parseChanges('created_table:main'), /changes that are not understood/);
});

test.run();

import { test } from 'uvu';
import { runTable } from './native-table.ts';

runTable([
  ['table/row_count', [{ rowCount: 3 }], 3],
  ['table/is_empty', [{ rowCount: 0 }], true],
  ['table/has_rows', [{ rowCount: 0 }], false],
]);

test.run();

import { test } from 'uvu';
import { FLOAT, INTERVAL, INT } from '../../compiler/contract/data-type.ts';
import { runTable } from './native-table.ts';

runTable([
  ['conversion/nullif', [3, 3], null],
  ['conversion/nullif', ['a', 'b'], 'a'],
  ['conversion/nullif', [null, 1], null, { result: INT }],
  ['conversion/nullif', [1, null], 1],
  ['conversion/nullif', [NaN, NaN], null, { result: FLOAT }],
  [
    'conversion/nullif',
    [
      { months: 1, days: 0, micros: 0 },
      { months: 0, days: 30, micros: 0 },
    ],
    null,
    { result: INTERVAL },
  ],
  ['conversion/null_if_zero', [0], null],
  ['conversion/null_if_zero', [-0], null],
  ['conversion/null_if_zero', [9007199254740993n], 9007199254740993n],
]);

test.run();

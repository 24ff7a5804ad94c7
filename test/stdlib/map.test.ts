import { test } from 'uvu';
import { INT, STRING, type DataType } from '../../compiler/contract/data-type.ts';
import { raises, runTable } from './native-table.ts';

const invalid = raises('InvalidArgument');
const map: DataType = { kind: 'map', key: STRING, value: INT };
const entry = (key: string, value: number): { readonly $key: string; readonly $value: number } => ({
  $key: key,
  $value: value,
});
const of = { args: [map], result: map };

runTable([
  [
    'map/from_lists',
    [
      ['a', 'b'],
      [1, 2],
    ],
    [entry('a', 1), entry('b', 2)],
    { result: map },
  ],
  ['map/from_lists', [['a'], []], invalid, { result: map }],
  [
    'map/from_lists',
    [
      ['a', 'a'],
      [1, 2],
    ],
    invalid,
    { result: map },
  ],
  ['map/from_lists', [[null], [1]], invalid, { result: map }],
  ['map/keys', [[entry('a', 1), entry('b', 2)]], ['a', 'b'], of],
  ['map/values', [[entry('a', 1), entry('b', 2)]], [1, 2], of],
  ['map/get', [[entry('a', 1)], 'a'], 1, of],
  ['map/get', [[entry('a', 1)], 'b'], null, of],
  ['map/contains', [[entry('a', 1)], 'b'], false, of],
  ['map/set', [[entry('a', 1)], 'a', 5], [entry('a', 5)], of],
  ['map/set', [[entry('a', 1)], 'b', 5], [entry('a', 1), entry('b', 5)], of],
  ['map/remove', [[entry('a', 1)], 'a'], [], of],
  ['map/concat', [[entry('a', 1)], [entry('a', 2), entry('b', 3)]], [entry('a', 2), entry('b', 3)], of],
  [
    'map/group_by',
    [[1, 2, 3], (x: number) => x % 2],
    [
      { $key: 1, $value: [1, 3] },
      { $key: 0, $value: [2] },
    ],
    { args: [{ kind: 'list', element: INT, elementNullable: false }, INT] },
  ],
  ['map/group_by', [[1], () => null], invalid, { args: [{ kind: 'list', element: INT, elementNullable: false }, INT] }],
]);

test.run();

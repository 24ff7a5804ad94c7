import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { DATE, INT, STRING, type DataType } from '../../../../compiler/contract/data-type.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { parseNested } from '../../../../runtime/lake/text/nested-text.ts';

const strings: DataType = { kind: 'list', element: STRING, elementNullable: true };
const struct: DataType = {
  kind: 'struct',
  fields: [
    { name: 'a', type: STRING, nullable: true },
    { name: 'b c', type: INT, nullable: true },
    { name: 'd', type: DATE, nullable: true },
  ],
};
const map: DataType = { kind: 'map', key: STRING, value: { kind: 'list', element: INT, elementNullable: true } };

const cases: readonly [DataType, string, Value][] = [
  [strings, '[]', []],
  [
    strings,
    "['a, b', 'it\\'s', 'it''s', '', 'NULL', NULL, '[x]', ' lead', back, \"q\"]",
    ['a, b', "it's", "it's", '', 'NULL', null, '[x]', ' lead', 'back', 'q'],
  ],
  [struct, "{'a': 'x''y', 'b c': 2, 'd': CAST('2020-01-02' AS DATE)}", { $a: "x'y", '$b c': 2, $d: 18263 }],
  [struct, "{'a': NULL, 'b c': NULL}", { $a: null, '$b c': null, $d: null }],
  [
    map,
    "{'k=1'=[1, NULL], k2=NULL}",
    [
      { $key: 'k=1', $value: [1, null] },
      { $key: 'k2', $value: null },
    ],
  ],
  [
    { kind: 'list', element: struct, elementNullable: true },
    "[{'a': z}, NULL]",
    [{ $a: 'z', '$b c': null, $d: null }, null],
  ],
];

for (const [type, text, value] of cases)
  test(`${text} is read`, () => assert.equal(parseNested(text, type, 'test'), value));

for (const text of ['[1', '1]', "['a", '[1 2]', '[1]]', "{'zz': 1}"]) {
  test(`${text} is an error with its place`, () => {
    assert.throws(
      () =>
        parseNested(text, text.startsWith('{') ? struct : { kind: 'list', element: INT, elementNullable: true }, 't.c'),
      /'t\.c'/,
    );
  });
}

test.run();

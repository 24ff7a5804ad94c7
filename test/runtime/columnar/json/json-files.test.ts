import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, showDataType, showField } from '../../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { memorySource } from '../../../../runtime/columnar/byte-source.ts';
import { jsonColumns, readJson } from '../../../../runtime/columnar/json/read-json.ts';
import { jsonPieces } from '../../../../runtime/columnar/json/write-json.ts';
import { rowsOf } from '../../../../runtime/columnar/rows-of.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { arbitraryColumn } from '../../../support/columnar/arbitrary-tables.ts';
import { SAMPLE_TYPES } from '../../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

function shown(text: string, lines = false): [string, Value[][]] {
  const source = memorySource('test.json', Buffer.from(text));
  const columns = jsonColumns(source, lines);
  return [columns.map(({ field }) => showField(field)).join(', '), [...rowsOf(readJson(source, lines, columns))]];
}

test('records of arrays and lines have the union of their keys', () => {
  const rows = [
    [1, 'x', null],
    [2.5, null, true],
  ];
  const types = 'a: float?, b: string?, c: boolean?';
  assert.equal(shown('[{"a": 1, "b": "x"}, {"a": 2.5, "c": true}]'), [types, rows]);
  assert.equal(shown('{"a": 1, "b": "x"}\n\n{"a": 2.5, "c": true}\r\n', true), [types, rows]);
  assert.equal(shown('\uFEFF{"a": 1, "b": "x"} {"a": 2.5, "c": true}'), [types, rows]);
  assert.equal(shown('[]'), ['', []]);
  assert.equal(shown('[1, null, 3]'), ['value: int?', [[1], [null], [3]]]);
});

test('types widen to what holds every value', () => {
  const typeOf = (values: string): string =>
    shown(
      `[${values
        .split(' ')
        .map((value) => `{"x":${value}}`)
        .join(',')}]`,
    )[0];
  assert.is(typeOf('1 2'), 'x: int?');
  assert.is(typeOf('1 1.0'), 'x: float?');
  assert.is(typeOf('1 9223372036854775808'), 'x: decimal(38,0)?');
  assert.is(typeOf('1 "a" true'), 'x: string?');
  assert.is(typeOf('1 [1]'), 'x: json?');
  assert.is(typeOf('null'), 'x: string?');
  assert.is(typeOf('"2026-01-14" "2026-01-14T10:00:00"'), 'x: timestamp?');
  assert.is(typeOf('"2026-01-14" "soon"'), 'x: string?');
  assert.is(typeOf('"12"'), 'x: string?');
  assert.is(typeOf('[1,null] [2.5]'), 'x: float?[]?');
  assert.is(typeOf('{"p":1} {"q":[{"r":true}]}'), 'x: {p: int?, q: {r: boolean?}?[]?}?');
});

test('names that differ in case only are told apart, and found again', () => {
  const source = memorySource('t', Buffer.from('[{"a":1,"A":2}]'));
  const columns = jsonColumns(source, false);
  assert.equal(
    columns.map(({ field }) => field.name),
    ['a', 'A_2'],
  );
  const given = columns.map(({ field }) => ({ field, key: field.name }));
  assert.equal([...rowsOf(readJson(source, false, given))], [[1, 2]]);
});

test('errors say where they are', () => {
  const fails = (text: string, lines: boolean, expected: string): void => {
    try {
      shown(text, lines);
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      assert.is(error.message, expected);
      return;
    }
    assert.unreachable(text);
  };
  fails('[{"a": 1},\n {"a": }]', false, "'test.json' at byte 18, line 2 cannot be read: expected a value, found `}`");
  fails('[{"a": "ä"}\n', false, "'test.json' at byte 12, line 1 cannot be read: expected `,`, found the end");
  fails(
    `{"a": 1}\n{"a": 2\n`,
    true,
    "'test.json' at byte 16, line 2 cannot be read: expected `,` or `}`, found the end",
  );
  fails('{"a":1}\n{"a":1', true, "'test.json' at byte 14, line 2 cannot be read: expected `,` or `}`, found the end");
  const source = memorySource('test.json', Buffer.from('[{"a": 1},\n {"a": "x"}]'));
  try {
    readJson(source, false, [{ key: 'a', field: { name: 'a', type: INT, nullable: true } }]);
    assert.unreachable();
  } catch (error) {
    assert.is(
      (error as Error).message,
      '\'test.json\' at byte 12, line 2, column a cannot be read: "x" is not a valid int',
    );
  }
});

test('columns of one name are written apart', () => {
  const source = memorySource('test.json', Buffer.from('{"a":1,"b":2}'));
  const table = readJson(source, true, jsonColumns(source, true));
  const twice = { ...table, fields: table.fields.map((field) => ({ ...field, name: 'a' })) };
  assert.is([...jsonPieces(twice, true)].join(''), '{"a":1,"a_1":2}\n');
});

for (const type of SAMPLE_TYPES) {
  test(`${showDataType(type)} through JSON and back`, () => {
    checkProperty(arbitraryColumn(type), ({ values, table }) => {
      for (const lines of [false, true]) {
        const source = memorySource('t', Buffer.from([...jsonPieces(table, lines)].join('')));
        const back = readJson(source, lines, [{ key: 'c', field: table.fields[0]! }]);
        assert.equal(
          [...rowsOf(back)].map(([value]) => value),
          values.map((value) => (type.kind === 'json' && value === 'null' ? null : value)),
        );
      }
    });
  });
}

test.run();

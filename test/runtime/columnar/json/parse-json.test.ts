import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonValue } from '../../../../runtime/columnar/json/parse-json.ts';
import { JsonNumber, JsonSyntaxError, jsonText, parseJson } from '../../../../runtime/columnar/json/parse-json.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

function plain(value: JsonValue): unknown {
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, part]) => [key, plain(part)]));
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof JsonNumber || typeof value === 'bigint' ? JSON.parse(jsonText(value)) : value;
}

test('reads what JSON.parse reads', () => {
  checkProperty(
    fc.json(),
    (text) => {
      const expected: unknown = JSON.parse(text.replace(/(?<=[[,:]|^)\s*-0(?=[\s,\]}]|$)/g, '0'));
      assert.is(JSON.stringify(plain(parseJson(text))), JSON.stringify(expected));
      assert.is(jsonText(parseJson(jsonText(parseJson(text)))), jsonText(parseJson(text)));
    },
    300,
  );
});

test('numbers keep their digits', () => {
  assert.is(parseJson('9007199254740993'), 9007199254740993n);
  assert.is(
    jsonText(parseJson('[1.0, 12345678901234567890.25, 1e400, -0, 0.5]')),
    '[1.0,12345678901234567890.25,1e400,0,0.5]',
  );
});

test('errors say what is wrong and where', () => {
  const cases: [string, number, string][] = [
    ['', 0, 'expected a value, found the end'],
    ['{"a" 1}', 5, 'expected `:`, found `1`'],
    ['[1,]', 3, 'expected a value, found `]`'],
    ['[1 2]', 3, 'expected `,` or `]`, found `2`'],
    ['{a: 1}', 1, 'expected a key in double quotes, found `a`'],
    ['"abc', 4, 'a string is not closed'],
    ['"a\nb"', 2, 'a control character stands unescaped in a string'],
    ['"\\x"', 1, 'unknown escape `\\x`'],
    ['01', 0, 'a number starts with 0'],
    ['1.', 2, 'expected a digit, found the end'],
    ['nul', 0, 'expected a value, found `n`'],
    ['1 2', 2, 'there is text after the value'],
    ['"\\ud800"', 0, 'a string holds half of a surrogate pair'],
    ['['.repeat(2000), 1001, 'nested deeper than 1000'],
  ];
  for (const [text, offset, reason] of cases) {
    try {
      parseJson(text);
      assert.unreachable(text);
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      assert.equal([error.offset, error.message], [offset, reason]);
    }
  }
});

test.run();

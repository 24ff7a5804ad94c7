import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpSyntax } from '../../../compiler/debug/dump-syntax.ts';
import { dumpTokens } from '../../../compiler/debug/dump-tokens.ts';
import { readText } from '../../support/parsing/read-text.ts';

test('tokens', () => {
  const text = 'let a =\n  "x"';
  assert.is(
    dumpTokens(text, readText(text).tokens),
    `1:1 LET\n1:5 Identifier "a"\n1:7 Equal "="\n2:3 String "\\"x\\""\n`,
  );
});

test('syntax', () => {
  assert.is(
    dumpSyntax(readText("call s.p(x: not `a b`, 'it is') nowait").program),
    `Program
  statements: CallStatement nowait
    procedure: Name s.p
    args: Argument
      name: Identifier x
      value: Unary operator=not
        operand: Identifier \`a b\`
    args: Argument
      value: StringLiteral value="it is"
`,
  );
});

test('layout does not change the dump', () => {
  const dump = (text: string): string => dumpSyntax(readText(text).program);
  assert.is(dump('select a from t -- x\nwhere b'), dump('SELECT a\nFROM t\nWHERE (b)'));
});

test.run();

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createNames } from '../../../../compiler/6-emit/kernel-names.ts';
import * as b from '../../../../compiler/6-emit/builder.ts';
import { printModule } from '../../../../compiler/6-emit/print.ts';

function printed(...statements: b.Statement[]): string {
  return printModule(b.sourceFile(statements), { javascript: true });
}

test('annotations are for readers of TypeScript', () => {
  const file = b.sourceFile([b.func('f', [b.parameter('rows', 'Int32Array')], [b.returns('rows')])]);
  assert.match(printModule(file), 'function f(rows: Int32Array)');
  assert.match(printModule(file, { javascript: true }), 'function f(rows)');
});

test('numbers keep their sign, and strings their quotes', () => {
  assert.is(
    printed(b.run(b.array([b.number(-0), b.number(-1.5), b.number(NaN), b.number(Infinity), b.string("it's")]))).trim(),
    "[-0, -1.5, NaN, Infinity, 'it\\'s'];",
  );
});

test('parentheses come where precedence asks for them', () => {
  assert.is(printed(b.run(b.binary(b.binary('a', '+', 'c'), '*', b.unary('-', 'd')))).trim(), '(a + c) * -d;');
});

test('a comment ends where its line does, whatever the text', () => {
  const code = printed(b.comment(b.run('a'), 'x\nalert(1)\u2028y'), b.documented(b.func('f', [], []), 'ends */ here'));
  assert.match(code, '// x alert(1) y\n');
  assert.match(code, '/** ends * / here */');
});

test('names are given out once, and never hide anything else', () => {
  const names = createNames();
  assert.equal(
    ['delay', 'Delay', 'delay_2', 'for', '1st', '***', 'kernel'].map((hint) => names.fresh(hint)),
    ['delay', 'delay_2', 'delay_2_', 'for_2', 'c1st', 'value', 'kernel_2'],
  );
});

test.run();

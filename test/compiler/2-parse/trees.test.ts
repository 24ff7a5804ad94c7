import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpSyntax } from '../../../compiler/debug/dump-syntax.ts';
import type { Expression } from '../../../compiler/ir/syntax-expression.ts';
import type { Query } from '../../../compiler/ir/syntax-query.ts';
import type { Statement } from '../../../compiler/ir/syntax-statement.ts';
import { readText } from '../../support/parsing/read-text.ts';

function statements(text: string): readonly Statement[] {
  const { program, diagnostics } = readText(text);
  assert.equal(diagnostics, []);
  return program.statements;
}

function kindsOf(text: string): string[] {
  return statements(text).map(({ kind }) => kind);
}

function expression(text: string): Expression {
  const [statement] = statements(`let it = ${text}`);
  if (statement?.kind !== 'Let') throw new Error('no let');
  return statement.value;
}

function query(text: string): Query {
  const [statement] = statements(text);
  if (statement?.kind !== 'QueryStatement') throw new Error('no query');
  return statement.query;
}

/** An expression with all parentheses that its tree has: `((1 + 2) * 3)`. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'Binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'Pipe':
      return `(${shape(node.left)} |> ${shape(node.right)})`;
    case 'Unary':
      return `(${node.operator} ${shape(node.operand)})`;
    case 'IsNull':
      return `(${shape(node.operand)} is null)`;
    case 'Between':
      return `(${shape(node.operand)} between ${shape(node.low)} and ${shape(node.high)})`;
    case 'Cast':
      return `(${shape(node.operand)} as ${node.type.kind})`;
    case 'Identifier':
      return node.text;
    case 'NumberLiteral':
      return node.text;
    default:
      return node.kind;
  }
}

const shapes: readonly (readonly [text: string, shape: string])[] = [
  ['1 + 2 * 3', '(1 + (2 * 3))'],
  ['(1 + 2) * 3', '((1 + 2) * 3)'],
  ['1 - 2 - 3', '((1 - 2) - 3)'],
  ['a or b and not c = d', '(a or (b and (not (c = d))))'],
  ['a ?? b or c', '(a ?? (b or c))'],
  ['a ?? b |> c', '((a ?? b) |> c)'],
  ['a == b', '(a = b)'],
  ['a <> b && c', '((a != b) and c)'],
  ['a = not b and c', '((a = (not b)) and c)'],
  ['-a * b', '((- a) * b)'],
  ['- - a', '(- (- a))'],
  ['-a::int', '(- (a as NamedType))'],
  ["'n' + 3 as string", '(StringLiteral + (3 as NamedType))'],
  ['a between 1 + 2 and 3 and b', '((a between (1 + 2) and 3) and b)'],
  ['not a is null', '(not (a is null))'],
  ['a is null = b', '((a is null) = b)'],
  ['a || b = c', '((a || b) = c)'],
  ['a < b::int', '(a < (b as NamedType))'],
  ['j ->> 1 = 2', '((j ->> 1) = 2)'],
];

for (const [text, expected] of shapes) {
  test(`${text} is ${expected}`, () => {
    assert.is(shape(expression(text)), expected);
  });
}

test('a line break ends a statement before ( and [', () => {
  assert.equal(kindsOf('let a = f\n(b+c)\nSELECT * FROM orders\nhelper(x)'), [
    'Let',
    'ExpressionStatement',
    'QueryStatement',
    'ExpressionStatement',
  ]);
  assert.equal(kindsOf('return\n1'), ['Return', 'ExpressionStatement']);
});

test('a soft word is a name wherever it is no command', () => {
  assert.equal(kindsOf('call p()\ncall(p)\ncall = 1\nlet call = 2\ncall'), [
    'CallStatement',
    'ExpressionStatement',
    'Assign',
    'Let',
    'ExpressionStatement',
  ]);
  assert.equal(kindsOf('begin\nbegin = 1\ncommit'), ['Begin', 'Assign', 'Commit']);
});

test('a clause on its own line belongs to the query unless it is assigned to', () => {
  assert.equal(kindsOf('select a from t\nlimit 5'), ['QueryStatement']);
  assert.equal(kindsOf('select a from t\nlimit = 5'), ['QueryStatement', 'Assign']);
});

test('braces are structs, names or blocks', () => {
  assert.is(expression('{a: 1}').kind, 'StructLiteral');
  assert.is(expression('{a}').kind, 'Interpolation');
  assert.is(expression('{}').kind, 'StructLiteral');
  const lambda = expression('x => {}');
  assert.is(lambda.kind === 'Lambda' && lambda.body.kind, 'Block');
});

test('a select item has an alias where elsewhere AS is a cast', () => {
  const { body } = query('select a as b, (a as int) from t');
  if (body.kind !== 'Select') throw new Error('no select');
  assert.equal(
    body.items.map(({ value, alias }) => [value.kind, alias?.text]),
    [
      ['Identifier', 'b'],
      ['Cast', undefined],
    ],
  );
});

test('clauses may come in any order after FROM, ORDER BY and LIMIT go to the query', () => {
  const { body, orderBy, limit } = query('from t order by a limit 3 where b select c');
  if (body.kind !== 'Select') throw new Error('no select');
  assert.equal([body.layout, body.items.length, body.where?.kind], ['from-first', 1, 'Identifier']);
  assert.equal([orderBy.length, limit?.count.kind], [1, 'NumberLiteral']);
});

test('FROM alone selects all columns', () => {
  const { body } = query('from t');
  if (body.kind !== 'Select') throw new Error('no select');
  assert.equal([body.layout, body.items[0]?.value.kind], ['from-only', 'Star']);
});

test('INTERSECT binds tighter than UNION, both to the left', () => {
  const { body } = query('select 1 union select 2 intersect select 3 except select 4');
  if (body.kind !== 'SetOperation' || body.left.kind !== 'SetOperation') throw new Error('no set operation');
  assert.equal([body.operator, body.left.operator, body.left.right.kind], ['except', 'union', 'SetOperation']);
});

test('parentheses leave a nested query only where it has clauses of its own', () => {
  assert.is(query('(select 1)').body.kind, 'Select');
  const { body } = query('(select 1 limit 1) union select 2');
  assert.is(body.kind === 'SetOperation' && body.left.kind, 'NestedQuery');
});

test('aliases without AS stand on the same line and begin no clause', () => {
  assert.equal(kindsOf('select a from t\nx'), ['QueryStatement', 'ExpressionStatement']);
  const { body } = query('select a from t since 1');
  assert.is(body.kind === 'Select' && body.from[0]?.kind === 'Source' && body.from[0].travel?.kind, 'Since');
});

test('END closes the innermost THEN', () => {
  const [outer] = statements('if a then if b then c() end d() end');
  if (outer?.kind !== 'If') throw new Error('no if');
  assert.equal(
    outer.branches[0]?.body.statements.map(({ kind }) => kind),
    ['If', 'ExpressionStatement'],
  );
});

test('else if is elif', () => {
  const [statement] = statements('if a { } else if b { } elif c { } else { }');
  assert.is(statement?.kind === 'If' && statement.branches.length, 3);
});

test('spans cover what a node was made from', () => {
  const text = 'let total = (a + b) * c';
  const [statement] = statements(text);
  if (statement?.kind !== 'Let' || statement.value.kind !== 'Binary') throw new Error('no product');
  const slice = (node: { readonly span: { readonly start: number; readonly end: number } }): string => {
    return text.slice(node.span.start, node.span.end);
  };
  assert.equal([slice(statement), slice(statement.value), slice(statement.value.left)], [text, '(a + b) * c', 'a + b']);
  assert.is(text.slice(statement.value.operatorSpan.start, statement.value.operatorSpan.end), '*');
});

test('nodes are frozen and hold no undefined fields', () => {
  const seen: unknown[] = [readText('select a from t where b').program];
  for (let node = seen.pop(); node !== undefined; node = seen.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    assert.ok(Object.isFrozen(node), JSON.stringify(node).slice(0, 80));
    for (const value of Object.values(node)) {
      assert.ok(value !== undefined);
      seen.push(value);
    }
  }
});

test('escapes are resolved in values', () => {
  const value = (text: string): unknown => {
    const literal = expression(text);
    return literal.kind === 'StringLiteral' ? literal.value : undefined;
  };
  assert.is(value(String.raw`'a\n\t\\\'\u00e9'`), "a\n\t\\'é");
  assert.is(value(`'it''s "" x'`), `it's "" x`);
  assert.is(value(`"say ""hi"" '' x"`), `say "hi" '' x`);
  assert.is(value(String.raw`'it''s \\'`), "it's \\");
});

test('in sql files -> reads JSON and double quotes quote names', () => {
  const { program, diagnostics } = readText(`select "j" -> 'k' from "order"`, 'model.sql');
  assert.equal(diagnostics, []);
  assert.match(dumpSyntax(program), /Binary operator=->\n/);
  assert.match(dumpSyntax(program), /name: Name `order`/);
});

test('a function with options may leave its body out', () => {
  const [native] = statements(`function abs <{ native: 'math/abs' }> (values float) returns float as sync`);
  if (native?.kind !== 'DefineFunction') throw new Error('no function');
  assert.equal([native.options?.options.length, native.body.span.start === native.body.span.end], [1, true]);
});

test.run();

import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpSyntax } from '../../../compiler/debug/dump-syntax.ts';
import { formatProgram } from '../../../compiler/format/format-program.ts';
import { movedComments } from '../../../compiler/format/moved-comments.ts';
import { layOut } from '../../../compiler/format/lay-out.ts';
import { ProgramGenerator } from '../../support/parsing/generate-program.ts';
import { grammarForms, seedBlocks } from '../../support/parsing/grammar-forms.ts';
import { randomFrom, seedFromEnvironment } from '../../support/parsing/random.ts';
import { readText, type ReadText } from '../../support/parsing/read-text.ts';
import { sprinkleComments } from '../../support/parsing/sprinkle-comments.ts';

function hasErrors({ diagnostics }: ReadText): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function formatted(text: string, file = 'a.plg'): string {
  return layOut(text, (current) => {
    const found = readText(current, file);
    return hasErrors(found) ? undefined : found;
  });
}

/** Formatting keeps the tree, and each comment beside its token; a second time it changes nothing. */
function assertFaithful(text: string, file = 'a.plg'): void {
  const before = readText(text, file);
  const output = formatted(text, file);
  const after = readText(output, file);
  const shown = `${text}\n=>\n${output}`;
  assert.equal(
    after.diagnostics.map(({ message }) => message),
    before.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    shown,
  );
  assert.is(dumpSyntax(after.program), dumpSyntax(before.program), shown);
  assert.equal(wordsOf(after), wordsOf(before), shown);
  assert.equal(
    movedComments(before, after).map(({ text: words }) => words),
    [],
    shown,
  );
  assert.is(formatted(output, file), output);
  const [alone] = formatProgram(text, before.program, []).split('\n');
  assert.ok(output !== text || before.comments.length > 0 || text.startsWith(alone ?? ''), `kept: ${shown}`);
}

function wordsOf({ comments }: ReadText): string[] {
  return comments.map(({ text }) => text.replace(/\s+/g, ' ')).sort();
}

for (const { title, text, file } of [...grammarForms(), ...seedBlocks()]) {
  test(`${title} keeps its tree`, () => {
    assertFaithful(text, file);
  });
}

test('generated programs keep their trees and comments', () => {
  const seed = seedFromEnvironment();
  console.log(`SEED=${seed}`);
  for (let i = 0; i < 200; i++) assertFaithful(new ProgramGenerator(randomFrom(seed + i)).program(3));
});

test('comments between any two tokens are kept', () => {
  const seed = seedFromEnvironment();
  console.log(`SEED=${seed}`);
  const random = randomFrom(seed);
  for (const { text } of [...grammarForms(), ...seedBlocks()]) {
    const sprinkled = sprinkleComments(text, random);
    if (!hasErrors(readText(sprinkled))) assertFaithful(sprinkled);
  }
});

test('comments stay beside words that are written in another way', () => {
  for (const text of [
    'select a from t where a = some -- c1\n(select b from u)',
    'select Array:: -- c1\n(distinct city\n\n// c2\n\n)\n\n// c3\n\nfrom users',
    'select /* c1 */ Array:: -- c2\n(\n-- c3\nCount(*) /* c4 */ ) from users',
    'select * from t x sample -- c1\n(10%) join u on x.a = -- c2\nu.a',
    'from t then print(a); print\n-- c1\n(b) /* c2 */ end',
  ])
    assertFaithful(text);
});

test('text with errors stays as it is', () => {
  assert.is(formatted('let   a = = 1'), 'let   a = = 1');
});

test("the seed's procedure is laid out as its authors wrote it", () => {
  const [before] = readFileSync('test/fixtures/seed/E4.plg', 'utf8').split('{\n    //');
  const [after] = formatted(readFileSync('test/fixtures/seed/E4.plg', 'utf8')).split('{\n    //');
  assert.is(after, before?.replace(/ +\n/g, '\n'));
});

const layouts: readonly (readonly [name: string, text: string, expected: string])[] = [
  [
    'SQL keywords are capitals, procedural ones small',
    `LET x = Select max(a) from t WHERE not b AND c is NOT null
IF x IS null AND y { RETURN 1 }`,
    `let x = SELECT max(a) FROM t WHERE NOT b AND c IS NOT NULL;
if x is null and y {
    return 1;
}
`,
  ],
  [
    'arrows',
    'let f = x -> match x { 1 => 2 }\nlet g = try f(1) catch { E -> 0 }\nfunction h() -> 1',
    `let f = x => match x { 1 -> 2 };
let g = try f(1) catch { E => 0 };
function h() => 1
`,
  ],
  ['parameters', 'function f(a: int, b string?, c=1) => a', 'function f(a int, b string?, c = 1) => a\n'],
  [
    'what was on several lines stays so',
    `select a,
  b from t where c
select a
  from t
 where c`,
    `SELECT a, b FROM t WHERE c;
SELECT a
FROM t
WHERE c;
`,
  ],
  [
    'what does not fit is broken',
    `select customer_id, sum(amount) as total_amount, count(*) as order_count from orders o join customers c on o.customer_id = c.id where o.placed_at > latest group by customer_id`,
    `SELECT customer_id, sum(amount) AS total_amount, count(*) AS order_count
FROM orders o
JOIN customers c ON o.customer_id = c.id
WHERE o.placed_at > latest
GROUP BY customer_id;
`,
  ],
  [
    'blank lines stay, one at most',
    `let a = 1


let b = 2
let c = 3`,
    `let a = 1;

let b = 2;
let c = 3;
`,
  ],
  [
    'comments stay where they were',
    `-- head

let a = 1 -- behind
// before
let b = [1, -- list
  2]
if a { -- open
  b() /* mid */
  -- last
}
-- end`,
    `-- head

let a = 1; -- behind
// before
let b = [1, -- list
    2];
if a {
    -- open
    b(); /* mid */
    -- last
}
-- end
`,
  ],
  ['parentheses where the tree needs them', 'let a = ((1 + 2)) * (3) - (4 - (5))', 'let a = (1 + 2) * 3 - (4 - 5);\n'],
  ['a comparison is no assignment', '(a = b)\na == b', '(a = b);\n(a = b);\n'],
];

for (const [name, text, expected] of layouts) {
  test(name, () => {
    assert.is(formatted(text), expected);
    assertFaithful(text);
  });
}

test('the statements of a file without any are its comments', () => {
  assert.is(formatted('-- only\n\n\n'), '-- only\n');
});

test.run();

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpSyntax } from '../../../compiler/debug/dump-syntax.ts';
import { ProgramGenerator } from '../../support/parsing/generate-program.ts';
import { grammarForms, seedBlocks } from '../../support/parsing/grammar-forms.ts';
import { mutateText } from '../../support/parsing/mutate-text.ts';
import { randomFrom, seedFromEnvironment } from '../../support/parsing/random.ts';
import { readText } from '../../support/parsing/read-text.ts';

const repeat = (piece: string, times: number): string => piece.repeat(times);

/** Text with so many levels or links. */
const towers: Readonly<Record<string, (levels: number) => string>> = {
  parentheses: (n) => `let a = ${repeat('(', n)}1${repeat(')', n)}`,
  lists: (n) => `let a = ${repeat('[', n)}${repeat(']', n)}`,
  structs: (n) => `let a = ${repeat('{a: ', n)}1${repeat('}', n)}`,
  blocks: (n) => repeat('if a { ', n) + repeat('}', n),
  'cases of case': (n) => `let a = ${repeat('case when ', n)}1${repeat(' then 1 end', n)}`,
  lambdas: (n) => `let f = ${repeat('x => ', n)}1`,
  tries: (n) => `let a = ${repeat('try ', n)}1${repeat(' catch 0', n)}`,
  matches: (n) => `let a = ${repeat('match a { _ -> ', n)}1${repeat('}', n)}`,
  queries: (n) => `select * from ${repeat('(select * from ', n)}t${repeat(')', n)}`,
  joins: (n) => `select * from ${repeat('(', n)}a${repeat(')', n)}`,
  'grouping sets': (n) => `select 1 from t group by ${repeat('grouping sets (', n)}a${repeat(')', n)}`,
  types: (n) => `let a: ${repeat('Array<', n)}int${repeat('>', n)} = 1`,
  'struct types': (n) => `let a: ${repeat('{a: ', n)}int${repeat('}', n)} = 1`,
  options: (n) => `upsert procedure p <{ a: ${repeat('[', n)}${repeat(']', n)} }> () {}`,
  'statements without braces': (n) => `${repeat('if a then ', n)}b`,
  explanations: (n) => `${repeat('explain ', n)}select 1`,
};

const chains: Readonly<Record<string, (links: number) => string>> = {
  sums: (n) => `let a = 1${repeat(' + 1', n)}`,
  negations: (n) => `let a = ${repeat('not ', n)}b`,
  members: (n) => `let a = b${repeat('.c', n)}`,
  calls: (n) => `let a = f${repeat('()', n)}`,
  casts: (n) => `let a = b${repeat('::int', n)}`,
  pipes: (n) => `a${repeat(' |> f()', n)}`,
  unions: (n) => `select 1${repeat(' union select 1', n)}`,
  joins: (n) => `select * from a${repeat(' cross join b', n)}`,
  lists: (n) => `let a: int${repeat('[]', n)} = 1`,
};

for (const [name, tower] of Object.entries(towers)) {
  test(`${name}: 90 levels are read, 5,000 are refused`, () => {
    const { program, diagnostics } = readText(tower(90));
    assert.equal(diagnostics, []);
    assert.ok(dumpSyntax(program).length > 0);
    assert.equal(
      readText(tower(5_000)).diagnostics.map(({ code }) => code),
      ['PLG1008'],
    );
  });
}

for (const [name, chain] of Object.entries(chains)) {
  test(`a chain of ${name}: 900 links are read, 5,000 are refused`, () => {
    const { program, diagnostics } = readText(chain(900));
    assert.equal(diagnostics, []);
    assert.ok(dumpSyntax(program).length > 0);
    assert.equal(
      readText(chain(5_000)).diagnostics.map(({ code }) => code),
      ['PLG1008'],
    );
  });
}

test('lists may be long', () => {
  for (const text of [
    `f(${repeat('a, ', 50_000)}a)`,
    repeat('a = 1\n', 50_000),
    `if a { }${repeat(' elif b { }', 20_000)}`,
  ]) {
    assert.equal(readText(text).diagnostics, []);
  }
});

test('a million characters take linear time', () => {
  const seed = seedFromEnvironment();
  const generator = new ProgramGenerator(randomFrom(seed));
  let text = '';
  while (text.length < 500_000) text += `${generator.program(20)}\n`;
  readText(text.slice(0, 50_000));
  const half = time(() => assert.equal(readText(text).diagnostics, [], `SEED=${seed}`));
  const whole = time(() => assert.equal(readText(text + text).diagnostics, [], `SEED=${seed}`));
  console.log(
    `SEED=${seed}: ${text.length} characters in ${half.toFixed(0)} ms, twice as many in ${whole.toFixed(0)} ms`,
  );
  assert.ok(whole < half * 4 + 500, `${half} ms, then ${whole} ms`);
});

test('damaged text never crashes or hangs the parser', () => {
  const seed = seedFromEnvironment();
  const random = randomFrom(seed);
  const forms = [...grammarForms(), ...seedBlocks()];
  for (let i = 0; i < 3000; i++) {
    const base = random.chance(0.3) ? new ProgramGenerator(random).program(2) : random.pick(forms).text;
    const text = mutateText(base, random);
    const took = time(() => {
      for (const { span } of readText(text, random.chance(0.2) ? 'a.sql' : 'a.plg').diagnostics) {
        assert.ok(
          span.start >= 0 && span.start <= span.end && span.end <= text.length,
          `SEED=${seed} ${JSON.stringify(text)}`,
        );
      }
    });
    assert.ok(took < 2000, `SEED=${seed}: ${took} ms for ${JSON.stringify(text)}`);
  }
  console.log(`SEED=${seed}: 3000 damaged texts`);
});

function time(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

test.run();

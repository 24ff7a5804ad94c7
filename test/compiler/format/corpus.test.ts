import { globSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpSyntax } from '../../../compiler/debug/dump-syntax.ts';
import { format } from '../../../compiler/format/format.ts';
import { movedComments } from '../../../compiler/format/moved-comments.ts';
import { sourceFile } from '../../../compiler/source/source-file.ts';
import { readGolden } from '../../support/golden/read-golden.ts';
import { readText, type ReadText } from '../../support/parsing/read-text.ts';
import { readScript } from '../../support/slt/read-script.ts';

interface Text {
  readonly name: string;
  readonly text: string;
}

/** Copied from elsewhere, and kept as their authors wrote them. */
const verbatim: readonly string[] = ['examples/1-flights/daily-etl.plg', 'examples/2-customers/customer-summary.plg'];

function read(pattern: string): readonly Text[] {
  return globSync(pattern)
    .filter((path) => !path.includes('node_modules'))
    .sort()
    .map((name) => ({ name, text: readFileSync(name, 'utf8') }));
}

const own = read('{examples,stdlib}/**/*.plg');
const goldens = read('test/golden/**/*.md').flatMap(({ name, text }) =>
  readGolden(text).sources.map((source) => ({ name: `${name}: ${source.name}`, text: source.text })),
);
const scripts = read('test/scripts/**/*.slt').flatMap(({ name, text }) =>
  readScript(text).map((record, i) => ({ name: `${name}: ${i}`, text: 'sql' in record ? record.sql : '' })),
);

function isWhole({ diagnostics }: ReadText): boolean {
  return !diagnostics.some(({ severity }) => severity === 'error');
}

for (const [title, texts, least] of [
  ['examples and library', own, 20],
  ['goldens', goldens, 150],
  ['scripts', scripts, 1000],
] as const) {
  test(`${title}: layout is stable, keeps the tree and every comment beside its token`, () => {
    let seen = 0;
    for (const { name, text } of texts) {
      const before = readText(text);
      if (!isWhole(before)) continue;
      seen++;
      const laidOut = format(sourceFile('test.plg', text)).text;
      const after = readText(laidOut);
      const shown = `${name}\n${text}\n=>\n${laidOut}`;
      assert.is(dumpSyntax(after.program), dumpSyntax(before.program), shown);
      assert.equal(
        movedComments(before, after).map((comment) => comment.text),
        [],
        shown,
      );
      assert.is(after.comments.length, before.comments.length, shown);
      assert.is(format(sourceFile('test.plg', laidOut)).text, laidOut, name);
    }
    assert.ok(seen >= least, `${seen} texts`);
  });
}

for (const { name, text } of own) {
  if (verbatim.includes(name)) continue;
  test(`${name} is formatted`, () => {
    assert.is(format(sourceFile(name, text)).text, text);
  });
}

test('the code in the READMEs is formatted', () => {
  const blocks = read('{README.md,{compiler,runtime,stdlib}/README.md,examples/*/README.md}').flatMap(
    ({ name, text }) => [...text.matchAll(/^```pl-grizzly\n([^]*?)^```/gm)].map(([, code = '']) => ({ name, code })),
  );
  assert.ok(blocks.length > 0);
  for (const { name, code } of blocks) assert.is(format(sourceFile('readme.plg', code)).text, code, name);
});

test('lines have at most 100 columns, but for long words, names and comments', () => {
  for (const { name, text } of own) {
    for (const line of text.split('\n'))
      assert.ok(line.length <= 100 || line.includes('--') || verbatim.includes(name), `${name}: ${line}`);
  }
});

test.run();

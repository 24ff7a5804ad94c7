import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tables, withTable } from './room-table.ts';
import { tablesOfData, topLevel } from './rooms.ts';

const mostLines = 400;
const scripts = globSync(['{compiler,runtime,stdlib,examples,test}/**/*.{ts,tsx}'], {
  exclude: ['test/fixtures/**'],
}).sort();
const texts = globSync(['{compiler,runtime,stdlib,examples,test}/**/*.{ts,tsx,plg,md,json,slt}', '*.md', '.ci/*'], {
  exclude: ['test/fixtures/**', 'test/architecture/**'],
}).sort();

test('the top level holds what belongs there', () => {
  const found = readdirSync('.').filter((name) => !name.startsWith('.') && name !== 'node_modules');
  assert.equal(
    found.filter((name) => !topLevel.includes(name)),
    [],
  );
});

test('no file is longer than 400 lines, but tables of data', () => {
  const long = scripts
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > mostLines && !tablesOfData.includes(file));
  assert.equal(
    long.map(({ file, lines }) => `${file}: ${lines}`),
    [],
  );
});

test('file names are kebab-case and say what is in the file', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d))?\.tsx?$/;
  const empty = /^(utils?|helpers?|types|common|misc|constants|interfaces)\.tsx?$/;
  const wrong = scripts.filter((file) => {
    const name = basename(file);
    return !kebab.test(name) || empty.test(name) || (name === 'index.ts' && file !== 'compiler/index.ts');
  });
  assert.equal(wrong, []);
});

test('there are no default exports', () => {
  const wrong = scripts.filter((file) =>
    /^export default\b|^export \{[^}]*\bas default\b/m.test(readFileSync(file, 'utf8')),
  );
  assert.equal(wrong, []);
});

test('no text speaks of work that is left, or of the machine it was written on', () => {
  const words =
    /\bTODO\b|\bFIXME\b|\bXXX\b|\bfor now\b|\bsimplified\b|\bplaceholder\b(?!:)|\bnot (yet )?implemented\b|\/work\/(main|shared)\b/i;
  const found = texts.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, i) => (words.test(line) ? [`${file}:${i + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
  assert.equal(found, []);
});

test('the tables in the READMEs are those of the rules', () => {
  for (const { file, rooms } of tables) {
    const text = readFileSync(file, 'utf8');
    assert.fixture(text, withTable(text, rooms), `${file}: write it by \`node test/architecture/room-table.ts\``);
  }
});

test('every test file runs its tests', () => {
  const silent = scripts.filter(
    (file) => file.endsWith('.test.ts') && !/\.run\(\);?\s*$/.test(readFileSync(file, 'utf8')),
  );
  assert.equal(silent, []);
});

test.run();

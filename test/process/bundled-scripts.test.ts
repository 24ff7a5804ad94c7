import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readScript } from '../support/slt/read-script.ts';

/* What the scripts of the language say, said by the bundle as by its sources: a bundle holds only a part of the TypeScript library. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOPICS = [
  'cte',
  'filter',
  'functions',
  'group',
  'join',
  'lists',
  'match',
  'procedures',
  'set-operations',
  'subquery',
  'window',
];

/** One session for all scripts: a name that two of them take is an error on both sides. */
const lines = globSync(TOPICS.map((topic) => join(ROOT, 'test/scripts', topic, '*.slt')))
  .sort()
  .flatMap((file) => readScript(readFileSync(file, 'utf8')))
  .flatMap((directive) => ('sql' in directive ? [`${JSON.stringify({ sql: directive.sql })}\n`] : []));

function answers(command: string): readonly string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'runtime/cli', command), 'sql', '--stdio'], {
    input: lines.join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.not.match(stderr, 'Error:');
  return stdout.trimEnd().split('\n');
}

test('the bundle answers every script as its sources do', () => {
  assert.ok(lines.length > 300, `${lines.length} statements`);
  const [bundled, plain] = [answers('gobi.js'), answers('gobi.ts')];
  assert.is(bundled.length, lines.length);
  const different = plain.flatMap((line, i) => (line === bundled[i] ? [] : [`${lines[i]}${line}\n${bundled[i]}`]));
  assert.equal(different, []);
});

test.run();

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mountFolder } from '../support/mounted.ts';

/* Schemas without a server: what `gobi check` knows of tables and files, and how a project and its lake come apart. */
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const test = suite('schema command');
let folder = '';

test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-schema-'));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

function gobi(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const done = spawnSync(process.execPath, [GOBI, ...args], { cwd: folder, encoding: 'utf8' });
  assert.not.match(done.stderr, /\.ts:\d+:\d+\)/, 'no JavaScript stack is shown');
  return { code: done.status, out: done.stdout, err: done.stderr };
}

function file(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

test('a pulled schema lets a check find mistakes without the lake', () => {
  gobi('init', '.');
  gobi('sql', '--db', '.', '-c', 'create table plain (id int primary key, note string)');
  file('main.plg', 'upsert procedure p as () returns void { let a = (select nott from plain) }');
  assert.is(gobi('schema', 'pull').code, 0);
  rmSync(join(folder, '.gobi'), { recursive: true });
  const checked = gobi('check', '.', '--offline');
  assert.is(checked.code, 1);
  assert.match(checked.out, 'PLG1302');
  assert.match(checked.out, 'did you mean `note`');
});

test('without a schema file the lake that gobi.json names is asked', () => {
  gobi('init', '.');
  gobi('sql', '--db', '.', '-c', 'create table plain (id int primary key, note string)');
  file('main.plg', 'upsert procedure p as () returns void { let a = (select nott from plain) }');
  assert.match(gobi('check', '.').out, 'PLG1302');
  assert.match(gobi('check', '.', '--offline').out, 'PLG1301');
});

test('a second pull changes nothing, and rows do not change the file', () => {
  gobi('init', '.');
  gobi('run', 'main.plg', '--db', '.');
  gobi('schema', 'pull');
  const before = readFileSync(join(folder, 'gobi.schema.json'), 'utf8');
  gobi('sql', '--db', '.', '-c', "insert into visits values (1, 'a', '2026-01-01')");
  assert.match(gobi('schema', 'pull').out, 'unchanged');
  assert.is(readFileSync(join(folder, 'gobi.schema.json'), 'utf8'), before);
});

test('the schema goes into the project: the present folder, or that of the lake', () => {
  gobi('init', 'shop');
  assert.match(gobi('schema', 'pull', '--db', 'shop').out, 'shop/gobi.schema.json: written');
  assert.match(gobi('schema', 'diff', '--db', 'shop').out, '- procedure count_visits: not in the lake');
  const lost = gobi('schema', 'pull');
  assert.is(lost.code, 2);
  assert.match(lost.err, 'this folder is no project');
});

test('diff tells each difference and fails where there is one', () => {
  gobi('init', '.');
  gobi('run', 'main.plg', '--db', '.');
  assert.equal(gobi('schema', 'diff'), { code: 0, out: 'the lake has what the project expects\n', err: '' });
  gobi(
    'sql',
    '--db',
    '.',
    '-c',
    'alter table visits add column referrer string; create view pages as select page from visits',
  );
  const drift = gobi('schema', 'diff', '--json');
  assert.is(drift.code, 1);
  assert.equal(JSON.parse(drift.out), {
    drift: [
      { object: 'column', name: 'main.visits.referrer', expected: null, found: 'string' },
      { object: 'view', name: 'main.pages', expected: null, found: 'select page from visits' },
    ],
  });
});

test('files that a text names in FROM are read for their columns', () => {
  file('prices.csv', 'item,price\ntea,3\n');
  file('script.plg', "select prize from 'prices.csv'");
  const { code, out } = gobi('check', 'script.plg');
  assert.is(code, 1);
  assert.match(out, 'did you mean `price`');
  assert.is(gobi('check', 'script.plg', '--offline').code, 0);
});

test('broken settings and schema files name the file and the fault', () => {
  gobi('init', '.');
  file('gobi.json', '{"lak": "."}');
  assert.equal(gobi('check', '.'), {
    code: 2,
    out: '',
    err: "gobi: 'gobi.json': unknown key 'lak'; did you mean 'lake'?\n",
  });
  file('gobi.json', '{}');
  file('gobi.schema.json', '{"tables": [{"name": "a"}]}');
  const { code, err } = gobi('check', '.');
  assert.is(code, 2);
  assert.match(err, "'gobi.schema.json' is no schema file: tables[0] has no 'schema'");
});

test('the schema of a service is pulled by its name, and of a folder that is served', async () => {
  gobi('init', 'shop');
  // a service deploys what it finds
  rmSync(join(folder, 'shop', 'main.plg'));
  gobi('sql', '--db', 'shop', '-c', 'create table plain (id int primary key, note string)');
  gobi('schema', 'pull', '.', '--db', 'shop');
  const pulled = readFileSync(join(folder, 'gobi.schema.json'), 'utf8');
  const mounted = await mountFolder(join(folder, 'shop'));
  try {
    for (const named of [
      ['--service', join(folder, 'shop')],
      ['--db', 'shop'],
    ]) {
      rmSync(join(folder, 'gobi.schema.json'));
      const { code, err } = gobi('schema', 'pull', '.', ...named);
      assert.is(code, 0, err);
      assert.is(readFileSync(join(folder, 'gobi.schema.json'), 'utf8'), pulled);
    }
    assert.match(gobi('schema', 'pull', '.', '--service', 'Nobody').err, 'NETWORK_007');
    assert.is(gobi('schema', 'diff', '.', '--service', 'shop').code, 0);
  } finally {
    await mounted.kill();
  }
});

test.run();

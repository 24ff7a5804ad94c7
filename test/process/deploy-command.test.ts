import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/* A project's way into a lake, as a person types it. */
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const test = suite('deploy command');
let folder = '';

test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-deploy-'));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

function gobi(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const done = spawnSync(process.execPath, [GOBI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  assert.not.match(done.stderr, /\.ts:\d+:\d+\)/, 'no JavaScript stack is shown');
  return { code: done.status, out: done.stdout, err: done.stderr };
}

function file(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const TABLE = 'create table visits (id int primary key, page string not null, note string)\n';
const COUNT = 'upsert procedure count_visits as () returns int as sync { return (select count(*) from visits); }\n';

test('a dry run shows what would be made and makes nothing; the deploy makes it, and no script', () => {
  file('shop/tables.plg', TABLE);
  file('shop/code/count.plg', COUNT);
  file('shop/scripts/fill.plg', "insert into visits values (1, 'home', null)");
  const dry = gobi('deploy', 'shop', '--dry-run');
  assert.is(dry.code, 0);
  assert.is(
    dry.out,
    `tables
  + table visits            tables.plg

code
  + procedure count_visits  code/count.plg

2 created: nothing is done yet, \`gobi deploy shop\` does it
`,
  );
  assert.not.ok(existsSync(join(folder, 'shop/.gobi')));
  const done = gobi('deploy', 'shop');
  assert.is(done.code, 0);
  assert.match(done.out, /deployed version [0-9a-f]{12} as snapshot 1 in \d+ ms: 2 created/);
  assert.match(gobi('sql', '--db', 'shop', '-c', 'call count_visits()').out, /│ +0 │/);
  assert.match(gobi('deploy', 'shop').out, /the lake has what the project declares/);
});

test('what loses data is refused, shown with whom it touches, and done with --allow', () => {
  file('shop/main.plg', TABLE + COUNT);
  gobi('deploy', 'shop');
  gobi(
    'sql',
    '--db',
    'shop',
    '-c',
    "insert into visits values (1, 'home', 'x'); create view notes as select note from visits",
  );
  file('shop/main.plg', TABLE.replace(', note string', '') + COUNT);
  const refused = gobi('deploy', 'shop');
  assert.is(refused.code, 1);
  assert.match(
    refused.out,
    /~ table visits {2}main\.plg {2}breaking\n {6}column note is gone, and its values\n {6}touches view notes\n {6}needs --allow/,
  );
  assert.match(refused.out, 'Nothing was changed');
  const json = JSON.parse(gobi('deploy', 'shop', '--dry-run', '--allow', '--json').out) as Record<string, unknown>;
  assert.is(json['outcome'], 'planned');
  assert.is(gobi('deploy', 'shop', '--allow').code, 0);
});

test('errors of the project are shown in its files, and nothing is deployed', () => {
  file('shop/main.plg', TABLE + COUNT.replace('visits)', 'visit)'));
  const failed = gobi('deploy', 'shop');
  assert.is(failed.code, 1);
  assert.match(failed.err, /shop\/main\.plg:2:\d+: error PLG1301/);
  assert.match(failed.out, 'the project has errors');
});

test('code goes back by rollback --code', () => {
  file('shop/main.plg', TABLE + COUNT);
  gobi('deploy', 'shop');
  file('shop/main.plg', TABLE + COUNT.replace('count(*)', 'count(*) + 100'));
  gobi('deploy', 'shop');
  assert.is(gobi('rollback', '--db', 'shop').code, 2);
  const back = gobi('rollback', '--code', '--db', 'shop');
  assert.is(back.code, 0);
  assert.match(back.out, '~ procedure count_visits: as it was');
  assert.match(gobi('sql', '--db', 'shop', '-c', 'call count_visits()').out, /│ +0 │/);
});

test('a folder without declarations is a wrong command line', () => {
  file('shop/readme.txt', 'nothing');
  const wrong = gobi('deploy', 'shop');
  assert.is(wrong.code, 2);
  assert.match(wrong.err, "there is no .plg file of declarations in 'shop'");
  assert.is(gobi('deploy', 'nowhere').code, 2);
});

test.run();

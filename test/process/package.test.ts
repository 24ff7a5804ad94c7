import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

/* The package as npm packs it, in the folder of a user who has its dependencies. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'package-'));
const sources = join(folder, 'sources');
const user = join(folder, 'user');
const installed = join(user, 'node_modules/pl-grizzly');

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], cwd = user): Run {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function linkPackages(target: string): void {
  mkdirSync(join(target, 'node_modules'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(target, 'node_modules', name));
  }
}

const GOBI = join(installed, 'runtime/cli/gobi.js');

const PROGRAM = `import { GobiError, open, type Engine } from 'pl-grizzly';
const engine: Engine = await open('lake');
const rows: Record<string, unknown>[] = await (await engine.query('select 40 + 2 as answer')).rows();
console.log(JSON.stringify(rows));
await engine.exec("copy (select 1 as a) to 't.parquet'");
console.log((await (await engine.query("select * from 't.parquet'")).arrow()).numRows);
await engine.query('select nothing_there').catch((error) => console.log(error instanceof GobiError && error.code));
await engine.close();
`;

const CLIENT = `import { connect, sql, type Client } from 'pl-grizzly/client';
const client: Client = await connect('./lake');
const rows: Record<string, unknown>[] = await (await client.query(sql\`select ${'${40}'} + 2 as answer\`)).rows();
console.log(JSON.stringify(rows));
client.close();
`;

test.before(() => {
  for (const name of ['compiler', 'runtime', 'stdlib', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE']) {
    cpSync(join(ROOT, name), join(sources, name), { recursive: true });
  }
  linkPackages(sources);
  linkPackages(user);
  writeFileSync(join(user, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(user, 'program.ts'), PROGRAM);
  writeFileSync(join(user, 'client.ts'), CLIENT);
  const packed = run('npm', ['pack', '--offline', '--no-update-notifier', '--pack-destination', folder], sources);
  assert.is(packed.status, 0, packed.stderr);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  mkdirSync(installed);
  assert.is(run('tar', ['xzf', join(folder, archive), '-C', installed, '--strip-components=1']).status, 0);
});

test('packing leaves nothing behind, and the package holds no sources and no tests', () => {
  assert.not(existsSync(join(sources, 'runtime/bundle')));
  const files = readdirSync(installed, { recursive: true }).map(String);
  assert.equal(
    files.filter((name) => (name.endsWith('.ts') && !name.endsWith('.d.ts')) || name.startsWith('test')),
    [],
  );
});

test('the command runs', () => {
  const { status, stdout, stderr } = run(process.execPath, [GOBI, 'sql', '--format', 'csv', '-c', 'select 1 as one']);
  assert.equal(
    { status, stdout: stdout.trim().split(/\r?\n/), stderr },
    { status: 0, stdout: ['one', '1'], stderr: '' },
  );
});

test('a program imports the library, which finds its worker', () => {
  const { status, stdout, stderr } = run(process.execPath, ['program.ts']);
  assert.equal(
    { status, stdout: stdout.trim().split('\n'), stderr },
    { status: 0, stdout: ['[{"answer":42}]', '1', 'PLG1101'], stderr: '' },
  );
});

test('a program imports the client, which connects to a mounted lake', () => {
  const home = join(folder, 'home');
  const inHome = (args: readonly string[]): Run => {
    const env = { ...process.env, XDG_STATE_HOME: home };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: user, encoding: 'utf8', env });
    return { status, stdout, stderr };
  };
  assert.is(inHome([GOBI, 'mount', 'lake', '--name', 'Packed']).status, 0);
  try {
    const { status, stdout, stderr } = inHome(['client.ts']);
    assert.equal({ status, stdout: stdout.trim(), stderr }, { status: 0, stdout: '[{"answer":42}]', stderr: '' });
  } finally {
    assert.is(inHome([GOBI, 'daemon', 'stop', 'Packed']).status, 0);
  }
});

test('the library has types', () => {
  const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  const flags = ['--noEmit', '--ignoreConfig', '--strict', '--skipLibCheck', '--target', 'es2024'];
  const check = (file: string) => {
    return run(process.execPath, [compiler, ...flags, '--module', 'nodenext', '--types', 'node', file]).stdout;
  };
  assert.is(check('program.ts'), '');
  assert.is(check('client.ts'), '');
  writeFileSync(join(user, 'wrong.ts'), PROGRAM.replace(`open('lake')`, 'open(1)'));
  assert.match(check('wrong.ts'), /wrong\.ts\(2,\d+\): error TS2345/);
});

test('a Node that is too old is told what is needed, or replaced by the one that came along', () => {
  const old = join(folder, 'old-node.cjs');
  writeFileSync(
    old,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`,
  );
  const alone = join(folder, 'alone/runtime/cli');
  mkdirSync(alone, { recursive: true });
  cpSync(GOBI, join(alone, 'gobi.js'));
  writeFileSync(join(folder, 'alone/package.json'), '{ "type": "module" }');
  const { status, stdout, stderr } = run(process.execPath, [
    '-r',
    old,
    join(alone, 'gobi.js'),
    'sql',
    '-c',
    'select 1',
  ]);
  assert.equal({ status, stdout }, { status: 1, stdout: '' });
  assert.match(stderr, 'gobi needs Node 24 or newer; this is Node 20.20.2');
  if (!existsSync(join(ROOT, `node_modules/node-${process.platform}-${process.arch}`))) return;
  const replaced = run(process.execPath, ['-r', old, GOBI, 'sql', '-c', 'select nothing_there']);
  assert.is(replaced.status, 1);
  assert.match(replaced.stderr, 'PLG1101');
});

test.after(() => rmSync(folder, { recursive: true, force: true }));
test.run();

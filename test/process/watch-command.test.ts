import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';
import { mountFolder } from '../support/mounted.ts';

const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.js', import.meta.url));

/** `gobi watch` in a process of its own, line by line. */
class Watching {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<number | null>;

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, [GOBI, 'watch', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.#ended = new Promise((settle) => this.#child.once('exit', (code) => settle(code)));
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('it ended');
    return value;
  }

  /** Presses Ctrl-C; gives the exit code. */
  interrupt(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return this.#ended;
  }
}

async function withLake(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-watch-'));
  const engine = await open(folder, { workers: 0 });
  await engine.exec("create table item(id int primary key, name string); insert into item values (1, 'one')");
  await engine.close();
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a folder that nobody serves is watched while others change it', () =>
  withLake(async (folder) => {
    const watching = new Watching('select id, name from item', '--db', folder, '--json');
    const first = JSON.parse(await watching.line()) as { readonly key: unknown; readonly changes: { rows: unknown } };
    assert.equal(first.key, ['id']);
    assert.equal(first.changes.rows, [['insert', 1, 'one']]);
    const engine = await open(folder, { workers: 0, lockMilliseconds: 5000 });
    await engine.exec("update item set name = 'eins' where id = 1");
    await engine.close();
    const second = JSON.parse(await watching.line()) as { readonly changes: { readonly rows: unknown } };
    assert.equal(second.changes.rows, [
      ['delete', 1, 'one'],
      ['insert', 1, 'eins'],
    ]);
    assert.is(await watching.interrupt(), 0);
  }));

test('a service tells its changes as they are committed', () =>
  withLake(async (folder) => {
    const mounted = await mountFolder(folder);
    const watching = new Watching('select id, name from item', '--db', folder);
    const table = [];
    for (let i = 0; i < 7; i++) table.push(await watching.line());
    assert.match(table.join('\n'), /│ {3}1 │ one {4}│\n└.*\n\(1 row\)/);
    const client = await mounted.connect();
    await client.exec("insert into item values (2, 'two')");
    assert.match(await watching.line(), /^\d\d:\d\d:\d\d snapshot \d+: 1 row came$/);
    assert.match(await watching.line(), /^\+ │ {3}2 │ two {4}│$/);
    assert.is(await watching.interrupt(), 0);
    client.close();
    await mounted.kill();
  }));

test('commands have the rights of the role or the token that they are given', () =>
  withLake(async (folder) => {
    const engine = await open(folder, { workers: 0 });
    await engine.exec('create role clerk; grant select on table item to clerk');
    const { token } = await engine.createToken('clerk');
    await engine.close();
    const said = (...args: readonly string[]): string =>
      spawnSync(process.execPath, [GOBI, ...args], { encoding: 'utf8' }).stderr;
    assert.match(said('sql', '--db', folder, '--token', token, '-c', 'select 1'), '--token is for services');
    const mounted = await mountFolder(folder);
    try {
      for (const rights of [
        ['--role', 'clerk'],
        ['--token', token],
      ])
        assert.match(said('attach', folder, ...rights, '-c', 'delete from item'), 'PLG1804');
      assert.match(said('attach', folder, '--token', 'none', '-c', 'select 1'), 'LoginRefused');
    } finally {
      await mounted.kill();
    }
  }));

test.run();

import { chmodSync, cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open, type Engine } from '../../../runtime/engine.ts';
import { failureOf, rowsOf, withLake } from './with-lake.ts';

const VALUE = 'bearer s3cr3t-0815';

/** All bytes of all files of a folder. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test('a secret is in no file, no system table, no result and no message', () =>
  withLake(async (engine, folder) => {
    const told: unknown[] = [];
    const options = {
      onPrint: (line: string) => void told.push(line),
      onDiagnostics: (found: unknown) => void told.push(found),
    };
    const run = async (text: string): Promise<void> => {
      for (const result of await engine.exec(text, {}, options)) told.push(result.verb, await result.rows());
    };
    await run(`type secret as token (kind: 'https', key: 'authorization', value: '${VALUE}')`);
    await run(`create secret old type secret as '${VALUE}'`);
    await engine.exec("type secret as given (kind: 'https', value: $value)", { value: VALUE });
    await run('show secrets');
    const tables = ['secrets', 'snapshots', 'modules', 'procedures', 'settings', 'grants', 'columns', 'types'];
    for (const table of tables) await run(`select * from system.${table}`);
    for (const text of [
      `type secret as t (kind: 'https', valu: '${VALUE}')`,
      `type secret as t (key: '${VALUE}', value: '${VALUE}')`,
      `type secret as t (kind: 'https', value: ['${VALUE}'])`,
      `upsert procedure p as <{}> () returns void { create secret t type secret as '${VALUE}' }`,
      `explain type secret as t (kind: 'https', value: '${VALUE}')`,
    ]) {
      const { message, hint, params, frames } = await failureOf(engine.exec(text));
      told.push(message, hint, params, frames);
    }
    assert.not.ok(
      JSON.stringify(told, (_, each) => (typeof each === 'bigint' ? String(each) : each)).includes('s3cr3t'),
    );
    assert.not.ok(bytesOf(folder).includes('s3cr3t'));
    assert.equal(await rowsOf(engine, 'show secrets'), [
      ['token', 'https', 'authorization'],
      ['old', 'secret', null],
      ['given', 'https', null],
    ]);
  }));

test('`with secret` names secrets that there are', () =>
  withLake(async (engine) => {
    await engine.exec('create table t (id int)');
    const error = await failureOf(engine.exec('select * from t with secret [tok]'));
    assert.is(error.message, 'unknown secret `tok`');
    await engine.exec("create secret tok type secret as 'x'; select * from t with secret [tok]");
  }));

test('without a key, or with one that others may read, nothing is made and nothing is lost', () =>
  withLake(async (engine, folder) => {
    const key = join(folder, '.gobi/key');
    await engine.exec(`create secret kept type secret as '${VALUE}'`);
    const again = `create secret kept type secret as 'other'`;
    renameSync(key, `${key}.away`);
    assert.is((await failureOf(engine.exec(again))).exception, 'KeyMissing');
    renameSync(`${key}.away`, key);
    chmodSync(key, 0o644);
    const refused = await failureOf(engine.exec(again));
    assert.is(refused.exception, 'KeyRefused');
    assert.is(refused.hint, `chmod 600 '${key}'`);
    assert.equal(await rowsOf(engine, 'select name from system.secrets where created_at = modified_at'), [['kept']]);
    assert.equal(await rowsOf(engine, 'select 1 as one'), [[1]]);
  }));

test('a secret is dropped, replaced and taken back as any other object', () =>
  withLake(async (engine, folder) => {
    await engine.exec(`create secret a type secret as '${VALUE}'`);
    await engine.exec("begin; type secret as b (kind: 'https', value: 'x'); rollback");
    assert.equal(await rowsOf(engine, 'select name from system.secrets'), [['a']]);
    assert.is((await failureOf(engine.exec('drop secret b'))).exception, 'ObjectNotFound');
    await engine.exec('drop secret if exists b; drop secret a');
    assert.equal(await rowsOf(engine, 'show secrets'), []);
    writeFileSync(join(folder, '.gobi/key'), 'f0'.repeat(32));
    await engine.exec("create secret c type secret as 'with another key'");
    assert.equal(await rowsOf(engine, 'select name from system.secrets'), [['c']]);
  }));

test('values of columns are sealed in rows of the catalog and of files, in older snapshots and in results', () =>
  withLake(async (engine, folder) => {
    await engine.exec('create table users (id int primary key, token secret, old type secret)');
    await engine.exec('insert into users values (1, $token, null)', { token: VALUE });
    await engine.exec('insert into users select 2, $token, seal($token)', { token: VALUE });
    await engine.exec('update users set old = token where id = 1');
    assert.equal(await rowsOf(engine, 'select * from users order by id'), [
      [1, '***', '***'],
      [2, '***', '***'],
    ]);
    await engine.exec('insert into users select n, $token, null from range(3, 5000) r(n)', { token: VALUE });
    const files = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.parquet'));
    assert.ok(files.length > 0);
    assert.is(await engine.ingest('users', [{ id: 5001, token: VALUE, old: null }], { mode: 'upsert' }), 1);
    await engine.exec('delete from users where id = 5001');
    assert.not.ok(bytesOf(folder).includes('s3cr3t'));
    assert.equal(await rowsOf(engine, 'select count(token) as n, count(old) as old from users'), [[4999, 2]]);
    const arrow = await (await engine.query('select token from users where id = 1')).arrow();
    assert.is(String(arrow.getChildAt(0)?.get(0)), '***');
    const bounds = new DatabaseSync(join(folder, '.gobi/catalog.sqlite'), { readOnly: true });
    const told = bounds
      .prepare(
        "select min_value, max_value from ducklake_file_column_stats s join ducklake_column c on c.column_id = s.column_id and c.table_id = s.table_id where column_name = 'token'",
      )
      .all();
    bounds.close();
    assert.equal(
      told.map((row) => Object.values(row)),
      told.map(() => [null, null]),
    );
    await withOther(folder, async (other) =>
      assert.equal(await rowsOf(other, 'select token, old is null as none from users where id = 4000'), [
        ['***', true],
      ]),
    );
  }));

test('a secret in plain text is refused, and the message does not repeat it', () =>
  withLake(async (engine, folder) => {
    await engine.exec('create table users (id int primary key, token secret)');
    const error = await failureOf(engine.exec(`insert into users values (1, '${VALUE}')`));
    assert.match(error.message, /would be kept readable/);
    assert.not.ok(JSON.stringify([error.message, error.hint, error.params, error.frames]).includes('s3cr3t'));
    assert.not.ok(bytesOf(folder).includes('s3cr3t'));
    renameSync(join(folder, '.gobi/key'), join(folder, '.gobi/away'));
    const keyless = await failureOf(engine.exec('insert into users values (1, $token)', { token: VALUE }));
    assert.is(keyless.exception, 'KeyMissing');
    assert.equal(await rowsOf(engine, 'select count(*) as n from users'), [[0]]);
  }));

/** Copies a lake and opens the copy with another engine. */
async function withOther(folder: string, work: (engine: Engine) => Promise<void>): Promise<void> {
  const copy = `${folder}-copy`;
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, '.gobi/lock'), { force: true });
  const other = await open(copy, { workers: 0 });
  try {
    await work(other);
  } finally {
    await other.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

test.run();

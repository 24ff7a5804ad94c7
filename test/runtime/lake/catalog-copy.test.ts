import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError, gobiError } from '../../../compiler/contract/runtime-error.ts';
import { catalogCopy } from '../../../runtime/lake/catalog-copy.ts';
import { readOnlyDatabase, refusalOf } from '../../../runtime/lake/read-only.ts';
import { openSqlite } from '../../../runtime/lake/sqlite-database.ts';
import { inScratchFolder } from './scratch-lake.ts';

test('a copy has what the log alone has, and leaves the file as it is', () =>
  inScratchFolder((folder) => {
    const file = `${folder}/catalog.sqlite`;
    const owner = openSqlite(file);
    owner.script('CREATE TABLE t(a BIGINT)');
    owner.run('INSERT INTO t VALUES (1)');
    owner.run('INSERT INTO t VALUES (2)');
    assert.ok(statSync(`${file}-wal`).size > 0);
    const copy = catalogCopy(file);
    assert.equal(copy.arrays('SELECT a FROM t ORDER BY a'), [[1], [2]]);
    copy.run('INSERT INTO t VALUES (3)');
    owner.run('INSERT INTO t VALUES (4)');
    assert.equal(owner.arrays('SELECT a FROM t ORDER BY a'), [[1], [2], [4]]);
    assert.equal(copy.arrays('SELECT a FROM t ORDER BY a'), [[1], [2], [3]]);
    copy.close();
    owner.close();
  }));

test('a file that its owner closed is read without making others beside it', () =>
  inScratchFolder((folder) => {
    const file = `${folder}/catalog.sqlite`;
    const owner = openSqlite(file);
    owner.script('CREATE TABLE t(a BIGINT); INSERT INTO t VALUES (7)');
    owner.close();
    const bytes = readFileSync(file);
    const copy = catalogCopy(file);
    assert.is(copy.one('SELECT a FROM t')!['a'], 7);
    copy.close();
    assert.equal(readFileSync(file), bytes);
    assert.not(existsSync(`${file}-wal`));
  }));

test('what is no database is told as such', () =>
  inScratchFolder((folder) => {
    const file = `${folder}/catalog.sqlite`;
    writeFileSync(file, 'x'.repeat(5000));
    assert.throws(
      () => catalogCopy(file).one('SELECT 1 FROM sqlite_master'),
      (error: unknown) => error instanceof GobiError && error.exception === 'CorruptFile',
    );
    assert.throws(
      () => catalogCopy(`${folder}/none`),
      (error: unknown) => error instanceof GobiError && error.exception === 'FileNotFound',
    );
  }));

test('a database for reading refuses writes, with the reason', () =>
  inScratchFolder((folder) => {
    const cause = gobiError('PermissionDenied', { file: 'lock', operation: 'open' });
    const database = openSqlite(`${folder}/a`);
    const reading = readOnlyDatabase(database, refusalOf(folder, cause));
    for (const write of [() => reading.run('x'), () => reading.script('x'), () => reading.write(() => 1)])
      assert.throws(write, /cannot be changed: it is open for reading only \(no permission to open 'lock'\)/);
    assert.is(reading.read(() => reading.one('SELECT 5 AS n'))!['n'], 5);
    reading.close();
  }));

test.run();

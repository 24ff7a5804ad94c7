import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { allRows, column, inScratchFolder, makeTable, rowsTable, transact } from './scratch-lake.ts';

function errorOf(work: () => unknown): GobiError {
  try {
    work();
  } catch (error) {
    if (error instanceof GobiError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function edit(folder: string, sql: string): void {
  const database = new DatabaseSync(`${folder}/.gobi/catalog.sqlite`);
  database.exec(sql);
  database.close();
}

test('a folder without a lake is refused, and left as it was', () =>
  inScratchFolder((folder) => {
    const error = errorOf(() => openLake(folder));
    assert.is(error.exception, 'NotALake');
    assert.is(error.code, 'IO_007');
    assert.not(existsSync(`${folder}/.gobi`));
    assert.is(errorOf(() => openLake(`${folder}/missing`)).exception, 'NotALake');
  }));

test('a catalog that is something else is refused', () =>
  inScratchFolder((folder) => {
    mkdirSync(`${folder}/.gobi`);
    edit(folder, 'create table notes (a)');
    assert.is(errorOf(() => openLake(folder)).exception, 'NotALake');
    assert.is(errorOf(() => openLake(folder, undefined, { create: true })).exception, 'NotALake');
    writeFileSync(`${folder}/.gobi/catalog.sqlite`, 'this is no database, it is a text of some length'.repeat(40));
    assert.is(errorOf(() => openLake(folder)).exception, 'CorruptFile');
  }));

test('a newer version is refused and not touched', () =>
  inScratchFolder((folder) => {
    openLake(folder, undefined, { create: true }).close();
    edit(folder, `update ducklake_metadata set "value" = '1.1' where "key" = 'version'`);
    const error = errorOf(() => openLake(folder));
    assert.is(error.exception, 'LakeVersion');
    assert.match(error.message, /version DuckLake 1\.1; this program knows DuckLake 1\.0/);
    edit(
      folder,
      `update ducklake_metadata set "value" = '1.0' where "key" = 'version'; update gobi_settings set value = '2' where name = 'version'`,
    );
    assert.match(errorOf(() => openLake(folder)).message, /version gobi 2/);
    edit(folder, `update gobi_settings set value = '1' where name = 'version'`);
    openLake(folder).close();
  }));

test('one process owns a lake; a killed one leaves it free', () =>
  inScratchFolder((folder) => {
    const lake = openLake(folder, undefined, { create: true });
    const again = errorOf(() => openLake(folder));
    assert.is(again.exception, 'LakeLocked');
    assert.match(again.message, new RegExp(`is in use by process ${process.pid}, since \\d{4}-\\d\\d-\\d\\d .*\\+00$`));
    assert.match(again.hint ?? '', 'this process has it open already');
    const script = `
      const { openLake } = await import(${JSON.stringify(new URL('../../../runtime/lake/open-lake.ts', import.meta.url).href)});
      try { openLake(process.argv[1]); console.log('opened'); process.kill(process.pid, 'SIGKILL'); }
      catch (error) { console.log(error.exception, error.message, error.hint); }`;
    const other = (): string =>
      spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], { encoding: 'utf8' }).stdout;
    assert.match(other(), new RegExp(`LakeLocked.*process ${process.pid}.*end process ${process.pid} `));
    lake.close();
    assert.is(other(), 'opened\n');
    openLake(folder).close();
  }));

test('a moved folder is the same lake, and says where its data lies', () =>
  inScratchFolder((folder) => {
    const first = openLake(`${folder}/a`, undefined, { create: true, inlineRows: 0 });
    const columns = [column('n', INT)];
    const table = transact(first, (tx) => {
      const made = makeTable(tx, 't', columns);
      tx.insert(made.id, rowsTable(columns, [[1], [2]]));
      return made.id;
    });
    first.close();
    renameSync(`${folder}/a`, `${folder}/b`);
    const moved = openLake(`${folder}/b`);
    assert.equal(allRows(begin(moved), table), [[1], [2]]);
    assert.ok(
      allRows(begin(moved), -12).some(([name, value]) => name === 'data_path' && value === `${folder}/b/.gobi/data/`),
    );
    moved.close();
  }));

test('a damaged or missing data file is named, and nothing else suffers', () =>
  inScratchFolder((folder) => {
    const lake = openLake(folder, undefined, { create: true, inlineRows: 0 });
    const columns = [column('n', INT)];
    const [bad, good] = ['bad', 'good'].map((name) =>
      transact(lake, (tx) => {
        const made = makeTable(tx, name, columns);
        tx.insert(
          made.id,
          rowsTable(
            columns,
            Array.from({ length: 1000 }, (_, i) => [i]),
          ),
        );
        return made.id;
      }),
    ) as [number, number];
    lake.close();
    const file = lake.store(bad).newest;
    assert.is(file, null);
    const data = `${folder}/.gobi/data/main/bad`;
    cpSync(data, `${folder}/kept`, { recursive: true });
    const [name] = spawnSync('ls', [data], { encoding: 'utf8' }).stdout.split('\n') as [string];
    writeFileSync(`${data}/${name}`, Buffer.from('PAR1 this was a file PAR1'));
    const again = openLake(folder);
    const error = errorOf(() => allRows(begin(again), bad));
    assert.is(error.exception, 'CorruptFile');
    assert.match(error.message, name);
    assert.is(allRows(begin(again), good).length, 1000);
    again.close();
  }));

test('a passing lake keeps its catalog in memory, and nobody else has it', () =>
  inScratchFolder((folder) => {
    const lake = openLake(folder, undefined, { create: true, passing: true });
    const columns = [column('a', INT)];
    const table = transact(lake, (tx) => {
      const made = makeTable(tx, 't', columns);
      tx.insert(made.id, rowsTable(columns, [[1], [2]]));
      return made.id;
    });
    assert.equal(allRows(begin(lake), table), [[1], [2]]);
    assert.not(existsSync(`${folder}/.gobi/catalog.sqlite`));
    assert.not(existsSync(`${folder}/.gobi/lock`));
    lake.close();
    assert.is(errorOf(() => openLake(folder)).exception, 'NotALake');
  }));

test.run();

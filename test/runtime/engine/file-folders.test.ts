import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { open, type Engine } from '../../../runtime/engine.ts';
import { failureOf, rowsOf } from './with-lake.ts';

const root = mkdtempSync(join(tmpdir(), 'gobi-folders-'));
const [lake, inbox, outside] = [join(root, 'lake'), join(root, 'inbox'), join(root, 'outside')];
let engine: Engine;

const test = suite('file folders');

test.before(async () => {
  for (const folder of [join(lake, 'sub'), inbox, outside]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.csv'), 'n\n1\n');
    writeFileSync(join(folder, 'a.plg'), 'select 1');
  }
  symlinkSync(outside, join(lake, 'link'));
  symlinkSync(join(outside, 'a.csv'), join(lake, 'file.csv'));
  symlinkSync(inbox, join(lake, 'allowed'));
  engine = await open(lake, { workers: 0, fileFolders: [inbox] });
  writeFileSync(join(lake, '.gobi', 'own.csv'), 'n\n1\n');
  await (await open(outside, { workers: 0 })).close();
});

test.after(async () => {
  await engine.close();
  rmSync(root, { recursive: true });
});

test('statements read below the lake and below the folders that are allowed', async () => {
  for (const path of ['sub/a.csv', join(inbox, 'a.csv'), 'a.csv', 'allowed/a.csv', 's*/a.csv'])
    assert.equal(await rowsOf(engine, `select n from '${path}'`), [[1]], path);
  await engine.exec(`copy (select 2 as n) to 'sub/out.csv'; copy (select 2 as n) to '${inbox}/out.csv'`);
  assert.is(readFileSync(join(inbox, 'out.csv'), 'utf8'), 'n\n2\n');
});

test('nothing else is reached, by links and patterns neither, and the error names the setting', async () => {
  for (const text of [
    `select * from '${outside}/a.csv'`,
    `select * from '../outside/a.csv'`,
    `select * from 'sub/../../outside/a.csv'`,
    `select * from 'file://${outside}/a.csv'`,
    `select * from 'link/a.csv'`,
    `select * from 'file.csv'`,
    `select * from '.gobi/own.csv'`,
    `select * from 'sub/../.gobi/own.csv'`,
    `select * from '${lake}/.gobi/own.csv'`,
    `copy (select 1 as n) to '${outside}/out.csv'`,
    `copy (select 1 as n) to 'link/out.csv'`,
    `copy (select 1 as n) to '.gobi/catalog.csv'`,
    `attach '${outside}' as other`,
    `attach 'link' as other`,
    `attach '${outside}/a.plg' as other`,
  ]) {
    const error = await failureOf(engine.exec(text));
    assert.is(error.exception, 'OutsideSandbox', `${text}: ${error.message}`);
    assert.match(error.hint ?? '', /`files` of its gobi\.json/);
  }
  // a pattern does not follow links
  assert.is((await failureOf(engine.exec("select * from 'l*/a.csv'"))).exception, 'FileNotFound');
  assert.not.ok(readFileSync(join(lake, '.gobi', 'catalog.sqlite')).includes('n\n1'));
});

test.run();

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findTable } from '../../runtime/catalog/find.ts';
import { rowsOf } from '../../runtime/columnar/rows-of.ts';
import type { Value } from '../../runtime/columnar/value.ts';
import type { Lake } from '../../runtime/lake/lake.ts';
import { openLake } from '../../runtime/lake/open-lake.ts';
import { begin } from '../../runtime/transaction/begin.ts';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';

const kills = Number(process.env['CRASH_KILLS'] ?? 200);
const child = fileURLToPath(new URL('crash-child.ts', import.meta.url));

/** Runs the child until it dies at the fault point, or by a signal `milliseconds` after it is ready; the last commit that it acknowledged. */
function runChild(folder: string, fault: number, milliseconds: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, folder, String(fault)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { NODE_COMPILE_CACHE: 'node_modules/.cache/node', ...process.env },
    });
    let output = '';
    let errors = '';
    running.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    running.stdout.on('data', (data: Buffer) => {
      if (output === '' && milliseconds !== null) setTimeout(() => running.kill('SIGKILL'), milliseconds);
      output += data.toString();
    });
    running.on('close', (_, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the child ended by itself: ${errors}`));
      else
        resolve(
          Math.max(
            0,
            ...output
              .split('\n')
              .slice(0, -1)
              .map((line) => Number(line.replace('ready ', ''))),
          ),
        );
    });
  });
}

function rows(lake: Lake, name: string): Value[][] {
  const tx = begin(lake);
  const table = findTable(tx.state, 'main', name);
  return table === null ? [] : [...rowsOf(tx.scan(table.id, null))];
}

/** The last commit that the lake has, if it has all of it and of those before it, and nothing of a later one. */
function lastWholeCommit(lake: Lake): number {
  const type = lake.head().types.get('lastcommit');
  const last = type?.kind === 'exception' ? Number(type.message) : 0;
  const small = rows(lake, 'small')
    .map(([id]) => Number(id))
    .sort((a, b) => a - b);
  assert.equal(
    small,
    Array.from({ length: last }, (_, i) => i + 1),
  );
  const balance = rows(lake, 'accounts').map(([, text]) => Number(text));
  if (balance.length > 0)
    assert.is(
      balance.reduce((a, b) => a + b),
      1_000_000,
    );
  assert.is(balance.length === 0 ? 0 : Math.min(...balance), last);
  const moves = Map.groupBy(rows(lake, 'moves'), ([id]) => Math.floor(Number(id) / 100));
  assert.is(moves.size, last);
  for (const [i, group] of moves) {
    const deleted = i % 2 === 0 ? 21 * ((i + 2 <= last ? 1 : 0) + (i + 4 <= last ? 1 : 0)) : 0;
    assert.is(group.length, (i % 2 === 0 ? 64 : 1) - deleted, `commit ${i} of ${last}`);
  }
  return last;
}

/** Kills children at work on one lake, one after the other, and looks at what they left; how many files lay around. */
async function killAndLook(folder: string, count: number): Promise<number> {
  let orphans = 0;
  let before = 0;
  for (let kill = 1; kill <= count; kill++) {
    // Two of three die at a counted point of their opening or first commits, the others at any moment.
    const counted = kill % 3 !== 0;
    const fault = counted ? 1 + Math.floor(Math.random() * 90) : 0;
    const acknowledged = Math.max(before, await runChild(folder, fault, counted ? null : Math.random() * 30));
    const lake = openLake(folder, undefined, { create: true });
    const last = lastWholeCommit(lake);
    assert.ok(
      last === acknowledged || last === acknowledged + 1,
      `the lake has ${last}, acknowledged was ${acknowledged}`,
    );
    for (const path of lake.orphanFiles()) {
      assert.match(path, /\.parquet$/);
      orphans++;
      lake.host.files.remove(path);
    }
    lake.close();
    before = last;
  }
  assert.ok(before > count / 10, 'the children hardly came to commit');
  return orphans;
}

test(`after each of ${kills} kills the lake is whole`, () =>
  inScratchFolder(async (folder) => {
    const orphans = await Promise.all(['a', 'b'].map((name) => killAndLook(`${folder}/${name}`, kills / 2)));
    console.log(`${kills} kills, ${orphans.reduce((a, b) => a + b)} files left behind`);
  }));

test.run();

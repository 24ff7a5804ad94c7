import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../runtime/client/client.ts';
import { Service } from '../../runtime/daemon/service.ts';
import { silentLog } from '../../runtime/host/log.ts';
import type { GobiError } from '../../compiler/contract/runtime-error.ts';

/** What came of a run of kills. */
export interface KillRun {
  readonly kills: number;
  /** Calls that were answered. */
  readonly answered: number;
  /** Calls that ended with their thread. */
  readonly lost: number;
  /** Calls that failed in any other way. */
  readonly failures: readonly string[];
  /** Resident bytes after a tenth of the kills, and at the end. */
  readonly residentBefore: number;
  readonly residentAfter: number;
  /** Milliseconds of the longest call that was answered. */
  readonly longest: number;
}

const CLIENTS = 6;
/** Calls that are answered between two kills, at least. */
const CALLS = 1;

const sleep = (milliseconds: number): Promise<void> => new Promise((settle) => setTimeout(settle, milliseconds));

/** Ends run threads, busy ones first, while clients ask: `kills` times, at most `milliseconds` after a few calls were answered. */
export async function killThreads(kills: number, milliseconds: number): Promise<KillRun> {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-thread-kills-'));
  const path = join(folder, 's.sock');
  const pool = { idle: 2, most: 3 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  const service = await Service.start(options);
  await service.listen(path);
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => connect({ path })));
  await clients[0]!.exec('create table t(a int primary key, b int); insert into t select i, i from range(2000) r(i)');
  let [answered, lost, longest, done] = [0, 0, 0, false];
  const failures: string[] = [];
  const load = clients.map(async (client, i) => {
    while (!done) {
      const start = performance.now();
      try {
        if (i === 0) await client.exec('update t set b = b + 1 where a = 17');
        else await client.query('select b, count(*) as n from t where a > $1 group by b order by n limit 3', [i]);
        answered++;
        longest = Math.max(longest, performance.now() - start);
      } catch (error) {
        if ((error as GobiError).exception === 'WorkerLost') lost++;
        else failures.push(String((error as Error).message));
      }
    }
  });
  let residentBefore = 0;
  for (let kill = 0; kill < kills; kill++) {
    const before = answered;
    while (answered < before + CALLS) await sleep(1);
    await sleep(Math.random() * milliseconds);
    while (!service.crash('run')) await sleep(0);
    if (kill === Math.floor(kills / 10)) residentBefore = process.memoryUsage.rss();
  }
  done = true;
  await Promise.all(load);
  await sleep(500);
  const residentAfter = process.memoryUsage.rss();
  for (const client of clients) client.close();
  await service.stop('the run ends');
  rmSync(folder, { recursive: true });
  return { kills, answered, lost, failures, residentBefore, residentAfter, longest };
}

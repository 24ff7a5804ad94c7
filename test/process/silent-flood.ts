import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Client } from '../../runtime/client/client.ts';
import { mountFolder } from '../support/mounted.ts';

/*
 * Connections that say nothing, beside some that are served. `node test/process/silent-flood.ts 1000 10000 20 2000` is the long run: served ones, silent ones, seconds of each phase, milliseconds
 * after which one that was closed comes again.
 */

/** What the served clients saw in one phase, milliseconds. */
export interface Phase {
  readonly requests: number;
  readonly failures: readonly string[];
  readonly median: number;
  readonly p99: number;
  readonly longest: number;
  /** Of a client that comes new, hello included. */
  readonly longestConnect: number;
  /** Megabytes of the service, at most. */
  readonly resident: number;
  /** At most, as the service tells. */
  readonly silent: number;
}

/** What came of a run. */
export interface FloodRun {
  readonly before: Phase;
  readonly flooded: Phase;
  /** How often silent ones were let connect. */
  readonly opened: number;
  readonly after: Phase;
}

/** Milliseconds between two requests of a client. */
const PAUSE = 500;
/** Milliseconds between two clients that come new. */
const COMING = 100;

const sleep = (milliseconds: number): Promise<void> => new Promise((settle) => setTimeout(settle, milliseconds));

/** Serves `served` clients without and with `silent` silent connections, which come again when they were closed, and without them again. */
export async function flood(served: number, silent: number, seconds: number, again: number): Promise<FloodRun> {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-flood-'));
  const daemon = await mountFolder(folder);
  const path = daemon.announcement.socket;
  const pid = daemon.process.pid!;
  const clients: Client[] = [];
  while (clients.length < served)
    clients.push(...(await Promise.all(Array.from({ length: Math.min(100, served) }, () => connect({ path })))));
  try {
    await phase(clients, path, pid, 1);
    const before = await phase(clients, path, pid, seconds);
    const attack = fork(import.meta.filename, ['attack', path, String(silent), String(again)]);
    await message(attack);
    const flooded = await phase(clients, path, pid, seconds);
    attack.send('end');
    const opened = await message(attack);
    const after = await phase(clients, path, pid, seconds);
    return { before, flooded, opened, after };
  } finally {
    for (const client of clients) client.close();
    await daemon.kill();
    rmSync(folder, { recursive: true });
  }
}

function message(child: ChildProcess): Promise<number> {
  return new Promise((settle) => child.once('message', (value) => settle(Number(value))));
}

async function phase(clients: readonly Client[], path: string, pid: number, seconds: number): Promise<Phase> {
  const end = performance.now() + seconds * 1000;
  const times: number[] = [];
  const failures: string[] = [];
  let [longestConnect, most, silent] = [0, 0, 0];
  const timed = async (work: () => Promise<void>): Promise<number> => {
    const start = performance.now();
    try {
      await work();
    } catch (error) {
      failures.push(String((error as Error).message));
    }
    return performance.now() - start;
  };
  const asking = clients.map(async (client, i) => {
    await sleep((PAUSE / clients.length) * i);
    while (performance.now() < end) {
      times.push(
        await timed(async () => {
          const rows = await (await client.query('select $1 + 1 as a', [i])).rows();
          if (rows[0]?.['a'] !== i + 1) failures.push(`a wrong answer: ${JSON.stringify(rows)}`);
        }),
      );
      await sleep(PAUSE);
    }
  });
  const coming = (async () => {
    while (performance.now() < end) {
      const took = await timed(async () => (await connect({ path })).close());
      longestConnect = Math.max(longestConnect, took);
      await sleep(COMING);
    }
  })();
  const looking = (async () => {
    while (performance.now() < end) {
      most = Math.max(most, resident(pid));
      const status = await clients[0]!.control('status');
      const [row] = (await status.rows()).filter(({ name }) => name === 'silent_connections');
      silent = Math.max(silent, Number(row!['value']));
      await sleep(COMING);
    }
  })();
  await Promise.all([...asking, coming, looking]);
  times.sort((a, b) => a - b);
  const at = (share: number): number => round(times[Math.floor((times.length - 1) * share)]!);
  return {
    ...{ requests: times.length, failures: failures.slice(0, 5), median: at(0.5), p99: at(0.99), longest: at(1) },
    ...{ longestConnect: round(longestConnect), resident: round(most), silent },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Resident megabytes of a process, as Linux tells. */
function resident(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}

/** Connects so often at once, says nothing, and comes again when it was closed. Tells its parent when all have come once, and when it is told to end how often it was let in. */
async function attack(path: string, count: number, again: number): Promise<void> {
  let opened = 0;
  const open = (): Promise<void> =>
    new Promise((settle) => {
      const socket = connectSocket(path, () => {
        opened++;
        settle();
      });
      // what it is told must be read, or the end is not seen
      socket.resume();
      socket.on('error', () => undefined);
      socket.on('close', () => {
        settle();
        setTimeout(() => void open(), again * (0.5 + Math.random()));
      });
    });
  for (let i = 0; i < count; i += 100) await Promise.all(Array.from({ length: 100 }, open));
  process.on('message', () => {
    process.send!(opened, () => process.exit());
  });
  process.send!(opened);
  await new Promise(() => undefined);
}

if (process.argv[1] === import.meta.filename) {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'attack') await attack(rest[0]!, Number(rest[1]), Number(rest[2]));
  const [served, silent, seconds, again] = [first ?? 1000, ...rest].map(Number);
  const run = await flood(served!, silent ?? 10_000, seconds ?? 20, again ?? 2000);
  process.stdout.write(`${JSON.stringify(run, null, 2)}\n`);
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printRow, type BenchRow } from './bench-table.ts';
import { median, type Timing } from './measure.ts';

const CHILD = fileURLToPath(new URL('./load-child.ts', import.meta.url));
const RUNS = 3;

interface Load {
  readonly milliseconds: number;
  readonly peakBytes: number;
}

/** Three million flights from a Parquet file into a lake; each load in a new process, against DuckDB with its ducklake extension. */
export function benchLoad(): BenchRow[] {
  const ours = loads('ours');
  const peer = loads('duckdb');
  if (ours === null) throw new Error('the load failed');
  const row: BenchRow = {
    group: 'load',
    name: 'flights into a lake',
    ours: timing(ours),
    peer: peer === null ? null : { name: 'DuckDB + ducklake', timing: timing(peer) },
    goal: '≤ 2.0',
    ratio: 'ours/peer',
  };
  printRow(row);
  const peak = (all: readonly Load[]) => `${Math.round(Math.max(...all.map((l) => l.peakBytes)) / 1e6)} MB`;
  process.stdout.write(
    `load         peak of resident memory ${peak(ours)}${peer === null ? '' : `, DuckDB ${peak(peer)}`}   goal < 1,200 MB\n`,
  );
  return [row];
}

/** Compiled code is cached between the runs, as the command line does it. */
function loads(side: 'ours' | 'duckdb'): readonly Load[] | null {
  const found: Load[] = [];
  const cache = mkdtempSync(join(tmpdir(), 'bench-cache-'));
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  for (let i = 0; i <= RUNS; i++) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
    const done = spawnSync(process.execPath, [CHILD, side, folder], { encoding: 'utf8', env });
    rmSync(folder, { recursive: true, force: true });
    if (done.status !== 0) {
      process.stdout.write(`load         ${side}: ${done.stderr.trim().split('\n').at(-1) ?? 'failed'}\n`);
      return null;
    }
    found.push(JSON.parse(done.stdout) as Load);
  }
  rmSync(cache, { recursive: true, force: true });
  return found;
}

function timing(all: readonly Load[]): Timing {
  return { cold: all[0]!.milliseconds, sustained: median(all.slice(1).map((l) => l.milliseconds)) };
}

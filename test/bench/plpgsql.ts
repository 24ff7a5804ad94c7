import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../../runtime/engine.ts';
import { printRow, ratioOf, type BenchRow } from './bench-table.ts';
import { LOOPS, type Loop } from './loops.ts';
import { geometricMean, measure, type Timing } from './measure.ts';
import { startPostgres, type Postgres } from './postgres.ts';

const RUNS = 9;
const GOALS = { pure: '≥ 30x (geometric mean)', statements: '≥ 3x (geometric mean)' };

/** Procedural loops against PL/pgSQL. Each call is a transaction of its own on both sides. */
export async function benchLoops(): Promise<BenchRow[]> {
  const postgres = await startPostgres();
  if (postgres === null) process.stdout.write('loops        PostgreSQL is not installed: no peer\n');
  const rows: BenchRow[] = [];
  for (const loop of LOOPS) {
    const ours = await timeOurs(loop);
    const timing = postgres === null ? null : await timePostgres(postgres, loop);
    const row: BenchRow = {
      group: loop.kind,
      name: loop.name,
      ours,
      peer: timing === null ? null : { name: 'PL/pgSQL', timing },
      goal: GOALS[loop.kind],
      ratio: 'peer/ours',
    };
    printRow(row);
    rows.push(row);
  }
  await postgres?.stop();
  for (const kind of ['pure', 'statements'] as const) printMean(kind, rows);
  return rows;
}

async function timeOurs(loop: Loop): Promise<Timing> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-loop-'));
  const engine = await open(folder, { workers: 0 });
  try {
    await engine.exec(loop.ours.setup);
    return await measureWith(
      loop.ours.before,
      (sql) => engine.exec(sql),
      () => engine.call(loop.ours.call, loop.ours.args),
    );
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timePostgres({ client }: Postgres, loop: Loop): Promise<Timing> {
  await client.query(loop.postgres.setup);
  return measureWith(
    loop.postgres.before,
    (sql) => client.query(sql),
    () => client.query(loop.postgres.call),
  );
}

/** `before` is run before each timed call and not counted. */
async function measureWith(
  before: string | undefined,
  run: (sql: string) => Promise<unknown>,
  call: () => Promise<unknown>,
): Promise<Timing> {
  if (before === undefined) return measure(call, RUNS);
  const timings: Timing[] = [];
  for (let i = 0; i <= RUNS; i++) {
    await run(before);
    timings.push(await measure(call, 0).then((t) => ({ cold: t.cold, sustained: t.cold })));
  }
  const later = timings
    .slice(1)
    .map((t) => t.cold)
    .sort((a, b) => a - b);
  return { cold: timings[0]!.cold, sustained: later[later.length >> 1]! };
}

function printMean(kind: Loop['kind'], rows: readonly BenchRow[]): void {
  const ratios = rows
    .filter((r) => r.group === kind)
    .map(ratioOf)
    .filter((r) => r !== null);
  if (ratios.length > 0)
    process.stdout.write(
      `${kind.padEnd(12)} geometric mean ${geometricMean(ratios).toFixed(1)}x   goal ${GOALS[kind]}\n`,
    );
}

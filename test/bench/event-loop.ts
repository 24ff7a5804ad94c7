import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { open } from '../../runtime/engine.ts';

const FLIGHTS = fileURLToPath(new URL('../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url));
const RESOLUTION = 1;

/** How long the program that has a lake open is kept from its own events while a worker loads, queries and loops. */
export async function benchEventLoop(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-event-loop-'));
  const engine = await open(folder);
  try {
    await engine.exec(
      'upsert procedure busy as (n int) returns int as sync { let s = 0; let i = 0; while i < n { if i % 3 = 0 { s = s + i } i = i + 1 } return s }',
    );
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
    delay.enable();
    await engine.exec(`create table flights as select * from '${FLIGHTS}'`);
    await engine.query('select origin, destination, count(*) as n from flights group by origin, destination');
    await engine.call('busy', [50_000_000]);
    delay.disable();
    const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
    process.stdout.write(
      `host         event loop kept waiting: median ${ms(delay.percentile(50))} ms, 99 % ${ms(delay.percentile(99))} ms, longest ${ms(delay.max)} ms   goal < 20 ms\n`,
    );
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from '../../runtime/engine.ts';
import { openDuckLake } from '../support/oracle/open-duck-lake.ts';

/* Loads the flights into a lake in a process of its own: `load-child.ts ours|duckdb FOLDER`. Prints milliseconds and the peak of resident memory. */
const FLIGHTS = fileURLToPath(new URL('../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url));
const SQL = `create table flights as select * from '${FLIGHTS}'`;

const [side, folder] = process.argv.slice(2) as ['ours' | 'duckdb', string];
process.stdout.write(
  JSON.stringify({
    milliseconds: await (side === 'ours' ? loadOurs() : loadDuckLake()),
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }),
);
process.exit(0);

async function loadOurs(): Promise<number> {
  const engine = await open(folder, { workers: 0 });
  const start = performance.now();
  await engine.exec(SQL);
  const took = performance.now() - start;
  await engine.close();
  return took;
}

async function loadDuckLake(): Promise<number> {
  const lake = await openDuckLake(join(folder, 'catalog.sqlite'), join(folder, 'data'));
  await lake.run('set threads = 1');
  const start = performance.now();
  await lake.run(SQL.replace('table flights', 'table lake.flights'));
  return performance.now() - start;
}

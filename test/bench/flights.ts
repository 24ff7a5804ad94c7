import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from '../../runtime/engine.ts';
import { printRow, ratioOf, type BenchRow } from './bench-table.ts';
import { geometricMean, measure } from './measure.ts';

const DATA = fileURLToPath(new URL('../../node_modules/vega-datasets/data/', import.meta.url));
const RUNS = 40;

/** The same text runs on both sides. */
const QUERIES: readonly (readonly [name: string, sql: string])[] = [
  ['filtered sum', 'select sum(distance) as s from flights where delay > 60'],
  [
    'group by two columns',
    'select origin, destination, count(*) as n, avg(delay) as late from flights group by origin, destination',
  ],
  [
    'join with airports, group',
    'select a.state, count(*) as n, sum(f.distance) as d from flights f join airports a on f.origin = a.iata group by a.state',
  ],
  ['top 10', 'select * from flights order by delay desc, date limit 10'],
];

/** Queries over three million flights, in memory on both sides, against one thread of DuckDB. */
export async function benchFlights(): Promise<BenchRow[]> {
  const duck = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const folder = mkdtempSync(join(tmpdir(), 'bench-flights-'));
  const engine = await open(folder, { workers: 0 });
  const rows: BenchRow[] = [];
  try {
    for (const load of [
      `create table flights as select * from '${DATA}flights-3m.parquet'`,
      `create table airports as select * from '${DATA}airports.csv'`,
    ]) {
      await duck.run(load);
      await engine.exec(load);
    }
    for (const [name, sql] of QUERIES) {
      const timing = await measure(async () => (await duck.run(sql)).fetchAllChunks(), RUNS);
      const ours = await measure(() => engine.query(sql), RUNS);
      const row: BenchRow = {
        group: 'flights',
        name,
        ours,
        peer: { name: 'DuckDB, 1 thread', timing },
        goal: '≤ 1.0',
        ratio: 'ours/peer',
      };
      printRow(row);
      rows.push(row);
    }
  } finally {
    await engine.close();
    duck.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(
    `flights      geometric mean ${geometricMean(rows.map((r) => ratioOf(r)!)).toFixed(2)}x   goal ≤ 1.0\n`,
  );
  return rows;
}

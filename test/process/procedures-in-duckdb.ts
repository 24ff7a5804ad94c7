import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';
import { openOracle, type Oracle } from '../support/oracle/oracle.ts';
import { readGolden } from '../support/golden/read-golden.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DATA = `${ROOT}node_modules/vega-datasets/data/`;

/** What DuckDB has to say of an example: given what the example printed, and the lake that it left. */
export type PeerCheck = (shown: string, lake: string) => Promise<void>;

/** The examples that run a procedure on real data: DuckDB does the same by itself, and everything that was printed or left must be what it has. */
export const procedureChecks: Readonly<Record<string, PeerCheck>> = {
  '1-flights': inDuckDb(dailyEtl),
  '2-customers': inDuckDb(customerSummary),
};

function inDuckDb(check: (peer: Oracle, shown: string, lake: string) => Promise<void>): PeerCheck {
  return async (shown, lake) => {
    const peer = await openOracle();
    try {
      await check(peer, shown, lake);
    } finally {
      peer.close();
    }
  };
}

/** Three runs of the incremental load, statement by statement as the procedure has them, and the two reports. */
async function dailyEtl(peer: Oracle, shown: string, lake: string): Promise<void> {
  assert.is(example('1-flights', 'daily-etl.plg'), seedBlock('daily-etl.md'));
  await peer.run(
    `create view flights as select date as updated_at, origin, destination, delay, distance from '${DATA}flights-3m.parquet'`,
  );
  await peer.run(`create table log as select * from flights where updated_at < '2001-04-01'`);
  const copied: string[][] = [];
  for (const source of [`(from flights where updated_at < '2001-06-01')`, 'flights', 'flights']) {
    const [before] = await texts(peer, 'select count(*) from log');
    await peer.run(`insert into log select * from ${source} where updated_at > (select max(updated_at) from log)`);
    const [after] = await texts(peer, 'select count(*) from log');
    copied.push([String(Number(after![0]) - Number(before![0]))]);
  }
  const printed = printedTables(shown);
  assert.equal(
    printed.slice(0, 3),
    copied.map((row) => [row]),
  );
  const reports = selects(example('1-flights', 'flights.plg'));
  assert.is(reports.length, 2);
  assert.equal(printed.slice(3), await Promise.all(reports.map((report) => texts(peer, report))));
  assert.equal(await lakeTexts(lake, 'select count(*) from log'), await texts(peer, 'select count(*) from log'));
}

/** The procedure's view over tables made in the same way, whole and as the report prints it. */
async function customerSummary(peer: Oracle, shown: string, lake: string): Promise<void> {
  const procedure = example('2-customers', 'customer-summary.plg');
  assert.is(procedure, seedBlock('customer-summary.md'));
  await peer.run(`create view strikes as select * from read_csv('${DATA}birdstrikes.csv', sample_size = -1)`);
  for (const table of example('2-customers', 'tables.plg').matchAll(/^CREATE TABLE [^;]*;/gim))
    await peer.run(table[0].replaceAll('`', '"'));
  await peer.run(/CREATE OR REPLACE VIEW [^;]*;/i.exec(procedure)![0]);
  const [report] = selects(example('2-customers', 'report.plg'));
  assert.equal(printedTables(shown), [await texts(peer, report!)]);
  const whole =
    'select region, customer_count, total_revenue from customer_summary order by region, total_revenue, customer_count';
  const ours = await lakeTexts(lake, whole);
  assert.ok(ours.length >= 10);
  assert.equal(ours, await texts(peer, whole));
}

function example(name: string, file: string): string {
  return readFileSync(`${ROOT}examples/${name}/${file}`, 'utf8').trimEnd();
}

/** The block of the seed, whose golden has its text. */
function seedBlock(golden: string): string {
  return readGolden(readFileSync(`${ROOT}test/golden/seed/${golden}`, 'utf8')).sources[0]!.text;
}

/** The queries that stand by themselves in a script. */
function selects(script: string): readonly string[] {
  return [...script.matchAll(/(?<=\n\n)SELECT\s[^;]*;/gi)].map((match) => match[0]);
}

/** The cells of each table that a program printed. */
function printedTables(shown: string): readonly (readonly (readonly string[])[])[] {
  const bodies = [...shown.matchAll(/^├[─┼]*┤\n((?:│.*│\n)*)└/gm)];
  return bodies.map((body) =>
    body[1]!
      .split('\n')
      .slice(0, -1)
      .map((line) =>
        line
          .slice(1, -1)
          .split('│')
          .map((cell) => cell.trim()),
      ),
  );
}

async function texts(peer: Oracle, sql: string): Promise<string[][]> {
  return (await peer.rows(sql)).map((row) => row.map((value) => (value === null ? 'NULL' : String(value))));
}

async function lakeTexts(folder: string, sql: string): Promise<string[][]> {
  const engine = await open(folder, { workers: 0 });
  try {
    return (await (await engine.query(sql)).rows()).map((row) =>
      Object.values(row).map((value) => (value === null ? 'NULL' : String(value))),
    );
  } finally {
    await engine.close();
  }
}

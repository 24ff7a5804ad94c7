import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Client } from '../../runtime/client/client.ts';
import { mountFolder, type Mounted } from '../support/mounted.ts';
import { printRow } from './bench-table.ts';
import { median, type Timing } from './measure.ts';
import { startPostgres, type Postgres } from './postgres.ts';

/** One side of a comparison: connections that do the same work. */
interface Side {
  connect(): Promise<Connected>;
}

interface Connected {
  selectOne(): Promise<unknown>;
  transfer(from: number, to: number): Promise<unknown>;
  insert(id: number): Promise<unknown>;
  /** All rows of a wide table, `WIDE_ROWS` of them, their columns or values within reach; how many there were. */
  readWide(): Promise<number>;
  close(): unknown;
}

const ACCOUNTS = 10_000;
const MANY = 64;
const WIDE_ROWS = 10_000_000;

/** The service against PostgreSQL: latency of one connection, throughput of many, a large result. Durable on both sides. */
export async function benchService(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-service-'));
  const postgres = await startPostgres();
  if (postgres === null) process.stdout.write('service      PostgreSQL is not installed: no peer\n');
  const mounted = await mountFolder(folder);
  try {
    const ours = await ourSide(mounted);
    const theirs = postgres === null ? null : await postgresSide(postgres);
    const compare = async (name: string, goal: string, work: (side: Side) => Promise<Timing>): Promise<void> => {
      const timing = theirs === null ? null : await work(theirs);
      const peer = timing === null ? null : { name: 'PostgreSQL', timing };
      printRow({ group: 'service', name, goal, ours: await work(ours), peer, ratio: 'ours/peer' });
    };
    await compare('select 1, one connection', '≤ 1.3x', (side) => latency(side, 2000, (it) => it.selectOne()));
    await compare('select 1, 64, ms for 1,000', '≥ 25 k/s', (side) =>
      throughput(side, MANY, 100, (it) => it.selectOne()),
    );
    await compare('transfer, one connection', '≤ 1.2x', (side) => latency(side, 500, (it, i) => it.transfer(i, i + 1)));
    await compare('transfer, 64, ms for 1,000', '≤ 0.5x', (side) =>
      throughput(side, MANY, 40, (it, i) => it.transfer((i * 7) % 9000, ((i * 7) % 9000) + 1)),
    );
    await compare('insert, 8, ms for 1,000 rows', '≤ 0.67x', (side) =>
      throughput(side, 8, 200, (it, i) => it.insert(i)),
    );
    await compare('10 M rows x 4 to one client', '≤ 0.8 s', (side) => largeResult(side));
    await printResident(mounted);
  } finally {
    await mounted.kill();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function latency(
  side: Side,
  runs: number,
  work: (it: Connected, i: number) => Promise<unknown>,
): Promise<Timing> {
  const it = await side.connect();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work(it, i);
    times.push(performance.now() - start);
  }
  await it.close();
  return { cold: times[0]!, sustained: median(times.slice(runs >> 2)) };
}

/** Milliseconds for 1,000 pieces of work: in the first round, and the median of those after it. */
async function throughput(
  side: Side,
  connections: number,
  each: number,
  work: (it: Connected, i: number) => Promise<unknown>,
): Promise<Timing> {
  const all = await Promise.all(Array.from({ length: connections }, () => side.connect()));
  const rounds: number[] = [];
  let next = 0;
  for (let round = 0; round < 4; round++) {
    const start = performance.now();
    await Promise.all(
      all.map(async (it) => {
        for (let i = 0; i < each; i++) await work(it, next++);
      }),
    );
    rounds.push(((performance.now() - start) / (connections * each)) * 1000);
  }
  await Promise.all(all.map((it) => it.close()));
  return { cold: rounds[0]!, sustained: median(rounds.slice(1)) };
}

async function largeResult(side: Side): Promise<Timing> {
  const it = await side.connect();
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    const got = await it.readWide();
    if (got !== WIDE_ROWS) throw new Error(`${got} rows came`);
    times.push(performance.now() - start);
  }
  await it.close();
  return { cold: times[0]!, sustained: median(times.slice(1)) };
}

async function ourSide(mounted: Mounted): Promise<Side> {
  const client = await mounted.connect();
  await client.exec(
    `create table account(id int primary key, balance int not null); create table booking(a int, b int, amount int);
     create table single(id int, name string); insert into account select i, 1000 from range(${ACCOUNTS}) r(i)`,
  );
  await client.exec(
    `create table wide(i int, f float, t timestamp, s string);
     insert into wide select i, i::float * 0.5, timestamp '2026-01-01 00:00:00' + interval '1 second' * (i % 86400), 'n' || (i % 1000)::string from range(${WIDE_ROWS}) r(i)`,
  );
  await client.exec(`upsert procedure transfer(a int, b int, amount int) {
    update account set balance = balance - {amount} where id = {a};
    update account set balance = balance + {amount} where id = {b};
    insert into booking values ({a}, {b}, {amount});
  }`);
  client.close();
  const of = (it: Client): Connected => ({
    selectOne: async () => (await it.query('select 1')).rows(),
    transfer: (a, b) => it.call('transfer', [a % ACCOUNTS, b % ACCOUNTS, 1]),
    insert: (id) => it.query('insert into single values ($1, $2)', [id, `name ${id}`]),
    async readWide() {
      let rows = 0;
      for await (const part of it.stream('select * from wide')) rows += (await part.arrow()).numRows;
      return rows;
    },
    close: () => it.close(),
  });
  return { connect: async () => of(await mounted.connect()) };
}

async function postgresSide({ client }: Postgres): Promise<Side> {
  await client.query(
    `create table account(id int primary key, balance int not null); create table booking(a int, b int, amount int);
     create table single(id int, name text); insert into account select i, 1000 from generate_series(0, ${ACCOUNTS - 1}) i`,
  );
  await client.query(
    `create unlogged table wide(i bigint, f float8, t timestamp, s text);
     insert into wide select i, i * 0.5::float8, timestamp '2026-01-01' + interval '1 second' * (i % 86400), 'n' || (i % 1000) from generate_series(0, ${WIDE_ROWS - 1}) i`,
  );
  await client.query(`create procedure transfer(p_a int, p_b int, p_amount int) language plpgsql as $$ begin
    update account set balance = balance - p_amount where id = p_a;
    update account set balance = balance + p_amount where id = p_b;
    insert into booking values (p_a, p_b, p_amount);
  end $$`);
  const { host, user, database } = client as unknown as pg.ClientConfig;
  return {
    async connect() {
      const it = new pg.Client({ host: host!, user: user!, database: database! });
      await it.connect();
      return {
        selectOne: () => it.query('select 1'),
        transfer: (a, b) => it.query('call transfer($1, $2, $3)', [a % ACCOUNTS, b % ACCOUNTS, 1]),
        insert: (id) => it.query('insert into single values ($1, $2)', [id, `name ${id}`]),
        readWide: async () => (await it.query({ text: 'select * from wide', rowMode: 'array' })).rows.length,
        close: () => it.end(),
      };
    },
  };
}

async function printResident(mounted: Mounted): Promise<void> {
  const client = await mounted.connect();
  const rows = await (await client.control('status')).rows();
  const bytes = Number(rows.find(({ name }) => name === 'resident_bytes')!['value']);
  process.stdout.write(
    `service      resident after all: ${(bytes / 1e6).toFixed(0)} MB; ready in ${mounted.readyMilliseconds.toFixed(0)} ms\n`,
  );
  client.close();
}

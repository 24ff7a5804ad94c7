import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openDuckLake } from '../../support/oracle/open-duck-lake.ts';
import type { Oracle, OracleValue } from '../../support/oracle/oracle.ts';

/**
 * A DuckDB with a lake attached, in a process of its own: two copies of SQLite in one process would take away each other's file locks.
 */
export async function duckProcess(catalog: string, data: string): Promise<Oracle> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), catalog, data], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (sql: string): Promise<OracleValue[][]> => {
    child.stdin.write(`${JSON.stringify(sql)}\n`);
    const { value } = (await answers.next()) as { value: string | undefined };
    if (value === undefined) throw new Error(`DuckDB ended at: ${sql}`);
    const answer = JSON.parse(value) as
      { rows: ({ big: string } | { odd: string } | OracleValue)[][] } | { error: string };
    if ('error' in answer) throw new Error(`${answer.error}\nin: ${sql}`);
    return answer.rows.map((row) => row.map(decoded));
  };
  await ask('select 1');
  return {
    rows: ask,
    run: async (sql) => void (await ask(sql)),
    close: () => void child.stdin.end(),
  };
}

function decoded(value: { big: string } | { odd: string } | OracleValue): OracleValue {
  if (value === null || typeof value !== 'object') return value;
  return 'big' in value ? BigInt(value.big) : Number(value.odd);
}

function encoded(value: OracleValue): unknown {
  if (typeof value === 'bigint') return { big: String(value) };
  return typeof value === 'number' && !Number.isFinite(value) ? { odd: String(value) } : value;
}

async function serve(catalog: string, data: string): Promise<void> {
  const oracle = await openDuckLake(catalog, data);
  for await (const line of createInterface({ input: process.stdin })) {
    let answer: unknown;
    try {
      answer = { rows: (await oracle.rows(JSON.parse(line) as string)).map((row) => row.map(encoded)) };
    } catch (error) {
      answer = { error: (error as Error).message };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  oracle.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(process.argv[2]!, process.argv[3]!);

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IpcBatches } from '../../../../runtime/columnar/arrow/ipc-batches.ts';
import { IpcEncoder } from '../../../../runtime/columnar/arrow/ipc/ipc-encoder.ts';
import { toRows } from '../../../../runtime/columnar/rows-of.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';

const fields = [
  { name: 'a', type: { kind: 'int', bits: 64, unsigned: false }, nullable: true },
  { name: 't', type: { kind: 'string' }, nullable: true },
] as const;

function stream(rows: number): Buffer {
  const table = tableFromRows(
    fields,
    Array.from({ length: rows }, (_, i) => [i, i % 3 === 0 ? null : `t${i % 7}`]),
  );
  return Buffer.concat([...new IpcEncoder().pieces(table, 'none', new Map([['k', 'v']]))]);
}

function read(bytes: Uint8Array, step: number): readonly Record<string, unknown>[] {
  const batches = new IpcBatches('the test');
  const rows: Record<string, unknown>[] = [];
  const take = (found: Iterable<{ readonly table: Parameters<typeof toRows>[0] }>): void => {
    for (const { table } of found) rows.push(...toRows(table));
  };
  for (let at = 0; at < bytes.length; at += step) take(batches.push(bytes.subarray(at, at + step)));
  take(batches.finish());
  return rows;
}

test('streams one after the other are read wherever they are cut', () => {
  const bytes = Buffer.concat([stream(40), stream(0), stream(3)]);
  const whole = read(bytes, bytes.length);
  assert.is(whole.length, 43);
  assert.equal(whole[4], { a: 4, t: 't4' });
  for (const step of [1, 7, 64, 1000]) assert.equal(read(bytes, step), whole);
});

test('a table without rows gives its columns', () => {
  const batches = new IpcBatches('the test');
  const found = [...batches.push(stream(0)), ...batches.finish()];
  assert.equal(
    found.map(({ table, metadata }) => [table.rowCount, table.fields.length, metadata.get('k')]),
    [[0, 2, 'v']],
  );
});

test('what is cut off, or no stream, is told', () => {
  const bytes = stream(40);
  assert.throws(() => read(bytes.subarray(0, bytes.length - 20), 100), /cut off/);
  assert.throws(() => read(new Uint8Array(0), 1), /empty/);
  assert.throws(() => read(Buffer.from('select 1 from t'), 4), /mark of Arrow/);
});

test.run();

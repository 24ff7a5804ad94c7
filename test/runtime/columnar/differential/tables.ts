import {
  BOOLEAN,
  DATE,
  decimal,
  FLOAT,
  INT,
  STRING,
  TIMESTAMP,
  type DataType,
  type Field,
} from '../../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../../../../runtime/columnar/builders/column-builder.ts';
import type { Segment, Table } from '../../../../runtime/columnar/table.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import type { Random } from './random.ts';

/** A column of the test tables: how its values are drawn. Sums of these floats are exact in any order. */
export interface ColumnKind {
  readonly name: string;
  readonly type: DataType;
  readonly draw: (random: Random) => Value;
}

const INT32 = { kind: 'int', bits: 32, unsigned: false } as const;
const words = ['', 'a', 'ab', 'abc', 'b', 'Zoë', 'ünï', '%x_', '\u{1f600}', '\uffee', 'long text that is not short'];
const floats = [0, -0, 0.25, -0.5, 1.75, 3, 1024.125, -77.5, NaN, Infinity, -Infinity];

export const columnKinds: readonly ColumnKind[] = [
  { name: 'i', type: INT, draw: (r) => r.below(20) - 5 },
  { name: 'k', type: INT32, draw: (r) => r.below(2000) - 1000 },
  {
    name: 'g',
    type: INT,
    draw: (r) =>
      r.chance(0.2)
        ? r.chance(0.5)
          ? 9007199254740993n + BigInt(r.below(3))
          : -4611686018427387904n
        : r.below(9) * 3_000_000_000,
  },
  { name: 'f', type: FLOAT, draw: (r) => (r.chance(0.7) ? (r.below(41) - 20) * 0.25 : r.pick(floats)) },
  { name: 'd', type: decimal(10, 2), draw: (r) => r.below(2001) - 1000 },
  {
    name: 'w',
    type: decimal(30, 4),
    draw: (r) => (r.chance(0.5) ? r.below(100_000) - 50_000 : 12345678901234567890n * BigInt(r.below(7) - 3)),
  },
  { name: 's', type: STRING, draw: (r) => r.pick(words) },
  { name: 'b', type: BOOLEAN, draw: (r) => r.chance(0.5) },
  { name: 'day', type: DATE, draw: (r) => r.below(60) - 30 },
  { name: 'ts', type: TIMESTAMP, draw: (r) => (r.below(50) - 10) * 3_600_000_000 },
];

export interface TestTable {
  readonly name: string;
  readonly table: Table;
}

/** A table of some columns of every kind, in several segments of different make, with NULLs and deleted rows; sometimes empty. */
export function randomTable(random: Random, name: string): TestTable {
  const nullShare = columnKinds.map(() => random.pick([0, 0, 0.1, 0.5, 1]));
  const fields: Field[] = columnKinds.map((kind, i) => ({
    name: kind.name,
    type: kind.type,
    nullable: nullShare[i]! > 0,
  }));
  const counts = random.pick([[], [1], [7], [40], [30, 25], [3, 50, 20]]);
  const segments = counts.map((count) => randomSegment(random, fields, count, nullShare));
  return {
    name,
    table: {
      fields,
      segments,
      rowCount: segments.reduce((sum, segment) => sum + segment.length - segment.deletedCount, 0),
    },
  };
}

function randomSegment(
  random: Random,
  fields: readonly Field[],
  length: number,
  nullShare: readonly number[],
): Segment {
  const columns = fields.map((field, i) =>
    columnFromValues(
      field.type,
      random.list(length, () => (random.chance(nullShare[i]!) ? null : columnKinds[i]!.draw(random))),
    ),
  );
  if (random.chance(0.7)) return { length, columns, deleted: null, deletedCount: 0 };
  const deleted = new Uint8Array((length + 7) >> 3);
  let deletedCount = 0;
  for (let row = 0; row < length; row++) {
    if (!random.chance(0.2)) continue;
    deleted[row >> 3]! |= 1 << (row & 7);
    deletedCount++;
  }
  return { length, columns, deleted: deletedCount === 0 ? null : deleted, deletedCount };
}

import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type {
  BigColumn,
  Column,
  DictionaryColumn,
  FloatColumn,
  IntegerColumn,
  Layout,
  ListColumn,
  StructColumn,
} from '../column.ts';
import type { Table } from '../table.ts';
import { decodeNumbers } from './decode-numbers.ts';
import { nullsLike } from './nulls-like.ts';
import { integerLayoutFor } from './narrow-integers.ts';
import { plainText } from './plain-text.ts';
import { widenCodes } from './share-dictionary.ts';

/** The table with one layout for all segments of a column. Bases and factors may still differ. */
export function sameLayout(table: Table, columnIndex: number, arena?: Arena): Table {
  const before = table.segments.map((segment) => segment.columns[columnIndex]!);
  const after = sameColumnLayout(before, arena);
  if (after === before) return table;
  const segments = table.segments.map((segment, i) => ({
    ...segment,
    columns: segment.columns.with(columnIndex, after[i]!),
  }));
  return { fields: table.fields, segments, rowCount: table.rowCount };
}

/** The columns (parts of one) brought to the narrowest layout that they can share, children included; the same array when they do already. */
export function sameColumnLayout(columns: readonly Column[], arena?: Arena): readonly Column[] {
  const model = columns.find((column) => column.layout !== 'null');
  if (model === undefined) return columns;
  const layout = columns.reduce<Layout>((shared, column) => joinLayouts(shared, column.layout), model.layout);
  const widened = columns.map((column) => (column.layout === 'null' ? column : widen(column, layout, arena)));
  const matched =
    layout === 'dict'
      ? widenCodes(widened, arena)
      : layout === 'list'
        ? sameChildren(widened, arena)
        : layout === 'struct'
          ? sameFields(widened, arena)
          : widened;
  const filled = matched.map((column) =>
    column.layout === 'null'
      ? nullsLike(
          matched.find((other) => other.layout !== 'null')!,
          column.type,
          column.length,
          arena,
        )
      : column,
  );
  return filled.every((column, i) => column === columns[i]) ? columns : filled;
}

const RANGES: Partial<Record<Layout, readonly [low: number, high: number]>> = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32768, 32767],
  u16: [0, 65535],
  i32: [-2147483648, 2147483647],
};
const WIDE: readonly Layout[] = ['f64', 'i64', 'i128'];

/** The narrowest layout that holds what either holds. */
export function joinLayouts(a: Layout, b: Layout): Layout {
  if (a === b || b === 'null') return a;
  if (a === 'null') return b;
  if (a === 'dict' || a === 'utf8') return 'utf8';
  const x = RANGES[a];
  const y = RANGES[b];
  if (x === undefined || y === undefined) return WIDE[Math.max(WIDE.indexOf(a), WIDE.indexOf(b))]!;
  return integerLayoutFor(Math.min(x[0], y[0]), Math.max(x[1], y[1])) ?? 'f64';
}

/** The same values in a layout that `joinLayouts` found. */
function widen(column: Column, layout: Layout, arena?: Arena): Column {
  if (column.layout === layout) return column;
  switch (layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32': {
      const values = sharedArray(layout, column.length, arena);
      values.set((column as IntegerColumn).values);
      return { ...(column as IntegerColumn), layout, values };
    }
    case 'f64':
      return { ...common(column), layout, values: decodeNumbers(column as IntegerColumn, arena) };
    case 'i64':
      return { ...common(column), layout, values: bigWords(column as IntegerColumn | FloatColumn, 1, arena) };
    case 'i128':
      return {
        ...common(column),
        layout,
        values:
          column.layout === 'i64'
            ? extendWords(column, arena)
            : bigWords(column as IntegerColumn | FloatColumn, 2, arena),
      };
    case 'utf8':
      return plainText(column as DictionaryColumn, arena);
    default:
      return column;
  }
}

function common({ type, length, validity, stats }: Column): Pick<Column, 'type' | 'length' | 'validity' | 'stats'> {
  return { type, length, validity, stats };
}

function bigWords(column: IntegerColumn | FloatColumn, stride: 1 | 2, arena?: Arena): BigInt64Array {
  const numbers = decodeNumbers(column);
  const words = sharedArray('i64', column.length * stride, arena);
  for (let row = 0; row < column.length; row++) {
    words[row * stride] = BigInt(numbers[row]!);
    if (stride === 2 && numbers[row]! < 0) words[row * 2 + 1] = -1n;
  }
  return words;
}

function extendWords(column: BigColumn, arena?: Arena): BigInt64Array {
  const words = sharedArray('i64', column.length * 2, arena);
  for (let row = 0; row < column.length; row++) {
    words[row * 2] = column.values[row]!;
    if (column.values[row]! < 0n) words[row * 2 + 1] = -1n;
  }
  return words;
}

function sameChildren(columns: readonly Column[], arena?: Arena): readonly Column[] {
  const lists = columns.filter((column): column is ListColumn => column.layout === 'list');
  const before = lists.map((list) => list.child);
  const after = sameColumnLayout(before, arena);
  if (after === before) return columns;
  return columns.map((column) =>
    column.layout === 'list' ? { ...column, child: after[lists.indexOf(column)]! } : column,
  );
}

function sameFields(columns: readonly Column[], arena?: Arena): readonly Column[] {
  const structs = columns.filter((column): column is StructColumn => column.layout === 'struct');
  const before = structs[0]!.children.map((_, field) => structs.map((struct) => struct.children[field]!));
  const after = before.map((children) => sameColumnLayout(children, arena));
  if (after.every((children, field) => children === before[field])) return columns;
  return columns.map((column) =>
    column.layout === 'struct'
      ? { ...column, children: after.map((children) => children[structs.indexOf(column)]!) }
      : column,
  );
}

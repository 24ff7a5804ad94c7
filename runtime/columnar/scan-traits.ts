import type { ColumnTraits, ScanTraits } from '../../compiler/contract/traits.ts';
import type { Column } from './column.ts';
import type { Table } from './table.ts';

/** The physical facts of a table, joined over its segments: what its kernels are specialised on. */
export function scanTraits(table: Table): ScanTraits {
  return {
    columns: table.fields.map((_, index) =>
      withoutSource(table.segments.map((segment) => columnTraits(segment.columns[index]!)).reduce(joined, NOTHING)),
    ),
    deletions: table.segments.some((segment) => segment.deletedCount > 0),
  };
}

/** Whether a kernel made for `wide` runs over every table of the traits `narrow`: joining them changes nothing. */
export function covers(wide: ScanTraits, narrow: ScanTraits): boolean {
  return (
    (wide.deletions || !narrow.deletions) &&
    wide.columns.length === narrow.columns.length &&
    wide.columns.every((column, i) => same(column, joined(column, narrow.columns[i]!)))
  );
}

function same(a: ColumnTraits, c: ColumnTraits): boolean {
  return (
    a.layout === c.layout &&
    a.nulls === c.nulls &&
    a.plain === c.plain &&
    a.oneDictionary === c.oneDictionary &&
    a.codes === c.codes &&
    a.bits === c.bits
  );
}

function withoutSource({ source: _, ...traits }: Known): ColumnTraits {
  return traits;
}

/** Powers of two that magnitudes are rounded up to, so that similar tables share kernels. */
const BITS = [8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 53];

/** A column without rows: joins to whatever the others are. */
const NOTHING: Known = { layout: 'null', nulls: false, plain: true, oneDictionary: true, codes: null, bits: 8 };

/** Traits with the dictionary that they were taken from, which is needed to join them. */
type Known = ColumnTraits & { readonly source?: number };

function columnTraits(column: Column): Known {
  const nulls = column.validity !== null || (column.layout === 'null' && column.length > 0);
  const base = { layout: column.layout, nulls, plain: true, oneDictionary: true, codes: null };
  switch (column.layout) {
    case 'dict':
      return {
        ...base,
        codes: column.values instanceof Uint8Array ? 'u8' : column.values instanceof Uint16Array ? 'u16' : 'i32',
        source: column.dictionary.id,
      };
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32':
      return { ...base, plain: column.base === 0 && column.factor === 1, ...magnitude(column) };
    case 'f64':
      return { ...base, ...magnitude(column) };
    default:
      return base;
  }
}

function magnitude(column: Column): { readonly bits?: number } {
  if (column.type.kind === 'float') return {};
  const { min, max } = column.stats;
  if (typeof min !== 'number' || typeof max !== 'number')
    return min === null && column.stats.nullCount === column.length ? { bits: 8 } : {};
  const most = Math.max(Math.abs(min), Math.abs(max));
  const bits = BITS.find((each) => most < 2 ** each);
  return bits === undefined ? {} : { bits };
}

const WIDTH: Readonly<Record<string, number>> = { u8: 8, i8: 8, u16: 16, i16: 16, i32: 32, f64: 53 };

function joined(a: Known, c: Known): Known {
  if (a.layout === 'null' || c.layout === 'null') {
    const [none, other] = a.layout === 'null' ? [a, c] : [c, a];
    return { ...other, nulls: none.nulls || other.nulls };
  }
  const common = { nulls: a.nulls || c.nulls, plain: a.plain && c.plain };
  const bits = a.bits === undefined || c.bits === undefined ? {} : { bits: Math.max(a.bits, c.bits) };
  if (a.layout === 'dict' && c.layout === 'dict') {
    return {
      layout: 'dict',
      ...common,
      oneDictionary: a.oneDictionary && c.oneDictionary && a.source === c.source,
      codes: a.codes === c.codes ? a.codes : 'i32',
      ...(a.source === undefined ? {} : { source: a.source }),
    };
  }
  if (a.layout === c.layout) return { ...a, ...common, ...bits };
  if (WIDTH[a.layout] !== undefined && WIDTH[c.layout] !== undefined) {
    const wide = Math.max(WIDTH[a.layout]!, WIDTH[c.layout]!);
    return { layout: wide === 53 ? 'f64' : 'i32', ...common, oneDictionary: true, codes: null, ...bits };
  }
  return { layout: 'any', nulls: true, plain: false, oneDictionary: false, codes: null };
}

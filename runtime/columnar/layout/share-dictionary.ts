import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import { narrowCodes, newDictionary } from '../builders/dictionary.ts';
import type { CodeArray, Column, Dictionary } from '../column.ts';
import { codeKind } from '../take.ts';
import type { Table } from '../table.ts';

/** The table with one dictionary per dictionary column, so that codes of different segments can be compared. Other columns stay. */
export function shareDictionaries(table: Table, arena?: Arena): Table {
  const before = table.fields.map((_, index) => table.segments.map((segment) => segment.columns[index]!));
  const after = before.map((columns) => shareDictionary(columns, arena));
  if (after.every((columns, index) => columns === before[index])) return table;
  const segments = table.segments.map((segment, i) => ({ ...segment, columns: after.map((columns) => columns[i]!) }));
  return { fields: table.fields, segments, rowCount: table.rowCount };
}

/** The columns (parts of one) with their dictionary columns over one dictionary and of one code width; the same array when they are already. */
export function shareDictionary(columns: readonly Column[], arena?: Arena): readonly Column[] {
  const dictionaries = new Map<number, Dictionary>();
  for (const column of columns) if (column.layout === 'dict') dictionaries.set(column.dictionary.id, column.dictionary);
  if (dictionaries.size <= 1) return widenCodes(columns, arena);
  const union = uniteDictionaries([...dictionaries.values()]);
  return columns.map((column) => {
    if (column.layout !== 'dict') return column;
    const codeOf = union.codes.get(column.dictionary.id)!;
    const values = narrowCodes(mapCodes(column.values, codeOf), column.length, union.dictionary.strings.length, arena);
    return { ...column, values, dictionary: union.dictionary };
  });
}

/** One dictionary of all entries, and for each old dictionary's id the new codes of its entries. The first dictionary keeps its codes. */
export function uniteDictionaries(dictionaries: readonly Dictionary[]): {
  dictionary: Dictionary;
  codes: ReadonlyMap<number, Int32Array>;
} {
  const codeOf = new Map<string, number>();
  const strings: string[] = [];
  const codes = new Map<number, Int32Array>();
  for (const dictionary of dictionaries) {
    const mapped = new Int32Array(dictionary.strings.length);
    for (let i = 0; i < mapped.length; i++) {
      const text = dictionary.strings[i]!;
      let code = codeOf.get(text);
      if (code === undefined) {
        code = strings.length;
        codeOf.set(text, code);
        strings.push(text);
      }
      mapped[i] = code;
    }
    codes.set(dictionary.id, mapped);
  }
  return { dictionary: newDictionary(strings), codes };
}

function mapCodes(values: CodeArray, codeOf: Int32Array): Int32Array {
  const mapped = new Int32Array(values.length);
  if (codeOf.length > 0) for (let row = 0; row < values.length; row++) mapped[row] = codeOf[values[row]!]!;
  return mapped;
}

/** The columns with the codes of dictionary columns in arrays of one width; the same array when they are already. */
export function widenCodes(columns: readonly Column[], arena?: Arena): readonly Column[] {
  const kinds = new Set(columns.map((column) => (column.layout === 'dict' ? codeKind(column.values) : null)));
  kinds.delete(null);
  if (kinds.size <= 1) return columns;
  const kind = kinds.has('i32') ? 'i32' : 'u16';
  return columns.map((column) => {
    if (column.layout !== 'dict' || codeKind(column.values) === kind) return column;
    const values = sharedArray(kind, column.length, arena);
    values.set(column.values);
    return { ...column, values };
  });
}

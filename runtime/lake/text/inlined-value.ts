import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Value } from '../../columnar/value.ts';
import type { CatalogValue } from '../database.ts';
import { parseNested } from './nested-text.ts';
import { parseValue, valueText } from './value-text.ts';

/** The declared type of a column of an inlined table in SQLite, as DuckDB chooses it. */
export function inlinedType(storageType: string): 'BIGINT' | 'VARCHAR' | 'BLOB' {
  if (/^(u?int(8|16|32)|int64|boolean)$/.test(storageType)) return 'BIGINT';
  return storageType === 'blob' ? 'BLOB' : 'VARCHAR';
}

/** Nested values are never inlined by us: their texts cannot carry everything, and files can. */
export function canInline(type: DataType): boolean {
  return type.kind !== 'list' && type.kind !== 'struct' && type.kind !== 'map';
}

/** A value as an inlined table keeps it: whole numbers, truth and bytes as they are, everything else as text. */
export function toInlined(value: Value, type: DataType, storageType: string): CatalogValue {
  if (value === null) return null;
  switch (inlinedType(storageType)) {
    case 'BIGINT':
      return typeof value === 'boolean' ? Number(value) : (value as number | bigint);
    case 'BLOB':
      return value as Uint8Array;
    case 'VARCHAR':
      return typeof value === 'string' ? value : valueText(value, type);
  }
}

/** The value that an inlined table holds; written by us or by DuckDB. */
export function fromInlined(stored: CatalogValue, type: DataType, where: string): Value {
  if (stored === null) return null;
  switch (type.kind) {
    case 'boolean':
      return typeof stored === 'number' ? stored !== 0 : parseValue(String(stored), type, where);
    case 'list':
    case 'map':
    case 'struct':
      return parseNested(String(stored), type, where);
    case 'int':
      return typeof stored === 'number' || typeof stored === 'bigint'
        ? stored
        : parseValue(String(stored), type, where);
    case 'blob':
      return stored instanceof Uint8Array ? stored : parseValue(String(stored), type, where);
    default:
      return parseValue(String(stored), type, where);
  }
}

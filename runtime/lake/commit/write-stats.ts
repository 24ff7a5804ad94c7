import type { DataType } from '../../../compiler/contract/data-type.ts';
import { compareCodePoints } from '../../columnar/code-point-order.ts';
import type { Value } from '../../columnar/value.ts';
import type { CatalogDatabase } from '../database.ts';
import { parseValue, valueText } from '../text/value-text.ts';
import type { StagedColumnStats } from './commit-request.ts';
import { insertRow } from './write-code.ts';

/** Bounds as the catalog keeps them: text, booleans as 0 and 1. Texts with a zero character have none, as DuckDB has it. */
export function boundText(value: Value, type: DataType): string | null {
  if (value === null) return null;
  const text = typeof value === 'boolean' ? String(Number(value)) : valueText(value, type);
  return text.includes('\0') ? null : text;
}

/** Registers the statistics of a new data file. */
export function writeFileStats(
  database: CatalogDatabase,
  table: number,
  dataFile: number,
  columns: readonly StagedColumnStats[],
): void {
  for (const { fieldId, type, bytes, values, nulls, min, max, hasNaN } of columns) {
    database.run(
      'INSERT INTO ducklake_file_column_stats(data_file_id, table_id, column_id, column_size_bytes, value_count, null_count, min_value, max_value, contains_nan) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      dataFile,
      table,
      fieldId,
      bytes,
      values,
      nulls,
      boundText(min, type),
      boundText(max, type),
      hasNaN === null ? null : Number(hasNaN),
    );
  }
}

/** Widens a table's column statistics by those of new rows; deletes never shrink them. */
export function widenTableStats(
  database: CatalogDatabase,
  table: number,
  name: string,
  columns: readonly StagedColumnStats[],
): void {
  for (const stats of columns) {
    const { fieldId, type, nulls, hasNaN } = stats;
    const known = database.one(
      'SELECT contains_null, contains_nan, min_value, max_value FROM ducklake_table_column_stats WHERE table_id = ? AND column_id = ?',
      table,
      fieldId,
    );
    if (known === null) {
      insertRow(database, 'ducklake_table_column_stats', {
        table_id: table,
        column_id: fieldId,
        contains_null: Number(nulls > 0),
        contains_nan: hasNaN === null ? null : Number(hasNaN),
        min_value: boundText(stats.min, type),
        max_value: boundText(stats.max, type),
      });
      continue;
    }
    const bound = (text: unknown): Value =>
      text === null ? null : parseValue(String(text), type, `statistics of ${name}`);
    const [min, max] = [bound(known['min_value']), bound(known['max_value'])];
    const least = pick(min, stats.min, -1);
    const greatest = pick(max, stats.max, 1);
    const news = (nulls > 0 && known['contains_null'] !== 1) || (hasNaN === true && known['contains_nan'] !== 1);
    if (least === min && greatest === max && !news && (hasNaN === null || known['contains_nan'] !== null)) continue;
    database.run(
      'UPDATE ducklake_table_column_stats SET contains_null = ?, contains_nan = ?, min_value = ?, max_value = ? WHERE table_id = ? AND column_id = ?',
      Number(known['contains_null'] === 1 || nulls > 0),
      hasNaN === null ? (known['contains_nan'] ?? null) : Number(known['contains_nan'] === 1 || hasNaN),
      boundText(least, type),
      boundText(greatest, type),
      table,
      fieldId,
    );
  }
}

function pick(a: Value, b: Value, sign: 1 | -1): Value {
  if (a === null) return b;
  if (b === null) return a;
  return compareBounds(b, a) * sign > 0 ? b : a;
}

/** Orders two values of one type that has bounds. */
export function compareBounds(a: NonNullable<Value>, b: NonNullable<Value>): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

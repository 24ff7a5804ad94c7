import type { ScriptResult } from './script-engine.ts';

/** One line per row, cells between tabs: `NULL`, `(empty)`, and `\t`, `\n`, `\r`, `\\` for what would break the line. */
export function showRows(rows: ScriptResult['rows'], sorted: boolean): readonly string[] {
  const lines = rows.map((row) => row.map(showCell).join('\t'));
  return sorted ? lines.sort() : lines;
}

/** One letter per column: I whole numbers, R other numbers, B booleans, D times, T all else. */
export function showTypes(columns: ScriptResult['columns']): string {
  return columns.map((column) => letterOf(column.type)).join('');
}

function showCell(value: string | null): string {
  if (value === null) return 'NULL';
  if (value === '') return '(empty)';
  if (value === 'NULL' || value === '(empty)') return `\\${value}`;
  return value.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
}

function letterOf(type: string): string {
  if (/^u?int\d*$/.test(type)) return 'I';
  if (/^(float|decimal)/.test(type)) return 'R';
  if (type === 'boolean') return 'B';
  if (/^(date|time|interval)/.test(type)) return 'D';
  return 'T';
}

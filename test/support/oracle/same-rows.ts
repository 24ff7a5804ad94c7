import type { OracleValue } from './oracle.ts';

type Rows = readonly (readonly OracleValue[])[];

/** Sums of floats depend on the order of their rows: they may differ by this share of their size. */
const tolerance = 1e-9;
const shownRows = 5;

/**
 * What differs between our rows and the right ones, or undefined. Without `ordered` the order of rows does not
 * count. Whole numbers are equal whatever carries them, floats within a billionth.
 */
export function differingRows(ours: Rows, right: Rows, ordered: boolean): string | undefined {
  if (ours.length !== right.length)
    return `${ours.length} rows, not ${right.length}\n${shown(ours)}\n  not\n${shown(right)}`;
  const [mine, theirs] = ordered ? [ours, right] : [sorted(ours), sorted(right)];
  for (const [i, row] of theirs.entries()) {
    const other = mine[i] ?? [];
    if (other.length !== row.length) return `${other.length} columns, not ${row.length}`;
    const column = row.findIndex((value, j) => !isSame(other[j] ?? null, value));
    if (column >= 0)
      return `row ${i + 1}, column ${column + 1}: ${String(other[column])}, not ${String(row[column])}\n${shown([other])}\n  not\n${shown([row])}`;
  }
  return undefined;
}

function isSame(a: OracleValue, b: OracleValue): boolean {
  if (a === b) return true;
  if (typeof a === 'bigint' && typeof b === 'bigint') return false;
  if ((typeof a === 'number' || typeof a === 'bigint') && (typeof b === 'number' || typeof b === 'bigint')) {
    if (Number.isInteger(a) && typeof b === 'bigint') return BigInt(a) === b;
    if (Number.isInteger(b) && typeof a === 'bigint') return BigInt(b) === a;
    const [x, y] = [Number(a), Number(b)];
    return Object.is(x, y) || Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
  }
  return false;
}

/** Rounded, so that floats which count as the same sort alike. */
function sortKey(value: OracleValue): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toPrecision(8);
  return String(value);
}

function sorted(rows: Rows): Rows {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(row.map(sortKey)) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((each) => each.row);
}

function shown(rows: Rows): string {
  const lines = rows.slice(0, shownRows).map((row) => `    ${row.map((value) => String(value)).join(' | ')}`);
  return [...lines, ...(rows.length > shownRows ? ['    …'] : [])].join('\n');
}

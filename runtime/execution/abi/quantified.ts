import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Table } from '../../columnar/table.ts';
import type { Value } from '../../columnar/value.ts';
import { columnValues } from '../dml/pieces.ts';
import type { Comparator } from './values.ts';

/**
 * `value op ANY (table)` and, with `all`, `value op ALL (table)`, three-valued; IN is `equal` ANY. `order` null: JavaScript's operators compare the type.
 */
export function quantified(
  value: Value,
  operation: string,
  table: Table,
  all: boolean,
  order: Comparator | null,
): boolean | null {
  if (table.rowCount === 0) return all;
  if (value === null) return null;
  const test = comparison(operation);
  let unknown = false;
  for (const each of columnValues(table, 0)) {
    if (each === null) unknown = true;
    else if (test(order === null ? compare(value, each) : order(value, each)) !== all) return !all;
  }
  return unknown ? null : all;
}

function compare(a: Value, b: Value): number {
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}

function comparison(operation: string): (order: number) => boolean {
  switch (operation) {
    case 'equal':
      return (order) => order === 0;
    case 'not_equal':
      return (order) => order !== 0;
    case 'less':
      return (order) => order < 0;
    case 'less_equal':
      return (order) => order <= 0;
    case 'greater':
      return (order) => order > 0;
    case 'greater_equal':
      return (order) => order >= 0;
    default:
      throw gobiError('InternalError', { what: `a comparison called ${operation}` });
  }
}

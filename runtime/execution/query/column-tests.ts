import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Scan } from '../../../compiler/contract/plan.ts';
import type { Scalar } from '../../../compiler/contract/scalar.ts';
import type { ColumnTest } from '../../lake/rows/column-test.ts';
import { scalarValue } from './scalar-value.ts';

const TURNED = {
  equal: 'equal',
  less: 'greater',
  less_equal: 'greater_equal',
  greater: 'less',
  greater_equal: 'less_equal',
} as const;

/** The tests that a scan's rows will have to pass, with the values of this run. None where the rows' positions are wanted: all of them count. */
export function columnTests({ prune, columns, rowPosition }: Scan, args: readonly unknown[]): readonly ColumnTest[] {
  return rowPosition ? [] : prune.map((term) => columnTest(term, columns, args)).filter((test) => test !== null);
}

function columnTest(term: Scalar, columns: readonly number[], args: readonly unknown[]): ColumnTest | null {
  if (term.kind === 'in_list')
    return term.value.kind === 'column' && term.list.every((item) => carriedAlike(term.value.type, item.type))
      ? {
          column: columns[term.value.index]!,
          operation: 'in',
          values: term.list.map((item) => scalarValue(item, args)),
        }
      : null;
  if (term.kind !== 'operation') return null;
  const { operation } = term;
  const [left, right] = term.args;
  if (operation === 'is_null' || operation === 'is_not_null')
    return left!.kind === 'column' ? { column: columns[left!.index]!, operation, values: [] } : null;
  if (!isComparison(operation) || !carriedAlike(left!.type, right!.type)) return null;
  if (left!.kind === 'column') return { column: columns[left!.index]!, operation, values: [scalarValue(right!, args)] };
  if (right!.kind === 'column')
    return { column: columns[right!.index]!, operation: TURNED[operation], values: [scalarValue(left!, args)] };
  return null;
}

/** NULL is of any type. */
function carriedAlike(a: DataType, c: DataType): boolean {
  if (a.kind === 'decimal' && c.kind === 'decimal') return a.scale === c.scale;
  return a.kind === c.kind || c.kind === 'null';
}

function isComparison(operation: string): operation is keyof typeof TURNED {
  return operation in TURNED;
}

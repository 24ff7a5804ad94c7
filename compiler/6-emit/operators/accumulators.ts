import type { DataType } from '../../contract/data-type.ts';
import * as b from '../builder.ts';
import { lazyConstant, type Emission, type Scope } from '../kernel-emission.ts';
import { MOST_BLOCK_ROWS, NO_NULLS, type Nulls, type Stored } from '../kernel-flow.ts';
import type { Value } from '../scalar/value.ts';

/*
 * Aggregates that are a few typed cells per group: the kernel's loops update them in place. Everything else runs in the runtime's
 * aggregates (`aggregate-states.ts`), a block at a time.
 */

/** One array of cells, updated once for each row of a group. */
export interface CellArray {
  /** Variable of the cells' owner, and of its values within a block. */
  readonly owner: string;
  readonly values: string;
  /** Statement for one row; `cell` is the group's cell. */
  readonly update: (scope: Scope, cell: b.Expression) => void;
  /** Folding is due after so many rows, for exact sums. */
  readonly foldAfter: number | null;
}

/** The most a term of an exact sum may have in magnitude: blocks of such terms stay exact. */
const LARGEST_TERM = 2 ** 53 / (MOST_BLOCK_ROWS * 8);

/** Whether the kernel sums these values itself: floats, and whole numbers small enough for exact blocks. */
export function sumsInCells(value: Value): boolean {
  if (value.form !== 'number') return false;
  return value.type.kind === 'float' || (value.range !== null && largest(value) <= LARGEST_TERM);
}

function largest(value: Value): number {
  return Math.max(Math.abs(value.range!.low), Math.abs(value.range!.high), 1);
}

export function declareCells(
  emission: Emission,
  hint: string,
  initial: number | 'exact',
): { owner: string; values: string } {
  const owner = emission.names.fresh(hint);
  const values = emission.names.fresh(`${hint}_cells`);
  emission.abi.add(initial === 'exact' ? 'ExactCells' : 'Cells');
  emission.declarations.push(
    b.constant(owner, initial === 'exact' ? b.construct('ExactCells') : b.construct('Cells', b.number(initial))),
  );
  return { owner, values };
}

/** Rows for which `condition` (1 or 0, `null` for always) holds. */
export function countCells(
  emission: Emission,
  hint: string,
  condition: (scope: Scope) => b.Expression | null,
): CellArray {
  return {
    ...declareCells(emission, hint, 0),
    foldAfter: null,
    update: (scope, cell) => {
      const test = condition(scope);
      scope.out.push(test === null ? b.increment(cell) : b.assign(cell, test, '+='));
    },
  };
}

/** The sum of a value over rows in which it is not NULL. Subtracting the negated term keeps V8 from watching for safe integers. */
export function sumCells(emission: Emission, hint: string, shape: Value, compute: (scope: Scope) => Value): CellArray {
  const exact = shape.type.kind !== 'float';
  return {
    ...declareCells(emission, hint, exact ? 'exact' : 0),
    foldAfter: exact ? Math.floor((2 ** 53 - 2 ** 41) / largest(shape)) : null,
    update: (scope, cell) => {
      const value = compute(scope);
      if (value.isNull === null) scope.out.push(b.assign(cell, b.unary('-', b.parenthesized(value.code)), '-='));
      else if (exact)
        scope.out.push(
          b.assign(
            cell,
            b.unary(
              '-',
              b.parenthesized(
                b.binary(
                  b.parenthesized(value.code),
                  '*',
                  b.parenthesized(b.binary(b.parenthesized(value.isNull), '^', 1)),
                ),
              ),
            ),
            '-=',
          ),
        );
      else scope.out.push(b.when(b.binary(value.isNull, '===', 0), [b.assign(cell, value.code, '+=')]));
    },
  };
}

/** The least or greatest value; NaN is the greatest of all. Empty cells hold the end of the order that everything beats. */
export function extremeCells(
  emission: Emission,
  hint: string,
  least: boolean,
  shape: Value,
  compute: (scope: Scope) => Value,
): CellArray {
  const float = shape.type.kind === 'float';
  return {
    ...declareCells(emission, hint, float && least ? NaN : least ? Infinity : -Infinity),
    foldAfter: null,
    update: (scope, cell) => {
      const value = compute(scope);
      const better = b.binary(value.code, least ? '<' : '>', cell);
      const beats = !float
        ? better
        : least
          ? b.binary(better, '||', b.binary(cell, '!==', cell))
          : b.binary(better, '||', b.binary(value.code, '!==', value.code));
      const test =
        value.isNull === null ? beats : b.binary(b.binary(value.isNull, '===', 0), '&&', b.parenthesized(beats));
      scope.out.push(b.when(test, [b.assign(cell, value.code)]));
    },
  };
}

/** The column of results that the vector expression gives, one row per group. */
export function resultColumn(
  emission: Emission,
  name: string,
  type: DataType,
  form: 'number' | 'any' | 'code',
  nullable: boolean,
  range: Value['range'],
  make: b.Expression,
  strings: string | null = null,
): Stored {
  const vector = emission.names.fresh(name);
  const values = emission.names.fresh(`${name}_values`);
  emission.out.push(b.constant(vector, make));
  lazyConstant(emission, emission.out, values, b.member(vector, 'values'));
  let nulls: Nulls = NO_NULLS;
  if (form === 'any') nulls = nullable ? { kind: 'value' } : NO_NULLS;
  else if (nullable) {
    const flags = emission.names.fresh(`${name}_null`);
    lazyConstant(emission, emission.out, flags, b.member(vector, 'nulls'));
    nulls = { kind: 'bytes', name: flags };
  }
  const access: Stored['access'] =
    form === 'any'
      ? { form, values }
      : form === 'code'
        ? { form, values, remap: null, strings: strings! }
        : { form, values, base: null, factor: null, range };
  return { kind: 'stored', space: 0, name, type, access, nulls, origin: null, vector };
}

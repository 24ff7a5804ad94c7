import { BOOLEAN } from '../contract/data-type.ts';
import type { Plan } from '../contract/plan.ts';
import type { Scalar } from '../contract/scalar.ts';
import { scalarChildren } from '../contract/scalar-children.ts';

/** The terms of nested ANDs, in order. */
export function conjunctsOf(scalar: Scalar | null): readonly Scalar[] {
  if (scalar === null) return [];
  return scalar.kind === 'operation' && scalar.operation === 'and' ? scalar.args.flatMap(conjunctsOf) : [scalar];
}

/** The AND of terms; `null` of none. */
export function allOf(terms: readonly Scalar[]): Scalar | null {
  return terms.length === 0
    ? null
    : terms.reduce((left, right) => ({
        kind: 'operation',
        operation: 'and',
        args: [left, right],
        type: BOOLEAN,
        nullable: left.nullable || right.nullable,
      }));
}

/** The rows of a plan for which all terms are TRUE; the plan itself when there are none. */
export function filtered(input: Plan, terms: readonly Scalar[]): Plan {
  const predicate = allOf(terms);
  return predicate === null ? input : { kind: 'filter', input, predicate, fields: input.fields };
}

/** Whether computing a scalar may end in an error: then it must not run for rows that would not have come to it. */
export function canRaise(scalar: Scalar): boolean {
  switch (scalar.kind) {
    case 'operation':
      if (RAISING.has(scalar.operation) && scalar.type.kind !== 'float') return true;
      if (scalar.operation === 'divide') return true;
      break;
    case 'cast':
      if (
        !scalar.safe &&
        !(scalar.type.kind === 'float' && (scalar.value.type.kind === 'int' || scalar.value.type.kind === 'decimal'))
      )
        return true;
      break;
    case 'native':
    case 'routine':
    case 'apply':
    case 'index':
      return true;
    case 'subquery':
      return true;
    default:
      break;
  }
  return scalarChildren(scalar).some(canRaise);
}

const RAISING = new Set(['add', 'subtract', 'multiply', 'negate', 'divide', 'modulo', 'div']);

/** Whether the scalar can be evaluated twice, or at another place, with the same outcome. Functions of users and natives may be volatile. */
export function isPlain(scalar: Scalar): boolean {
  return (
    scalar.kind !== 'native' &&
    scalar.kind !== 'routine' &&
    scalar.kind !== 'apply' &&
    scalar.kind !== 'subquery' &&
    scalarChildren(scalar).every(isPlain)
  );
}

/** Whether a test cannot be TRUE when all of the given columns are NULL. */
export function rejectsNulls(test: Scalar, columns: (index: number) => boolean): boolean {
  switch (test.kind) {
    case 'operation':
      switch (test.operation) {
        case 'and':
          return test.args.some((arg) => rejectsNulls(arg, columns));
        case 'or':
          return test.args.every((arg) => rejectsNulls(arg, columns));
        case 'is_not_null':
        case 'not':
        case 'equal':
        case 'not_equal':
        case 'less':
        case 'less_equal':
        case 'greater':
        case 'greater_equal':
        case 'like':
        case 'not_like':
        case 'ilike':
        case 'not_ilike':
          return test.args.some((arg) => isNullWith(arg, columns));
        default:
          return false;
      }
    case 'in_list':
      return isNullWith(test.value, columns);
    case 'column':
      return columns(test.index);
    default:
      return false;
  }
}

/** Whether the scalar is NULL when the columns are. */
function isNullWith(scalar: Scalar, columns: (index: number) => boolean): boolean {
  if (scalar.kind === 'column') return columns(scalar.index);
  if (scalar.kind === 'cast') return isNullWith(scalar.value, columns);
  if (scalar.kind !== 'operation') return false;
  switch (scalar.operation) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'modulo':
    case 'div':
    case 'negate':
    case 'concat':
    case 'not':
    case 'equal':
    case 'not_equal':
    case 'less':
    case 'less_equal':
    case 'greater':
    case 'greater_equal':
      return scalar.args.some((arg) => isNullWith(arg, columns));
    default:
      return false;
  }
}

import { BOOLEAN } from '../../contract/data-type.ts';
import { showType } from '../../contract/type.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { isDynamic, report, type Env } from '../checker.ts';
import { isPartOfAnyRow, usesAnyRow } from '../routines/trigger-parameters.ts';
import { constrain, isOpen } from '../inference/inference.ts';
import { ERROR } from '../types/conversion.ts';
import { failed } from './build.ts';
import { asCell } from './cell.ts';
import { check } from './expression.ts';
import { operate } from './operators.ts';
import { comparesWithNull } from './suspicious.ts';

/** A condition with SQL's logic: NULL is not true. For WHERE, HAVING, ON, FILTER, CASE, CHECK. */
export function checkTruth(env: Env, node: Expression, what: string): TypedExpression {
  const value = check(env, node, null);
  return asTruth(env, isTableTest(value) ? hasRows(env, value) : asCell(env, value), what);
}

/** A table as a condition asks whether it has rows (12.4), unless it is one truth value itself. */
function isTableTest({ slot: { type } }: TypedExpression): boolean {
  if (type.kind !== 'table') return false;
  const [only] = type.columns;
  const isValue = type.columns.length === 1 && (only?.type.kind === 'boolean' || only?.type.kind === 'dynamic');
  return !isValue && !(type.open === 'dynamic' && type.columns.length === 0);
}

function hasRows(env: Env, table: TypedExpression): TypedExpression {
  if (table.kind !== 'QueryValue') return operate(env, 'has_rows', [table], table.span);
  const { query, span } = table;
  const slot = { type: BOOLEAN, nullable: false };
  return { kind: 'Subquery', mode: 'exists', operation: null, value: null, negated: false, query, span, slot };
}

function asTruth(env: Env, value: TypedExpression, what: string): TypedExpression {
  const { type } = value.slot;
  if (type === ERROR || type.kind === 'boolean') return value;
  if (isOpen(type)) return constrain(env, value, { type: BOOLEAN, nullable: true }, 'strong');
  if (type.kind === 'null') return { ...value, slot: { type: BOOLEAN, nullable: true } };
  if (type.kind === 'dynamic') {
    if (!isDynamic(env) && !isPartOfAnyRow(value)) report(env, 'PLG1307', { type: 'boolean' }, value.span);
    return { kind: 'Cast', value, safe: false, span: value.span, slot: { type: BOOLEAN, nullable: true } };
  }
  report(env, 'PLG1216', { what, found: showType(type) }, value.span);
  return failed(value.span);
}

/** A condition of `if`, `while` or a guard: a boolean that is not NULL. */
export function checkCondition(env: Env, node: Expression, what: string): TypedExpression {
  const value = checkTruth(env, node, what);
  if (value.slot.type !== ERROR && value.slot.nullable && !comparesWithNull(node) && !usesAnyRow(value))
    report(env, 'PLG1205', { what }, node.span);
  return value;
}

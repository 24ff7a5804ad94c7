import { BOOLEAN } from '../../contract/data-type.ts';
import { showType, type Type } from '../../contract/type.ts';
import type { Expression, InCollection, InList } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { constrain, isOpen } from '../inference/inference.ts';
import { inTable } from '../queries/subquery.ts';
import { bindingOf, solve } from '../calls/type-variables.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { failed, isFailed } from './build.ts';
import { asCell } from './cell.ts';
import { check } from './expression.ts';
import { besideOthers, operate } from './operators.ts';
import { equalRows, joined, rowValues } from './row-value.ts';

/** `x in (a, b)`: all are brought to one type; literals adapt to what is beside them. */
export function checkInList(env: Env, node: InList): TypedExpression {
  const value = asCell(env, check(env, node.operand, null));
  const list = node.candidates.map((candidate) => asCell(env, check(env, candidate, value.slot)));
  if (isFailed(value) || list.some(isFailed)) return failed(node.span);
  const missing = node.negated ? undefined : node.candidates.find(({ kind }) => kind === 'NullLiteral');
  if (missing !== undefined) report(env, 'PLG1336', { operator: 'in' }, missing.span);
  if (isOpen(value.slot.type))
    return list.map((item) => constrain(env, value, item.slot, 'weak'))[0] ?? failed(node.span);
  return membership(env, value, list, node.negated, node.span);
}

function membership(
  env: Env,
  value: TypedExpression,
  candidates: readonly TypedExpression[],
  negated: boolean,
  span: Expression['span'],
): TypedExpression {
  const rows = rowMembership(env, value, candidates, span);
  if (rows !== null) return negated ? operate(env, 'not', [rows], span) : rows;
  const list = candidates.map((item) => besideOthers(item, [value]));
  const all = [value, ...list];
  if (all.some((item) => item.slot.type.kind === 'dynamic')) {
    return { kind: 'InList', value, list, negated, span, slot: { type: BOOLEAN, nullable: true } };
  }
  const type = typeOfAll(all);
  if (negated) warnOfNull(env, list);
  if (type === null || type.kind === 'secret') {
    report(
      env,
      'PLG1202',
      {
        operator: negated ? 'not in' : 'in',
        left: showType(value.slot.type),
        right: [...new Set(list.map((item) => showType(item.slot.type)))].join(', '),
      },
      list.find((item) => typeOfAll([value, item]) === null)?.span ?? span,
    );
    return failed(span);
  }
  const target = { type, nullable: true };
  const items = list.map((item) => coerce(env, item, target));
  const subject = coerce(env, value, target);
  if (items.some(isFailed) || isFailed(subject)) return failed(span);
  return {
    kind: 'InList',
    value: subject,
    list: items,
    negated,
    span,
    slot: { type: BOOLEAN, nullable: subject.slot.nullable || items.some((item) => item.slot.nullable) },
  };
}

/** The type into which all go; literals adapt. */
function typeOfAll(all: readonly TypedExpression[]): Type | null {
  return solve(bindingOf(all));
}

/** PLG1311 for a NULL that is written in the list. */
function warnOfNull(env: Env, list: readonly TypedExpression[]): void {
  const found = list.find((item) => item.kind === 'Literal' && item.value === null && item.slot.type !== ERROR);
  if (found !== undefined) report(env, 'PLG1311', {}, found.span);
}

/** `x in xs` where `xs` is a list or a table. */
export function checkInCollection(env: Env, node: InCollection): TypedExpression {
  const value = asCell(env, check(env, node.operand, null));
  const collection = check(env, node.collection, null);
  if (isFailed(value) || isFailed(collection)) return failed(node.span);
  const { type } = collection.slot;
  if (type.kind === 'table') return inTable(env, value, collection, node.negated, node.span);
  if (collection.kind === 'List') return membership(env, value, collection.items, node.negated, node.span);
  if (type.kind === 'list') {
    const found = operate(env, 'contains', [collection, value], node.span);
    return node.negated ? operate(env, 'not', [found], node.span) : found;
  }
  if (type !== ERROR)
    report(env, 'PLG1202', { operator: 'in', left: showType(value.slot.type), right: showType(type) }, node.span);
  return failed(node.span);
}

/** `(a, b) in ((1, 2), (3, 4))`: rows are equal by their values, each beside its own. `null` where not all are such rows. */
function rowMembership(
  env: Env,
  value: TypedExpression,
  candidates: readonly TypedExpression[],
  span: Expression['span'],
): TypedExpression | null {
  const row = rowValues(value);
  const others = candidates.map(rowValues);
  if (row === null || others.some((other) => other?.length !== row.length)) return null;
  const equal: TypedExpression[] = [];
  for (const other of others) {
    equal.push(equalRows(env, row, other!, span));
    if (isFailed(equal.at(-1)!)) return failed(span);
  }
  return joined(env, 'or', equal, span);
}

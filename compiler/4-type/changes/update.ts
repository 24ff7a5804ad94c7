import type { Update } from '../../ir/syntax-change.ts';
import type { TypedUpdate } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import { check } from '../expressions/expression.ts';
import { checkTruth } from '../expressions/condition.ts';
import { checkFrom } from '../queries/sources.ts';
import { outcomeOf, withPlaces } from '../statements/facts.ts';
import { checkAssignments } from './assignments.ts';
import { checkReturning } from './change.ts';
import { changeScope, checksOf, noteChange, targetOf } from './target.ts';

export function checkUpdate(env: Env, node: Update): TypedUpdate | null {
  const target = targetOf(env, node.target, node.alias?.text ?? null);
  const from = checkFrom(env, node.from);
  if (target.kind === 'wrong') return null;
  const own = target.kind === 'table' ? [target.source] : [unknownSource(node)];
  const inside = changeScope(env, [...own, ...from.sources], 'UPDATE');
  const where = node.where === undefined ? null : checkTruth(inside, node.where, 'WHERE');
  const facts = where === null ? inside.facts : withPlaces(inside.facts, outcomeOf(where).whenTrue);
  if (target.kind !== 'table') {
    // Typed at run time; here to know the locals and to find what is wrong whatever the table.
    for (const { value } of node.assignments) check({ ...inside, facts }, value, null);
    checkReturning(env, node.returning, [...own, ...from.sources]);
    return null;
  }
  const set = checkAssignments({ ...inside, facts }, node.assignments, target.table);
  const returning = checkReturning(env, node.returning, [target.source, ...from.sources]);
  const wrong =
    returning.wrong ||
    from.wrong ||
    (where !== null && isFailed(where)) ||
    set.length < node.assignments.length ||
    set.some(({ value }) => isFailed(value));
  if (wrong) return null;
  noteChange(env, 'update', target, node.target.span, set);
  return {
    kind: 'Update',
    span: node.span,
    slot: { type: returning.type, nullable: false },
    table: { id: target.table.id, name: target.name },
    target: target.source.id,
    checks: checksOf(env, target.table, target.source),
    returning: returning.items,
    set,
    from: from.source,
    where,
  };
}

/** A target that only run time knows: any column may be its. */
export function unknownSource(node: Pick<Update, 'alias' | 'target'>): Parameters<typeof changeScope>[1][number] {
  const name = node.target.kind === 'Name' ? (node.target.parts.at(-1)?.text ?? null) : node.target.name.text;
  return {
    id: -1,
    name: node.alias?.text ?? name,
    columns: [],
    dynamic: true,
    key: null,
    keys: [],
    table: null,
    hidden: null,
    merged: new Set(),
  };
}

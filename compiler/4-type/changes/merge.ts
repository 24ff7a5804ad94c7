import type { TableInfo } from '../../contract/catalog-view.ts';
import type { Merge, MergeClause, MergeInsert } from '../../ir/syntax-change.ts';
import type { TypedAssignment, TypedExpression, TypedMerge, TypedMergeArm } from '../../ir/typed-expression.ts';
import { assertNever } from '../../source/assert-never.ts';
import { report, type Env } from '../checker.ts';
import { conjunction, failed, isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { checkTruth } from '../expressions/condition.ts';
import { check } from '../expressions/expression.ts';
import { operate } from '../expressions/operators.ts';
import { columnOf } from '../queries/columns.ts';
import type { ScopeSource } from '../queries/query-scope.ts';
import { checkFrom } from '../queries/sources.ts';
import { outcomeOf, withPlaces } from '../statements/facts.ts';
import { checkAssignments, columnIndexes, intoColumn } from './assignments.ts';
import { checkReturning } from './change.ts';
import { defaultOf, requireColumns } from './insert.ts';
import { changeScope, checksOf, noteChange, targetOf } from './target.ts';
import { unknownSource } from './update.ts';

/** MERGE: pairs of target and source rows, and what is done with each kind of pair. */
export function checkMerge(env: Env, node: Merge): TypedMerge | null {
  const target = targetOf(env, node.target, node.alias?.text ?? null);
  const from = checkFrom(env, [node.source]);
  if (target.kind === 'wrong') return null;
  const own = target.kind === 'table' ? target.source : unknownSource(node);
  const both = changeScope(env, [own, ...from.sources], 'MERGE');
  const on = onOf(both, node, own, from.sources);
  if (target.kind !== 'table') {
    for (const { condition } of node.clauses) if (condition !== undefined) checkTruth(both, condition, 'WHEN');
    return null;
  }
  const { table, source } = target;
  warnOfUnreached(env, node);
  const pairs = on === null ? [] : outcomeOf(on).whenTrue;
  const arms = node.clauses.map((clause) => checkClause(env, clause, table, source, from.sources, pairs));
  const returning = checkReturning(env, node.returning, [source]);
  if (
    on === null ||
    from.source === null ||
    from.wrong ||
    returning.wrong ||
    isFailed(on) ||
    arms.some((arm) => arm === null)
  )
    return null;
  for (const arm of arms) {
    if (arm?.action.kind === 'insert' || arm?.action.kind === 'delete')
      noteChange(env, arm.action.kind, target, node.target.span);
    if (arm?.action.kind === 'update') noteChange(env, 'update', target, node.target.span, arm.action.set);
  }
  return {
    kind: 'Merge',
    span: node.span,
    slot: { type: returning.type, nullable: false },
    table: { id: table.id, name: target.name },
    target: source.id,
    checks: checksOf(env, table, source),
    returning: returning.items,
    source: from.source,
    on,
    arms: arms.flatMap((arm) => arm ?? []),
  };
}

function onOf(env: Env, node: Merge, own: ScopeSource, others: readonly ScopeSource[]): TypedExpression | null {
  if (node.on !== undefined) return checkTruth(env, node.on, 'ON');
  const equals = node.using.map((name) => {
    const find = (sources: readonly ScopeSource[]): TypedExpression | null => {
      for (const source of sources) {
        const index = source.columns.findIndex((column) => column.name.toLowerCase() === name.text.toLowerCase());
        if (index >= 0) return columnOf(source, index, name.span);
      }
      return null;
    };
    const [a, b] = [find([own]), find(others)];
    if (a !== null && b !== null) return operate(env, '=', [a, b], name.span);
    report(env, 'PLG1328', { column: name.text, join: 'USING' }, name.span);
    return failed(name.span);
  });
  return conjunction(equals, node.span);
}

/** An arm without a condition takes all rows of its kind: those behind it get none. */
function warnOfUnreached(env: Env, { clauses }: Merge): void {
  const taken = new Set<string>();
  for (const { matched, by, condition, action } of clauses) {
    const kind = matched ? 'matched' : `not matched by ${by ?? 'target'}`;
    if (taken.has(kind)) report(env, 'PLG1107', { taken: 'all these rows' }, action.span);
    if (condition === undefined) taken.add(kind);
  }
}

function checkClause(
  env: Env,
  node: MergeClause,
  table: TableInfo,
  own: ScopeSource,
  others: readonly ScopeSource[],
  pairs: readonly string[],
): TypedMergeArm | null {
  const matched = node.matched ? 'matched' : node.by === 'source' ? 'not_matched_by_source' : 'not_matched_by_target';
  const visible = matched === 'matched' ? [own, ...others] : matched === 'not_matched_by_source' ? [own] : others;
  // A pair is there because ON is true. What a row without one is looked up by is meant not to be NULL either, but may be.
  const known = matched === 'matched' ? { ...env, facts: withPlaces(env.facts, pairs) } : { ...env, meant: pairs };
  const around = changeScope(known, visible, 'MERGE');
  const condition = node.condition === undefined ? null : checkTruth(around, node.condition, 'WHEN');
  const held = condition === null ? [] : outcomeOf(condition).whenTrue;
  const inside = { ...around, facts: withPlaces(around.facts, held) };
  const { action } = node;
  switch (action.kind) {
    case 'MergeDelete':
      return { matched, condition, action: { kind: 'delete' } };
    case 'MergeNothing':
      return { matched, condition, action: { kind: 'nothing' } };
    case 'MergeUpdate': {
      const set =
        action.assignments.length > 0
          ? checkAssignments(inside, action.assignments, table)
          : byName(inside, table, others);
      return set.some(({ value }) => isFailed(value)) ? null : { matched, condition, action: { kind: 'update', set } };
    }
    case 'MergeInsert': {
      const columns = insertedColumns(inside, action, table, others);
      return columns === null ? null : { matched, condition, action: { kind: 'insert', columns } };
    }
    default:
      return assertNever(action);
  }
}

/** Without assignments every column that the source has too takes its value. */
function byName(env: Env, table: TableInfo, others: readonly ScopeSource[]): readonly TypedAssignment[] {
  return table.columns.flatMap((column, i): readonly TypedAssignment[] => {
    for (const source of others) {
      const index = source.columns.findIndex((each) => each.name.toLowerCase() === column.name.toLowerCase());
      if (index >= 0)
        return [{ column: i, value: intoColumn(env, columnOf(source, index, { start: 0, end: 0 }), table, i) }];
    }
    return [];
  });
}

function insertedColumns(
  env: Env,
  node: MergeInsert,
  table: TableInfo,
  others: readonly ScopeSource[],
): readonly (TypedExpression | null)[] | null {
  const named =
    node.columns.length > 0
      ? columnIndexes(env, table, node.columns, 'the column list')
      : table.columns.map((_, i) => i);
  if (named.includes(-1)) return null;
  if (node.values.length === 0) {
    const set = new Map(byName(env, table, others).map(({ column, value }) => [column, value]));
    return requireColumns(env, table, [...set.keys()], node)
      ? table.columns.map((_, i) => set.get(i) ?? defaultOf(env, table, i))
      : null;
  }
  if (node.values.length !== named.length) {
    const [first, last] = [node.values[0], node.values.at(-1)];
    const span =
      first === undefined || last === undefined ? node.span : { start: first.span.start, end: last.span.end };
    report(env, 'PLG1319', { table: table.name, given: node.values.length, needed: named.length }, span);
    return null;
  }
  const values = node.values.map((value, i) =>
    intoColumn(env, asCell(env, check(env, value, table.columns[named[i]!]!)), table, named[i]!),
  );
  if (values.some(isFailed) || !requireColumns(env, table, named, node)) return null;
  return table.columns.map((_, i) => (named.includes(i) ? values[named.indexOf(i)]! : defaultOf(env, table, i)));
}

import type { Cardinality, Column } from '../../contract/type.ts';
import type { GroupItem, Select } from '../../ir/syntax-select.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedItem, TypedSelect } from '../../ir/typed-query.ts';
import type { Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { checkTruth } from '../expressions/condition.ts';
import { check } from '../expressions/expression.ts';
import { outcomeOf, withPlaces } from '../statements/facts.ts';
import { withoutSecret } from '../types/secret.ts';
import { aliasesOf } from './aliases.ts';
import { checkGroupBy } from './group.ts';
import { absentKeys } from './absent-keys.ts';
import { requireGrouped } from './grouping.ts';
import { checkItems } from './items.ts';
import { isKeyLookup } from './key-lookup.ts';
import { lintJoinedCount } from './joined-count.ts';
import { warnOfLostRows } from './lost-outer-rows.ts';
import { EMPTY_SCOPE, type Found, type QueryScope, type ScopeSource } from './query-scope.ts';
import type { CheckedBody } from './query.ts';
import { checkFrom } from './sources.ts';
import { refuseUnnest, unnest, unnestCalls } from './unnested.ts';

/** One SELECT: FROM, WHERE, the items, GROUP BY, HAVING, QUALIFY, in the order in which they see each other. */
export function checkSelect(env: Env, node: Select): CheckedBody {
  const from = checkFrom(env, node.from);
  const found: Found = { aggregates: false, windows: false };
  const grouping = node.groupBy;
  const scope: QueryScope = {
    ...EMPTY_SCOPE,
    sources: from.sources,
    mergedColumns: from.mergedColumns,
    parent: env.query,
    noAggregates: null,
    noWindows: null,
    found,
    unseen: new Set(node.items.flatMap(({ alias }) => alias?.text.toLowerCase() ?? [])),
    windows: new Map(node.windows.map((window) => [window.name.text.toLowerCase(), window.specification])),
    mayBeEmpty: grouping === undefined || (!grouping.all && grouping.items.every(mayBeEmptySet)),
  };
  const base: Env = { ...env, query: scope, facts: withPlaces(env.facts, from.facts) };
  const where = node.where === undefined ? null : checkTruth(clause(base, 'WHERE'), node.where, 'WHERE');
  if (where !== null) warnOfLostRows(base, where, from.sources);
  const inside = where === null ? base : { ...base, facts: withPlaces(base.facts, outcomeOf(where).whenTrue) };
  const calls = unnestCalls(env, node.items);
  const added = calls.length === 0 ? null : unnest(inside, calls, from.source);
  const plainItems = checkItems(
    added === null ? inside : { ...inside, query: { ...inside.query!, unnested: added.values } },
    node,
  );
  const withAliases: Env = { ...inside, query: { ...scope, aliases: aliasesOf(node, plainItems) } };
  const { keys, sets } = checkGroupBy(withAliases, grouping, plainItems);
  const overGroups = absentKeys(keys, sets);
  const items = plainItems.map((item) => ({ name: item.name, value: overGroups(item.value) }));
  const having =
    node.having === undefined
      ? null
      : overGroups(
          checkTruth({ ...withAliases, query: { ...withAliases.query!, noWindows: 'HAVING' } }, node.having, 'HAVING'),
        );
  const qualify = node.qualify === undefined ? null : overGroups(checkTruth(withAliases, node.qualify, 'QUALIFY'));
  const on = node.distinct?.on.map((each) => overGroups(asCell(withAliases, check(withAliases, each, null)))) ?? [];
  if (node.distinct !== undefined)
    for (const value of on.length > 0 ? on : items.map((item) => item.value)) withoutSecret(env, value, 'DISTINCT');
  const grouped = grouping !== undefined || found.aggregates || having !== null;
  if (added !== null && (grouped || found.windows)) refuseUnnest(env, calls);
  const ungrouped = { spans: new Set<number>(), once: grouping === undefined };
  const checkGrouped = (value: TypedExpression): void => {
    if (grouped && !keys.some(isFailed)) requireGrouped(inside, value, keys, from.sources, ungrouped);
  };
  for (const value of [
    ...items.map((item) => item.value),
    ...(having === null ? [] : [having]),
    ...(qualify === null ? [] : [qualify]),
    ...on,
  ])
    checkGrouped(value);
  if (grouped) lintJoinedCount(env, from.source, from.sources, items);
  const body: TypedSelect = {
    kind: 'Select',
    span: node.span,
    from: added === null ? from.source : added.source,
    where,
    groupBy: keys,
    groupingSets: sets,
    grouped,
    having,
    qualify,
    items,
    distinct: node.distinct === undefined ? null : on.length > 0 ? on : 'all',
  };
  const dynamic = from.sources.some((source) => source.dynamic) && hasStar(node);
  const wrong =
    ungrouped.spans.size > 0 ||
    [where, having, qualify, ...keys, ...on, ...items.map((item) => item.value)].some(
      (value) => value !== null && isFailed(value),
    ) ||
    from.wrong ||
    (added !== null && (grouped || found.windows));
  return {
    body,
    columns: columnsOf(items),
    dynamic,
    cardinality: added === null ? cardinalityOf(body, from.sources) : 'many',
    wrong,
    inside: {
      env: withAliases,
      items,
      isDistinct: node.distinct !== undefined && on.length === 0,
      overGroups: (value) => {
        checkGrouped(value);
        return overGroups(value);
      },
    },
  };
}

/** Grouping by nothing, alone or among grouping sets, gives a row even where there are none. */
function mayBeEmptySet(item: GroupItem): boolean {
  return (
    item.kind === 'Rollup' ||
    item.kind === 'Cube' ||
    item.kind === 'GroupingSets' ||
    (item.kind === 'Tuple' && item.elements.length === 0)
  );
}

/** The environment of a clause that has no aggregates or window functions. */
export function clause(env: Env, name: string): Env {
  return env.query === null ? env : { ...env, query: { ...env.query, noAggregates: name, noWindows: name } };
}

function columnsOf(items: readonly TypedItem[]): readonly Column[] {
  return items.map(({ name, value }) => ({ name, type: value.slot.type, nullable: value.slot.nullable }));
}

function hasStar(node: Select): boolean {
  return node.items.some((item) => item.value.kind === 'Star');
}

function cardinalityOf(body: TypedSelect, sources: readonly ScopeSource[]): Cardinality {
  if (body.grouped && body.groupBy.length === 0 && body.groupingSets === null)
    return body.having === null && body.qualify === null ? 'one' : 'at-most-one';
  if (body.from === null) return body.where === null && body.qualify === null ? 'one' : 'at-most-one';
  return isKeyLookup(body, sources) ? 'at-most-one' : 'many';
}

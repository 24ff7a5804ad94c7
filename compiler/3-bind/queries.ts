import type { Query, QueryBody, OrderItem, Values, With } from '../ir/syntax-query.ts';
import type { GroupItem, Select, SelectItem } from '../ir/syntax-select.ts';
import type { Source, TableSource } from '../ir/syntax-source.ts';
import { changesCall } from '../ir/changes-call.ts';
import type { Star } from '../ir/syntax-call.ts';
import { assertNever } from '../source/assert-never.ts';
import { report, type Binder } from './binder.ts';
import { bindArguments, bindWindow, callablesOf, referToCallable } from './calls.ts';
import { bindExpression } from './expressions.ts';

import { openScope, type Scope } from './scope.ts';
import { bindBlock } from './statements.ts';
import { bindInterpolation, bindTableName, referThrough } from './tables.ts';

/** A whole query: its common tables see each other in order, or themselves when recursive. */
export function bindQuery(binder: Binder, outer: Scope, query: Query): void {
  const scope = bindCommonTables(binder, outer, query.with);
  bindBody(binder, scope, query.body);
  bindOrder(binder, openScope(scope, 'query'), query.orderBy);
  if (query.limit !== undefined) bindExpression(binder, outer, query.limit.count);
  if (query.offset !== undefined) bindExpression(binder, outer, query.offset);
  if (query.then !== undefined) bindRows(binder, outer, query.then);
  reportUnread(binder, query.with);
}

/** The scope of what stands behind a WITH clause. */
export function bindCommonTables(binder: Binder, outer: Scope, common: With | undefined): Scope {
  const scope = openScope(outer, 'block');
  for (const table of common?.tables ?? []) {
    const key = table.name.text.toLowerCase();
    if (scope.tables.has(key)) report(binder, 'PLG1104', { name: table.name.text }, table.name.span);
    if (common?.recursive === true) scope.tables.set(key, table);
    bindQuery(binder, scope, table.query);
    scope.tables.set(key, table);
  }
  return scope;
}

/** Warns of common tables that nothing has read. */
export function reportUnread(binder: Binder, common: With | undefined): void {
  for (const table of common?.tables ?? []) {
    const { name } = table;
    const isRead = binder.readTables.has(table) || binder.unknownTables.has(name.text.toLowerCase());
    if (!isRead && !name.text.startsWith('_')) report(binder, 'PLG1119', { name: name.text }, name.span);
  }
}

/** A block that runs for each row: the row's columns hide locals from outside. */
function bindRows(binder: Binder, outer: Scope, block: NonNullable<Query['then']>): void {
  const loop = openScope(openScope(outer, 'rows'), 'loop');
  bindBlock(binder, loop, block);
  binder.assignedIn.set(block, loop.assigned ?? new Set());
}

export function bindOrder(binder: Binder, scope: Scope, items: readonly OrderItem[]): void {
  for (const { value } of items) if (value !== undefined) bindExpression(binder, scope, value);
}

function bindBody(binder: Binder, scope: Scope, body: QueryBody): void {
  switch (body.kind) {
    case 'Select':
      return bindSelect(binder, scope, body);
    case 'SetOperation':
      bindBody(binder, scope, body.left);
      return bindBody(binder, scope, body.right);
    case 'Values':
      return bindValues(binder, scope, body);
    case 'NestedQuery':
      return bindQuery(binder, scope, body.query);
    default:
      return assertNever(body);
  }
}

/** VALUES sees no columns of its own: only locals and, in a subquery, the rows around it. */
export function bindValues(binder: Binder, scope: Scope, values: Values): void {
  for (const row of values.rows) for (const value of row.values) bindExpression(binder, scope, value);
}

function bindSelect(binder: Binder, outer: Scope, node: Select): void {
  for (const source of node.from) bindSource(binder, outer, source);
  const scope = openScope(outer, 'query');
  const visit = (expression: Parameters<typeof bindExpression>[2] | undefined): void => {
    if (expression !== undefined) bindExpression(binder, scope, expression);
  };
  node.distinct?.on.forEach(visit);
  bindItems(binder, scope, node.items);
  visit(node.where);
  for (const item of node.groupBy?.items ?? []) bindGroup(binder, scope, item);
  visit(node.having);
  for (const window of node.windows) bindWindow(binder, scope, window.specification);
  visit(node.qualify);
}

/** Items of a select list or of RETURNING. */
export function bindItems(binder: Binder, scope: Scope, items: readonly SelectItem[]): void {
  for (const { value } of items) {
    if (value.kind === 'Star') bindStar(binder, scope, value);
    else bindExpression(binder, scope, value);
  }
}

function bindStar(binder: Binder, scope: Scope, star: Star): void {
  bindItems(binder, scope, star.replace);
}

function bindGroup(binder: Binder, scope: Scope, item: GroupItem): void {
  switch (item.kind) {
    case 'Rollup':
    case 'Cube':
    case 'GroupingSets':
      return item.items.forEach((each) => bindGroup(binder, scope, each));
    default:
      return bindExpression(binder, scope, item);
  }
}

/** What stands in FROM, USING of a change, or as a join's side. */
export function bindSource(binder: Binder, scope: Scope, source: TableSource): void {
  switch (source.kind) {
    case 'Source':
      return bindLeaf(binder, scope, source);
    case 'Join':
      bindSource(binder, scope, source.left);
      bindSource(binder, scope, source.right);
      if (source.on !== undefined) bindExpression(binder, openScope(scope, 'query'), source.on);
      return;
    case 'Pivot': {
      bindSource(binder, scope, source.source);
      const inside = openScope(scope, 'query');
      bindItems(binder, inside, source.aggregates);
      for (const axis of source.axes) {
        bindExpression(binder, inside, axis.key);
        bindItems(binder, inside, axis.values);
      }
      return source.groupBy.forEach((key) => bindExpression(binder, inside, key));
    }
    case 'Unpivot':
      bindSource(binder, scope, source.source);
      return source.columns.forEach(({ column, label }) => {
        bindExpression(binder, openScope(scope, 'query'), column);
        if (label !== undefined) bindExpression(binder, scope, label);
      });
    default:
      return assertNever(source);
  }
}

/** Sources that see the columns of those before them. */
const LATERAL: ReadonlySet<string> = new Set(['UnnestSource', 'FunctionSource']);

function bindLeaf(binder: Binder, scope: Scope, source: Source): void {
  const { relation, travel } = source;
  const inside = source.lateral || LATERAL.has(relation.kind) ? openScope(scope, 'query') : scope;
  switch (relation.kind) {
    case 'TableName':
      bindTableName(binder, scope, relation.name);
      break;
    case 'FileSource': {
      const { value } = relation.path;
      if (binder.names.relation(binder.schema, value) !== undefined)
        report(binder, 'PLG1341', { text: value }, relation.span);
      break;
    }
    case 'Interpolation': {
      bindInterpolation(binder, scope, relation);
      const meaning = binder.meanings.get(relation);
      if (meaning?.kind === 'local') referThrough(binder, relation, meaning.local);
      break;
    }
    case 'SubquerySource':
      bindQuery(binder, inside, relation.query);
      break;
    case 'ListLiteral':
      bindExpression(binder, inside, relation);
      break;
    case 'FunctionSource': {
      const changes = changesCall(relation);
      if (changes !== null && callablesOf(binder, 'get_changes_since').length === 0) {
        bindTableName(binder, scope, changes.table);
        const meaning = binder.meanings.get(changes.table);
        if (meaning !== undefined) binder.meanings.set(relation.name, meaning);
        bindExpression(binder, scope, changes.low);
        if (changes.high !== undefined) bindExpression(binder, scope, changes.high);
        break;
      }
      const name = relation.name.parts.at(-1)?.text ?? '';
      if (callablesOf(binder, name).length > 0 || relation.name.parts.length === 1)
        referToCallable(binder, relation.name, name);
      bindArguments(binder, inside, relation.args);
      break;
    }
    case 'Values':
      bindValues(binder, inside, relation);
      break;
    case 'UnnestSource':
      relation.lists.forEach((list) => bindExpression(binder, inside, list));
      break;
    case 'NestedSource':
      bindSource(binder, scope, relation.source);
      break;
    default:
      assertNever(relation);
  }
  if (travel?.kind === 'AsOf') bindExpression(binder, scope, travel.time);
  if (travel?.kind === 'Since') {
    bindExpression(binder, scope, travel.low);
    if (travel.high !== undefined) bindExpression(binder, scope, travel.high);
  }
  if (source.sample?.seed !== undefined) bindExpression(binder, scope, source.sample.seed);
}

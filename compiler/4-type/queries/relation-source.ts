import { STRING } from '../../contract/data-type.ts';
import type { TableInfo } from '../../contract/catalog-view.ts';
import { tableOf } from '../../contract/type.ts';
import type { Span } from '../../contract/span.ts';
import type { BoundRelation, Meaning } from '../../ir/bound.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { Interpolation } from '../../ir/syntax-expression.ts';
import { markDynamic, report, silently, withText, type Env } from '../checker.ts';
import { relationKind, shapeOf } from '../definitions/shapes.ts';
import { literal } from '../expressions/build.ts';
import { respan } from '../expressions/respan.ts';
import { topEnv } from '../routines/frames.ts';
import { standingTable } from '../routines/standing-tables.ts';
import { NO_FACTS } from '../statements/facts.ts';
import { leafOf, type FoundLeaf, type LeafPlace } from './leaf.ts';
import { localSource } from './local-source.ts';
import { plainQuery } from './plain-query.ts';
import { requireOwner, requireRight, requireTableRight } from '../rights/require-right.ts';
import { EMPTY_SCOPE, findCte } from './query-scope.ts';
import { checkQuery, fieldsOf } from './query.ts';

/** A name in table position (12.3): a common table, a local, a table or view, a file. */
export function relationSource(
  env: Env,
  node: Name | Interpolation,
  meaning: Meaning | undefined,
  place: LeafPlace,
): FoundLeaf {
  const name = node.kind === 'Name' ? (node.parts.at(-1)?.text ?? '') : node.name.text;
  switch (meaning?.kind) {
    case 'cte': {
      const shape = findCte(env.query, meaning.table);
      if (shape === undefined) {
        report(
          env,
          'PLG1330',
          { name, reason: 'it needs a first part that does not read it: `select … union all select … from itself`' },
          node.span,
        );
        return wrong(name);
      }
      return {
        leaf: { kind: 'CteSource', ...leafOf(place), fields: fieldsOf(shape.columns), cte: shape.id },
        columns: shape.columns,
        dynamic: shape.dynamic,
        name,
      };
    }
    case 'local':
      return localSource(env, meaning.local, node.span, place);
    case 'relation':
      return catalogSource(env, meaning.relation, name, place);
    case 'file':
      if (node.kind === 'Name' && node.parts.length > 1) report(env, 'PLG1342', { path: meaning.path }, node.span);
      return fileSource(env, meaning.path, node.span, place);
    case 'unknown_table':
      if (name.toLowerCase() === 'dual') return dualSource(place);
      reportUnknown(env, node, name, meaning.nearest);
      return dynamicLeaf(env, name);
    default:
      return wrong(name);
  }
}

/** `from dual`: one row, as elsewhere, where there is no table of this name. */
function dualSource(place: LeafPlace): FoundLeaf {
  const { span } = place;
  const columns = [{ name: 'dummy', type: STRING, nullable: false }];
  const body = { kind: 'Values' as const, span, fields: columns, rows: [[literal('X', STRING, span)]] };
  const query = plainQuery(body, tableOf(columns, 'one'), columns, span);
  const leaf = { kind: 'QuerySource' as const, ...leafOf(place), fields: columns, query, lateral: false };
  return { leaf, columns, dynamic: false, name: 'dual' };
}

/** PLG1301; for certain where a statement before has dropped the table. */
function reportUnknown(env: Env, node: Name | Interpolation, name: string, nearest: string | undefined): void {
  const text = node.kind === 'Name' ? node.parts.map((part) => part.text).join('.') : name;
  const { dropped, context } = env.checker;
  const isDropped = dropped.has((text.includes('.') ? text : `${context.view.currentSchema}.${text}`).toLowerCase());
  const certain = isDropped ? { severity: 'error' as const } : {};
  report(env, 'PLG1301', { name: text, nearest, isDropped }, node.span, certain);
}

function wrong(name: string): FoundLeaf {
  return { leaf: null, columns: [], dynamic: true, name, wrong: true };
}

/** A source that only run time knows: the statement is typed again then. */
export function dynamicLeaf(env: Env, name: string): FoundLeaf {
  markDynamic(env);
  env.frame.sites.reads.add('dynamic');
  return { leaf: null, columns: [], dynamic: true, name };
}

/** A table or view of the catalog or of this module. */
function catalogSource(env: Env, relation: BoundRelation, name: string, place: LeafPlace): FoundLeaf {
  if (relation.kind === 'view') {
    requireRight(env, 'select', 'view', `${relation.view.schema}.${relation.view.name}`, place.span);
    return viewSource(env, relation, name, place);
  }
  if (isBroken(env, relation)) {
    reportBroken(env, name, place);
    return wrong(name);
  }
  const standing = standingTable(env, relation);
  if (standing === 'dynamic') return dynamicLeaf(env, name);
  const shape = standing ?? shapeOf(env.checker, relation);
  if (shape === null) return { ...dynamicLeaf(env, name), wrong: true };
  if (relation.kind === 'declared' && relation.statement.kind === 'CreateView' && !relation.statement.materialized)
    return declaredView(env, relation.statement.query, shape, place);
  return tableSource(env, shape, place);
}

export function tableSource(env: Env, table: TableInfo, place: LeafPlace): FoundLeaf {
  const qualified = useTable(env, table);
  requireTableRight(env, 'select', table, place.span);
  env.frame.sites.reads.add(qualified);
  env.checker.tableSources.add(place.id);
  const primary = table.keys.find((key) => key.primary);
  const fields = table.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
  return {
    leaf: { kind: 'TableSource', ...leafOf(place), fields, table: table.id, name: qualified, asOf: null },
    columns: fields,
    dynamic: false,
    name: table.name,
    key: primary?.columns ?? null,
    keys: table.keys.map((key) => key.columns),
    table: table.name,
  };
}

/** Notes that the module was compiled against a table; gives its full name. */
export function useTable(env: Env, table: TableInfo): string {
  const name = `${table.schema}.${table.name}`;
  if (!env.checker.rehearsing && !env.checker.usedTables.has(name)) env.checker.usedTables.set(name, table);
  return name;
}

/** A stored view: its query, typed where it is used, under the names the view has. */
function viewSource(
  env: Env,
  relation: Extract<BoundRelation, { kind: 'view' }>,
  name: string,
  place: LeafPlace,
): FoundLeaf {
  const { view, query: node } = relation;
  if (node === null) return dynamicLeaf(env, name);
  const inside: Env = { ...env, query: EMPTY_SCOPE, rows: null, facts: NO_FACTS };
  const {
    query,
    columns,
    dynamic,
    wrong: broken,
  } = silently(env.checker, () => withText(env.checker, view.text, () => checkQuery(inside, node)));
  if (dynamic || broken || columns.length !== view.fields.length) {
    if (broken || !dynamic) reportBroken(env, view.name, place);
    return { leaf: null, columns: [], dynamic: true, name, wrong: broken };
  }
  const named = columns.map((column, i) => ({ ...column, name: view.fields[i]?.name ?? column.name }));
  return {
    leaf: {
      kind: 'QuerySource',
      ...leafOf(place),
      fields: fieldsOf(named),
      query: respan(query, place.span),
      lateral: false,
      view: `${view.schema}.${view.name}`,
    },
    columns: named,
    dynamic: false,
    name: view.name,
  };
}

function reportBroken(env: Env, view: string, place: LeafPlace): void {
  const reason = 'its query no longer fits the tables it reads';
  report(env, 'PLG1331', { what: 'reading', table: view, reason }, place.span);
}

/** Whether changes of tables broke a view of this module. One with a mistake from the start was spoken of there. */
function isBroken({ checker }: Env, relation: BoundRelation): boolean {
  if (checker.altered.size + checker.dropped.size === 0) return false;
  if (relation.kind !== 'declared' || relationKind(relation) !== 'view') return false;
  const { query } = relation.statement;
  return (
    query !== undefined && silently(checker, () => checkQuery({ ...topEnv(checker), query: EMPTY_SCOPE }, query)).wrong
  );
}

/** A view of this module. */
function declaredView(env: Env, node: Parameters<typeof checkQuery>[1], shape: TableInfo, place: LeafPlace): FoundLeaf {
  const inside: Env = { ...env, query: EMPTY_SCOPE, rows: null, facts: NO_FACTS };
  const { query, columns, dynamic } = silently(env.checker, () => checkQuery(inside, node));
  const named = columns.map((column, i) => ({ ...column, name: shape.columns[i]?.name ?? column.name }));
  return {
    leaf: {
      kind: 'QuerySource',
      ...leafOf(place),
      fields: fieldsOf(named),
      query,
      lateral: false,
      view: `${shape.schema}.${shape.name}`,
    },
    columns: named,
    dynamic,
    name: shape.name,
  };
}

/** A file by its path: with the schema that was read ahead, or one that only run time knows. */
export function fileSource(env: Env, path: string, span: Span, place: LeafPlace): FoundLeaf {
  const { sites } = env.frame;
  requireOwner(env, 'read files', span);
  sites.io = true;
  sites.volatile = true;
  if (/^https?:/i.test(path)) sites.async ??= { because: 'uses the network', span };
  const info = env.checker.context.view.files.find((file) => file.path === path);
  const name = path.replace(/^.*\//, '').replace(/\..*$/, '');
  if (info === undefined) return { ...dynamicLeaf(env, name), name };
  return {
    leaf: { kind: 'FileSource', ...leafOf(place), fields: info.fields, path: literal(path, STRING, span) },
    columns: info.fields,
    dynamic: false,
    name,
  };
}

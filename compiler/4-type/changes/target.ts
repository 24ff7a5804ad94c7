import type { Privilege } from '../../contract/access.ts';
import type { TableInfo } from '../../contract/catalog-view.ts';
import type { ChangeTarget } from '../../ir/syntax-change.ts';
import type { Span } from '../../contract/span.ts';
import type { ChangeSite } from '../effects/sites.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { isDataType } from '../../contract/type.ts';
import { markDynamic, meaningOf, newSource, report, type Env } from '../checker.ts';
import { relationKind, shapeOf } from '../definitions/shapes.ts';
import { checkTruth } from '../expressions/condition.ts';
import { constrain } from '../inference/inference.ts';
import { STRING } from '../../contract/data-type.ts';
import { tellTableName } from '../queries/local-source.ts';
import { EMPTY_SCOPE, type QueryScope, type ScopeSource } from '../queries/query-scope.ts';
import { useTable } from '../queries/relation-source.ts';
import { requireTableRight } from '../rights/require-right.ts';
import { track } from '../queries/tracker.ts';
import { standingTable } from '../routines/standing-tables.ts';

/** The table that a change is made to: known, known only at run time (`null` table), or a mistake that was reported. */
export type Target =
  | { readonly kind: 'table'; readonly table: TableInfo; readonly name: string; readonly source: ScopeSource }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'wrong' };

/** Finds the target of a change and notes that it is written. */
export function targetOf(env: Env, node: ChangeTarget, alias: string | null): Target {
  const meaning = meaningOf(env, node) ?? (node.kind === 'Interpolation' ? meaningOf(env, node.name) : undefined);
  const name = node.kind === 'Name' ? (node.parts.at(-1)?.text ?? '') : node.name.text;
  const refuse = (kind: string): Target => {
    report(env, 'PLG1334', { table: name, kind }, node.span);
    return { kind: 'wrong' };
  };
  switch (meaning?.kind) {
    case 'local': {
      const local = env.frame.typed.get(meaning.local);
      if (local === undefined) return { kind: 'wrong' };
      track(env.tracker, local, true);
      const { type } = local.slot;
      if (type.kind === 'variable') {
        constrain(
          env,
          { kind: 'Local', local, span: node.span, slot: local.slot },
          { type: STRING, nullable: false },
          'strong',
        );
        return { kind: 'wrong' };
      }
      if (type.kind === 'table' || type.kind === 'list') return refuse('local value');
      if (type.kind !== 'string' && type.kind !== 'dynamic') {
        if (isDataType(type)) report(env, 'PLG1303', { name: local.name, type: type.kind }, node.span);
        return { kind: 'wrong' };
      }
      tellTableName(env, local, node.span);
      return dynamicTarget(env);
    }
    case 'relation': {
      const { relation } = meaning;
      const kind = relationKind(relation);
      if (kind !== 'table') return refuse(kind);
      const standing = standingTable(env, relation);
      const shape = standing === 'dynamic' ? null : (standing ?? shapeOf(env.checker, relation));
      if (shape === null) return dynamicTarget(env);
      return tableTarget(env, shape, alias, node);
    }
    case 'unknown_table':
      report(env, 'PLG1301', { name, nearest: meaning.nearest }, node.span);
      return dynamicTarget(env);
    case 'cte':
      return refuse('common table expression');
    case 'file':
      return refuse('file');
    default:
      return { kind: 'wrong' };
  }
}

function dynamicTarget(env: Env): Target {
  markDynamic(env);
  env.frame.sites.writes.add('dynamic');
  return { kind: 'dynamic' };
}

function tableTarget(env: Env, table: TableInfo, alias: string | null, node: ChangeTarget): Target {
  if (table.readOnly || table.schema.toLowerCase() === 'system') {
    report(env, 'PLG1310', { schema: table.schema }, node.span);
    return { kind: 'wrong' };
  }
  const name = useTable(env, table);
  env.frame.sites.writes.add(name);
  const columns = table.columns.map(({ name: column, type, nullable }) => ({ name: column, type, nullable }));
  const primary = table.keys.find((key) => key.primary);
  const id = newSource(env);
  env.checker.tableSources.add(id);
  const source: ScopeSource = {
    id,
    name: alias ?? table.name,
    columns,
    dynamic: false,
    key: primary?.columns ?? null,
    keys: table.keys.map((key) => key.columns),
    table: table.name,
    hidden: null,
    merged: new Set(),
  };
  return { kind: 'table', table, name, source };
}

/** The rights that a change needs: finding rows takes reading them. */
const NEEDED: Readonly<Record<ChangeSite['event'], readonly Privilege[]>> = {
  insert: ['insert'],
  update: ['update', 'select'],
  delete: ['delete', 'select'],
  upsert: ['insert', 'update', 'select'],
};

/** Notes an event on a table, of an update with the columns that it sets, for the triggers that it fires. */
export function noteChange(
  env: Env,
  event: ChangeSite['event'],
  { name, table }: Extract<Target, { kind: 'table' }>,
  span: Span,
  set: readonly { readonly column: number }[] = [],
): void {
  if (event === 'update' && set.length === 0) return;
  for (const privilege of NEEDED[event]) requireTableRight(env, privilege, table, span);
  const columns = set.map(({ column }) => table.columns[column]!.name.toLowerCase());
  env.frame.sites.changes.push({ event, table: name.toLowerCase(), columns, span, handler: env.handler });
}

/** What expressions of a change see: the target's row, and further sources. */
export function changeScope(env: Env, sources: readonly ScopeSource[], clause: string): Env {
  const scope: QueryScope = { ...EMPTY_SCOPE, sources, parent: env.query, noAggregates: clause, noWindows: clause };
  return { ...env, query: scope };
}

/** The checks of a table over its row, typed. */
export function checksOf(
  env: Env,
  table: TableInfo,
  source: ScopeSource,
): readonly { readonly name: string; readonly predicate: TypedExpression }[] {
  const inside = changeScope(env, [source], 'CHECK');
  return table.checks.flatMap(({ name, text }) => {
    const node = env.checker.bound.texts.get(text);
    return node === undefined ? [] : [{ name, predicate: checkTruth(inside, node, 'CHECK') }];
  });
}

import { isDataType, tableOf, type Column, type Type } from '../../contract/type.ts';
import type { DataChange } from '../../ir/syntax-change.ts';
import type { SelectItem } from '../../ir/syntax-select.ts';
import type { TypedDml, TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedCte, TypedItem } from '../../ir/typed-query.ts';
import { assertNever } from '../../source/assert-never.ts';
import { markDynamic, report, type Env } from '../checker.ts';
import { failed, isFailed } from '../expressions/build.ts';
import { dynamicStatement } from '../queries/dynamic.ts';
import { checkItems } from '../queries/items.ts';
import { openTables } from '../queries/query.ts';
import type { ScopeSource } from '../queries/query-scope.ts';
import { openTracker } from '../queries/tracker.ts';
import { checkDelete } from './delete.ts';
import { checkInsert } from './insert.ts';
import { checkMerge } from './merge.ts';
import { usesUntypedValues } from '../queries/untyped-values.ts';
import { changeScope } from './target.ts';
import { checkUpdate } from './update.ts';
import { checkUpsert } from './upsert.ts';

/** A statement that changes data. Its value is what RETURNING gives, otherwise nothing. */
export function checkChange(env: Env, node: DataChange): TypedExpression {
  if (env.query !== null) {
    report(env, 'PLG1014', { what: `\`${node.kind.toLowerCase()}\``, place: 'inside of a query' }, node.span);
    return failed(node.span);
  }
  const tracker = openTracker(env.frame.locals.length, env.tracker);
  const inside = { ...env, tracker };
  const common = openTables(inside, 'with' in node ? node : {});
  const typed = withTables(checkKind(common.env, node), common);
  if (!tracker.dynamic && (typed === null || !usesUntypedValues(tracker, typed))) return typed ?? failed(node.span);
  const type: Type =
    node.returning.length === 0
      ? { kind: 'void' }
      : { kind: 'table', columns: [], open: 'dynamic', cardinality: 'many' };
  return dynamicStatement(env, 'dml', tracker, node.span, type);
}

function withTables(
  typed: TypedDml | null,
  { ctes, wrong }: { readonly ctes: readonly TypedCte[]; readonly wrong: boolean },
): TypedDml | null {
  return typed === null || wrong ? null : ctes.length === 0 ? typed : { ...typed, ctes };
}

function checkKind(env: Env, node: DataChange): TypedDml | null {
  switch (node.kind) {
    case 'Insert':
      return checkInsert(env, node);
    case 'UpsertInto':
      return checkUpsert(env, node);
    case 'Update':
      return checkUpdate(env, node);
    case 'Delete':
      return checkDelete(env, node);
    case 'Merge':
      return checkMerge(env, node);
    default:
      return assertNever(node);
  }
}

/** RETURNING: items over the rows that were changed. */
export interface Returning {
  readonly items: readonly TypedItem[] | null;
  readonly type: Type;
  readonly wrong: boolean;
}

export function checkReturning(env: Env, nodes: readonly SelectItem[], sources: readonly ScopeSource[]): Returning {
  if (nodes.length === 0) return { items: null, type: { kind: 'void' }, wrong: false };
  const items = checkItems(changeScope(env, sources, 'RETURNING'), { items: nodes });
  if (items.some(({ value }) => value.slot.type.kind === 'dynamic')) markDynamic(env);
  const columns: readonly Column[] = items.map(({ name, value }) => ({
    name,
    type: value.slot.type,
    nullable: value.slot.nullable,
  }));
  return {
    items,
    type: tableOf(columns),
    wrong: items.some(({ value }) => isFailed(value) || !isDataType(value.slot.type)),
  };
}

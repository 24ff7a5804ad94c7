import type { UpsertInto } from '../../ir/syntax-change.ts';
import type { TypedAssignment, TypedInsert } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { columnOf } from '../queries/columns.ts';
import { excludedSource, keyOf } from './conflict.ts';
import { checkRows, finish } from './insert.ts';
import { targetOf } from './target.ts';

/** `upsert into t … on keys`: an insert that updates the given columns of rows whose key is there already. */
export function checkUpsert(env: Env, node: UpsertInto): TypedInsert | null {
  const target = targetOf(env, node.target, null);
  const rows = checkRows(env, node, target);
  if (target.kind !== 'table') return null;
  const { table, source } = target;
  const primary = table.keys.findIndex((key) => key.primary);
  const key = node.on.length > 0 ? keyOf(env, table, node.on) : primary;
  if (node.on.length === 0 && primary < 0) {
    report(
      env,
      'PLG1331',
      {
        what: 'an upsert',
        table: table.name,
        reason: 'it has no primary key; name the columns of a unique one: `on …`',
      },
      node.target.span,
    );
    return null;
  }
  if (rows === null || key === null) return null;
  const excluded = excludedSource(env, source);
  const inKey = new Set(table.keys[key]?.columns);
  const set = rows.given
    .filter((column) => !inKey.has(column))
    .map((column): TypedAssignment => ({ column, value: columnOf(excluded, column, node.span) }));
  return finish(
    env,
    node,
    target,
    rows,
    { key, action: set.length === 0 ? 'nothing' : 'update', excluded: excluded.id, set, where: null },
    true,
  );
}

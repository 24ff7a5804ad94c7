import type { TableInfo } from '../../contract/catalog-view.ts';
import type { OnConflict } from '../../ir/syntax-change.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { TypedConflict } from '../../ir/typed-expression.ts';
import { newSource, report, type Env } from '../checker.ts';
import { checkTruth } from '../expressions/condition.ts';
import type { ScopeSource } from '../queries/query-scope.ts';
import { checkAssignments, columnIndexes } from './assignments.ts';
import { changeScope } from './target.ts';

/** ON CONFLICT: the columns are a key; in DO UPDATE bare columns are the target's, `excluded.c` the new row's. */
export function checkConflict(env: Env, node: OnConflict, table: TableInfo, source: ScopeSource): TypedConflict {
  const key = node.columns.length === 0 ? null : keyOf(env, table, node.columns);
  const excluded = excludedSource(env, source);
  const inside = changeScope(env, [source, excluded], 'ON CONFLICT');
  const set = checkAssignments(inside, node.assignments, table);
  const where = node.where === undefined ? null : checkTruth(inside, node.where, 'WHERE');
  if (set.length > 0 && key === null && node.columns.length === 0) {
    report(env, 'PLG1015', { missing: 'the columns of a key', in: '`on conflict … do update`' }, node.span);
  }
  return { key, action: node.assignments.length === 0 ? 'nothing' : 'update', excluded: excluded.id, set, where };
}

/** The new row: its columns are found by `excluded.c` alone. */
export function excludedSource(env: Env, source: ScopeSource): ScopeSource {
  return {
    ...source,
    id: newSource(env),
    name: 'excluded',
    merged: new Set(source.columns.map((column) => column.name.toLowerCase())),
  };
}

/** The position among the table's keys of the one with these columns; `null` with a message when they are no key. */
export function keyOf(env: Env, table: TableInfo, names: readonly Identifier[]): number | null {
  const columns = columnIndexes(env, table, names, 'the key');
  if (columns.includes(-1)) return null;
  const index = table.keys.findIndex(
    (key) => key.columns.length === columns.length && key.columns.every((column) => columns.includes(column)),
  );
  if (index >= 0) return index;
  const span = { start: names[0]!.span.start, end: names.at(-1)!.span.end };
  report(env, 'PLG1323', { table: table.name, columns: names.map((name) => name.text) }, span);
  return null;
}

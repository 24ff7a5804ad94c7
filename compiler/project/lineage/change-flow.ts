import type {
  TypedAssignment,
  TypedDelete,
  TypedDml,
  TypedInsert,
  TypedMerge,
  TypedUpdate,
} from '../../ir/typed-expression.ts';
import { assertNever } from '../../source/assert-never.ts';
import { expressionFlow } from './expression-flow.ts';
import { columnOf, everything, influenced, NOTHING, tableFlow, union, type Flow } from './flow.ts';
import type { Origin } from './origin.ts';
import { cteFlow, queryFlow } from './query-flow.ts';
import { sourceFlow } from './source-flow.ts';
import { note } from './summary.ts';
import { columnNames, openRelation, under, writeColumn, type Walk } from './walk.ts';

/** Notes what a change writes; its value are the rows of RETURNING. */
export function changeFlow(walk: Walk, node: TypedDml): Flow {
  const { name } = node.table;
  note(walk.summary.writes, name, null);
  openRelation(walk, node.target, name, []);
  for (const cte of node.ctes ?? []) cteFlow(walk, cte);
  switch (node.kind) {
    case 'Insert':
      insertFlow(walk, node);
      break;
    case 'Update':
      updateFlow(walk, node);
      break;
    case 'Delete':
      deleteFlow(walk, node);
      break;
    case 'Merge':
      mergeFlow(walk, node);
      break;
    default:
      assertNever(node);
  }
  const items = node.returning ?? [];
  return tableFlow(items.map((item) => ({ name: item.name, flow: expressionFlow(walk, item.value) })));
}

function insertFlow(walk: Walk, node: TypedInsert): void {
  const { name } = node.table;
  const rows = queryFlow(walk, node.query);
  const columns = columnNames(walk, name, []);
  walk.summary.events.add(`insert ${name}`.toLowerCase());
  if (node.upsert) walk.summary.events.add(`upsert ${name}`.toLowerCase());
  const given = node.columns.map(({ from, value }) =>
    from !== null ? columnOf(rows, from, '') : value === null ? NOTHING : expressionFlow(walk, value),
  );
  given.forEach((flow, i) => {
    if (node.columns[i]!.from !== null || node.columns[i]!.value !== null)
      write(walk, name, columns[i], influenced(flow, rows.influences), node);
  });
  const { conflict } = node;
  if (conflict === null) return;
  // The key finds the row that is updated instead.
  const key = conflict.key === null ? [] : walk.world.keyOf(name, conflict.key);
  walk.sources.set(conflict.excluded, given);
  const where = conflict.where === null ? NOTHING : expressionFlow(walk, conflict.where);
  const deciding = union(rows.influences, everything(where), ...key.map((i) => everything(given[i] ?? NOTHING)));
  under(walk, deciding, () => assign(walk, node, conflict.set));
}

function updateFlow(walk: Walk, node: TypedUpdate): void {
  const from = node.from === null ? new Set<Origin>() : sourceFlow(walk, node.from);
  const where = node.where === null ? NOTHING : expressionFlow(walk, node.where);
  under(walk, union(from, everything(where)), () => assign(walk, node, node.set));
}

function deleteFlow(walk: Walk, node: TypedDelete): void {
  walk.summary.events.add(`delete ${node.table.name}`.toLowerCase());
  if (node.using !== null) sourceFlow(walk, node.using);
  if (node.where !== null) expressionFlow(walk, node.where);
}

function mergeFlow(walk: Walk, node: TypedMerge): void {
  const { name } = node.table;
  const from = sourceFlow(walk, node.source);
  const on = union(from, everything(expressionFlow(walk, node.on)));
  const columns = columnNames(walk, name, []);
  for (const { condition, action } of node.arms) {
    const deciding = condition === null ? on : union(on, everything(expressionFlow(walk, condition)));
    under(walk, deciding, () => {
      if (action.kind === 'update') assign(walk, node, action.set);
      else if (action.kind === 'insert') {
        walk.summary.events.add(`insert ${name}`.toLowerCase());
        action.columns.forEach((value, i) => {
          if (value !== null) write(walk, name, columns[i], expressionFlow(walk, value), node);
        });
      } else if (action.kind === 'delete') walk.summary.events.add(`delete ${name}`.toLowerCase());
    });
  }
}

function assign(walk: Walk, node: TypedDml, set: readonly TypedAssignment[]): void {
  const { name } = node.table;
  const columns = columnNames(walk, name, []);
  const values = set.map(({ value }) => expressionFlow(walk, value));
  set.forEach(({ column }, i) => {
    walk.summary.events.add(`update ${name}.${columns[column] ?? ''}`.toLowerCase());
    write(walk, name, columns[column], values[i]!, node);
  });
}

function write(walk: Walk, table: string, column: string | undefined, value: Flow, node: TypedDml): void {
  if (column !== undefined) writeColumn(walk, table, column, value, node.span);
}

import type { AlterAction, CatalogChange, TypedBlock, TypedCopy } from '../../ir/typed-statement.ts';
import { assertNever } from '../../source/assert-never.ts';
import { expressionFlow } from './expression-flow.ts';
import { cellOf, flowFrom, NOTHING } from './flow.ts';
import { columnOrigin, originOf, partsOf } from './origin.ts';
import { queryFlow } from './query-flow.ts';
import { fileColumns } from './source-flow.ts';
import { note } from './summary.ts';
import { columnNames, writeColumn, writeOrigin, type Walk } from './walk.ts';

/** What a change of the catalog does to columns. */
export function definitionFlow(walk: Walk, change: CatalogChange, node: { readonly span: TypedBlock['span'] }): void {
  if (change.kind === 'create_table') {
    const table = `${change.schema}.${change.name}`;
    if (change.as === null) {
      walk.altered.set(
        table.toLowerCase(),
        change.columns.map((column) => column.name),
      );
      return;
    }
    const rows = queryFlow(walk, change.as);
    change.as.fields.forEach(({ name }, i) => writeColumn(walk, table, name, cellOf(rows, i, name), node.span));
  } else if (change.kind === 'create_view') {
    // Its columns are followed as those of an object of its own; whoever makes it uses what it reads.
    const view = walk.module.views?.find(({ schema, name }) => schema === change.schema && name === change.name);
    if (view !== undefined) queryFlow(walk, view.query);
  } else if (change.kind === 'truncate') note(walk.summary.writes, `${change.schema}.${change.table}`, null);
  else if (change.kind === 'alter_table')
    alterFlow(walk, `${change.schema}.${change.table}`, change.schema, change.action, node);
}

/** A column that gets another name, or whose table does, is what it was. */
function alterFlow(
  walk: Walk,
  table: string,
  schema: string,
  action: AlterAction,
  node: { readonly span: TypedBlock['span'] },
): void {
  const columns = columnNames(walk, table, []);
  const same = (name: string): boolean => 'name' in action && name.toLowerCase() === action.name.toLowerCase();
  switch (action.kind) {
    case 'add_column':
      walk.altered.set(table.toLowerCase(), [...columns, action.column.name]);
      return;
    case 'drop_column':
      walk.altered.set(
        table.toLowerCase(),
        columns.filter((name) => !same(name)),
      );
      return;
    case 'rename_column':
      writeColumn(walk, table, action.to, flowFrom(columnOrigin(table, action.name)), node.span);
      walk.altered.set(
        table.toLowerCase(),
        columns.map((name) => (same(name) ? action.to : name)),
      );
      return;
    case 'rename_table': {
      const renamed = `${schema}.${action.to}`;
      for (const name of columns) writeColumn(walk, renamed, name, flowFrom(columnOrigin(table, name)), node.span);
      walk.altered.set(renamed.toLowerCase(), columns);
      return;
    }
    case 'set_type':
    case 'set_default':
    case 'set_not_null':
    case 'add_constraint':
    case 'drop_constraint':
      return;
    default:
      assertNever(action);
  }
}

/** Files are where columns go to, or come from: by name where the file's columns are known. */
export function copyFlow(walk: Walk, node: TypedCopy): void {
  const path = expressionFlow(walk, node.path);
  if (node.direction === 'out') {
    const rows = queryFlow(walk, node.query);
    const paths = [...path.values].map(partsOf).filter(({ kind }) => kind === 'text');
    for (const { column: relation } of paths)
      node.query.fields.forEach(({ name }, i) => {
        const to = originOf({ kind: 'file', relation, column: name.toLowerCase() });
        writeOrigin(walk, to, cellOf(rows, i, name), node.span);
      });
    return;
  }
  const table = `${node.schema}.${node.table}`;
  note(walk.summary.writes, table, null);
  walk.summary.events.add(`insert ${table}`.toLowerCase());
  const columns = columnNames(walk, table, []);
  const known = [...path.values].map(partsOf).flatMap(({ column }) => walk.world.fileColumns(column) ?? []);
  const names = known.length === 0 ? ['*'] : known;
  const from = fileColumns(walk, path, names);
  columns.forEach((column) => {
    const at = names.findIndex((name) => name === '*' || name.toLowerCase() === column.toLowerCase());
    if (at >= 0) writeColumn(walk, table, column, from[at] ?? NOTHING, node.span);
  });
}

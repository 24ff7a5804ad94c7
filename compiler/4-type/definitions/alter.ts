import type { TableColumn, TableInfo } from '../../contract/catalog-view.ts';
import type { Span } from '../../contract/span.ts';
import { isDataType, showType } from '../../contract/type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { DataType } from '../../contract/data-type.ts';
import type { AlterTable } from '../../ir/syntax-definition.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { AlterAction, CatalogChange, ColumnDefinition, ConstraintDefinition } from '../../ir/typed-statement.ts';
import { assertNever } from '../../source/assert-never.ts';
import { meaningOf, newSource, report, textOf, type Env } from '../checker.ts';
import { changeScope } from '../changes/target.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import type { ScopeSource } from '../queries/query-scope.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { typeOf } from '../types/type-names.ts';
import { checkDefault, checkRowConditions, columnOf, constraintsOf, keysOf, type TableParts } from './columns.ts';
import { qualified, requireTable } from './definition.ts';
import { forgetStanding, noteStanding, standingShape } from '../routines/standing-tables.ts';
import { shapeOf } from './shapes.ts';
import { noteRenamed } from './taken-name.ts';

/** ALTER TABLE: what follows in the script sees the table as it is then. */
export function checkAlter(env: Env, node: AlterTable): CatalogChange | null {
  if (!requireTable(env, node.name)) return null;
  const meaning = meaningOf(env, node.name);
  const relation = meaning?.kind === 'relation' ? meaning.relation : null;
  const { schema, name } = qualified(env, node.name);
  const standing = standingShape(env, schema, name);
  const shape = standing !== undefined ? standing : relation === null ? null : shapeOf(env.checker, relation);
  const action = actionOf(env, node, shape);
  if (action === null) return null;
  if (action.kind === 'rename_table') noteRenamed(env, schema, name, action.to);
  if (shape !== null && relation !== null) {
    const columns = columnsAfter(shape.columns, action);
    const changed = {
      ...shape,
      columns,
      ...constraintsAfter(shape, columns, action),
      name: action.kind === 'rename_table' ? action.to : shape.name,
    };
    if (action.kind === 'rename_table') forgetStanding(env, schema, name);
    noteStanding(env, changed);
    if (env.frame.kind === 'top') {
      env.checker.altered.set(shape.id, changed);
      if (relation.kind !== 'table') env.checker.shapes.set(relation, changed);
    }
  } else forgetStanding(env, schema, name);
  return { kind: 'alter_table', schema, table: name, action };
}

function actionOf(env: Env, node: AlterTable, shape: TableInfo | null): AlterAction | null {
  const { action } = node;
  const column = (name: Identifier): TableColumn | null | undefined => find(env, shape, name);
  switch (action.kind) {
    case 'AddColumn': {
      const added = columnOf(env.checker, action.column, false);
      const { name } = action.column;
      if (shape?.columns.some((c) => c.name.toLowerCase() === name.text.toLowerCase()) === true) {
        report(env, 'PLG1104', { kind: 'column', name: name.text }, name.span);
        return null;
      }
      if (shape !== null) warnOfNoValue(env, node, shape, { ...added, span: name.span });
      const constraints = addedConstraints(env, node, { columns: [action.column] }, shape, [added]);
      return { kind: 'add_column', column: added, ...(constraints.length === 0 ? {} : { constraints }) };
    }
    case 'AddConstraint': {
      const [constraint] = addedConstraints(env, node, { constraints: [action.constraint] }, shape, []);
      return constraint === undefined ? null : { kind: 'add_constraint', constraint };
    }
    case 'DropConstraint':
      return { kind: 'drop_constraint', name: action.name.text, ifExists: action.ifExists };
    case 'DropColumn':
      return column(action.column) === null ? null : { kind: 'drop_column', name: action.column.text };
    case 'RenameColumn':
      return column(action.column) === null
        ? null
        : { kind: 'rename_column', name: action.column.text, to: action.to.text };
    case 'RenameTable':
      return { kind: 'rename_table', to: action.to.text };
    case 'AlterColumnType': {
      const read = typeOf(env.checker, action.type);
      if (column(action.column) === null || read === null || read.type === ERROR) return null;
      if (!isDataType(read.type)) {
        report(
          env,
          'PLG1227',
          { what: `column \`${action.column.text}\``, found: showType(read.type), expected: 'a type of values' },
          action.type.span,
        );
        return null;
      }
      const before = column(action.column)?.type ?? read.type;
      if (before.kind !== read.type.kind && [before, read.type].some(({ kind }) => kind === 'secret')) {
        // The rows that are there, and older snapshots, would stay as they are.
        report(env, 'PLG1210', { from: showType(before), to: showType(read.type) }, action.type.span);
        return null;
      }
      if (action.using !== undefined && shape !== null) checkUsing(env, shape, action.using, read.type);
      const using = action.using === undefined ? null : textOf(env, action.using);
      return { kind: 'set_type', name: action.column.text, type: read.type, using };
    }
    case 'SetColumnDefault': {
      const known = column(action.column);
      if (known === null) return null;
      if (known !== undefined) checkDefault(env.checker, action.value, known.type, !known.nullable);
      return { kind: 'set_default', name: action.column.text, defaultText: textOf(env, action.value) };
    }
    case 'DropColumnDefault':
      return column(action.column) === null
        ? null
        : { kind: 'set_default', name: action.column.text, defaultText: null };
    case 'SetColumnNullability':
      return column(action.column) === null
        ? null
        : { kind: 'set_not_null', name: action.column.text, notNull: !action.nullable };
    case 'SetPartitioning':
    case 'SetSorting':
      report(
        env,
        'PLG1014',
        { what: action.kind === 'SetSorting' ? '`set sorted by`' : '`set partitioned by`', place: 'in this engine' },
        action.span,
      );
      return null;
    default:
      return assertNever(action);
  }
}

/** PLG1348, of tables that the lake has, and of those that the text makes and inserts into. */
function warnOfNoValue(
  env: Env,
  { name }: AlterTable,
  shape: TableInfo,
  added: ColumnDefinition & { readonly span: Span },
): void {
  if (added.nullable || added.defaultText !== null) return;
  const meaning = meaningOf(env, name);
  const isStored = meaning?.kind === 'relation' && meaning.relation.kind === 'table' && shape.rowCount !== 0;
  const key = `${shape.schema}.${shape.name}`.toLowerCase();
  const isFilled = env.frame.sites.changes.some(({ event, table }) => event === 'insert' && table === key);
  if (isStored || isFilled) report(env, 'PLG1348', { table: shape.name, column: added.name }, added.span);
}

/** Constraints that a statement adds to a table: they see its columns and the new one. */
function addedConstraints(
  env: Env,
  { name }: AlterTable,
  added: Partial<TableParts>,
  shape: TableInfo | null,
  more: readonly ColumnDefinition[],
): readonly ConstraintDefinition[] {
  const { checker } = env;
  const parts: TableParts = { name, columns: [], constraints: [], ...added };
  const columns = shape === null ? null : [...shape.columns, ...more];
  const constraints = constraintsOf(checker, parts, columns?.map((column) => column.name) ?? null);
  if (columns !== null) checkRowConditions(checker, parts, columns);
  const second = [...parts.columns.flatMap((column) => column.constraints), ...parts.constraints].find(
    ({ kind }) => kind === 'PrimaryKey',
  );
  if (second !== undefined && shape?.keys.some((key) => key.primary) === true)
    report(env, 'PLG1004', { clause: 'primary key' }, second.span);
  return constraints;
}

/** USING sees the table's row as it is before, and gives the column's new value. */
function checkUsing(env: Env, shape: TableInfo, using: Expression, type: DataType): void {
  const source: ScopeSource = {
    ...{ id: newSource(env), name: shape.name, columns: shape.columns, dynamic: false },
    ...{ key: null, keys: [], table: shape.name, hidden: null, merged: new Set() },
  };
  const inside = changeScope(env, [source], 'USING');
  coerce(inside, asCell(inside, check(inside, using, { type, nullable: true })), { type, nullable: true });
}

/** The column; `undefined` when the table's columns are not known, `null` with a message when it has none of that name. */
function find(env: Env, shape: TableInfo | null, name: Identifier): TableColumn | null | undefined {
  if (shape === null) return undefined;
  const column = shape.columns.find((c) => c.name.toLowerCase() === name.text.toLowerCase());
  if (column !== undefined) return column;
  report(
    env,
    'PLG1302',
    {
      table: shape.name,
      column: name.text,
      nearest: suggest(
        name.text,
        shape.columns.map((c) => c.name),
      ),
    },
    name.span,
  );
  return null;
}

function columnsAfter(columns: readonly TableColumn[], action: AlterAction): readonly TableColumn[] {
  const change = (name: string, part: Partial<TableColumn>): readonly TableColumn[] =>
    columns.map((c) => (c.name.toLowerCase() === name.toLowerCase() ? { ...c, ...part } : c));
  switch (action.kind) {
    case 'add_column': {
      const { name, type, nullable, defaultText } = action.column;
      return [...columns, { name, type, nullable, defaultText, fieldId: columns.length + 1 }];
    }
    case 'drop_column':
      return columns.filter((c) => c.name.toLowerCase() !== action.name.toLowerCase());
    case 'rename_column':
      return change(action.name, { name: action.to });
    case 'set_type':
      return change(action.name, { type: action.type });
    case 'set_default':
      return change(action.name, { defaultText: action.defaultText });
    case 'set_not_null':
      return change(action.name, { nullable: !action.notNull });
    case 'add_constraint': {
      const { constraint } = action;
      if (constraint.kind !== 'primary_key') return columns;
      const keyed = constraint.columns.map((name) => name.toLowerCase());
      return columns.map((c) => (keyed.includes(c.name.toLowerCase()) ? { ...c, nullable: false } : c));
    }
    case 'drop_constraint':
    case 'rename_table':
      return columns;
    default:
      return assertNever(action);
  }
}

/** Keys and checks as they are after a change, keys by the positions of the columns after it. */
function constraintsAfter(
  { name: table, columns: before, keys, checks }: TableInfo,
  columns: readonly TableColumn[],
  action: AlterAction,
): Pick<TableInfo, 'keys' | 'checks'> {
  switch (action.kind) {
    case 'add_column':
    case 'add_constraint': {
      const added = keysOf(columns, action.kind === 'add_column' ? (action.constraints ?? []) : [action.constraint]);
      return { keys: [...keys, ...added.keys], checks: [...checks, ...added.checks] };
    }
    case 'drop_constraint': {
      const stays = (name: string): boolean => name.toLowerCase() !== action.name.toLowerCase();
      const given = ({ columns: key, primary }: TableInfo['keys'][number]): string =>
        primary ? `${table}_pkey` : [table, ...key.map((at) => before[at]!.name), 'key'].join('_');
      return {
        keys: keys.filter((key) => stays(key.name) && stays(given(key))),
        checks: checks.filter(({ name }) => stays(name)),
      };
    }
    case 'drop_column': {
      const gone = before.findIndex((c) => c.name.toLowerCase() === action.name.toLowerCase());
      const shifted = (at: number): number => (at > gone ? at - 1 : at);
      const left = keys.filter((key) => !key.columns.includes(gone));
      return { keys: left.map((key) => ({ ...key, columns: key.columns.map(shifted) })), checks };
    }
    default:
      return { keys, checks };
  }
}

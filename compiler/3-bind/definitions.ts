import type {
  DefineException,
  AlterTable,
  ColumnConstraint,
  ColumnDefinition,
  CreateTable,
  CreateView,
  DefinitionStatement,
  Drop,
  TableConstraint,
} from '../ir/syntax-definition.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import { assertNever } from '../source/assert-never.ts';
import type { Binder } from './binder.ts';
import { bindExpression } from './expressions.ts';
import { bindQuery } from './queries.ts';
import { isInside, openScope, type Scope } from './scope.ts';
import { bindFields, registerStruct } from './structs.ts';
import { bindRelation } from './tables.ts';
import { bindType } from './type-names.ts';

/** Statements that make, change and drop objects. In scripts tables come and go with them; a project file's are known from the start. */
export function bindDefinition(binder: Binder, scope: Scope, node: DefinitionStatement): void {
  switch (node.kind) {
    case 'CreateTable':
      return bindCreateTable(binder, scope, node);
    case 'CreateView':
      bindQuery(binder, openScope(null, 'top'), node.query);
      return defineRelation(binder, scope, node);
    case 'AlterTable':
      return bindAlter(binder, node);
    case 'Drop':
      return bindDrop(binder, node);
    case 'CreateIndex':
      return bindRelation(binder, node.table);
    case 'DefineStruct':
      if (binder.context.mode === 'script') registerStruct(binder, node);
      bindFields(binder, scope, node.fields);
      if (node.value !== undefined) bindExpression(binder, scope, node.value);
      return;
    case 'DefineException':
      registerException(binder, node);
      return;
    case 'Truncate':
    case 'RefreshView':
      return bindRelation(binder, node.name);
    case 'CommentOn':
      if (node.object === 'table' || node.object === 'view') bindRelation(binder, node.name);
      return;
    case 'Grant':
      if (node.object === 'table' || node.object.endsWith('view')) bindRelation(binder, node.name);
      return;
    case 'CreateSchema':
    case 'CreateRole':
    case 'CreateSecret':
    case 'DefineSecret':
      return;
    default:
      return assertNever(node);
  }
}

/** Makes a declared exception known. */
export function registerException(binder: Binder, { name, message }: DefineException): void {
  const text = name.parts.at(-1)?.text ?? '';
  binder.exceptions.set(text.toLowerCase(), {
    name: text,
    origin: 'declared',
    ...(message === undefined ? {} : { message: message.value }),
  });
}

/** Makes a table or view known under its name. */
export function defineRelation(binder: Binder, scope: Scope | null, node: CreateTable | CreateView): void {
  const inRoutine = scope !== null && isInside(scope, 'routine');
  const name = node.name.parts.at(-1)?.text ?? '';
  const schema = node.name.parts.at(-2)?.text ?? binder.schema;
  const keeps = node.ifNotExists && binder.names.relation(schema, name) !== undefined;
  if (!keeps && !(inRoutine && binder.names.relation(schema, name) !== undefined)) {
    binder.names.define(schema, name, { kind: 'declared', schema, name, statement: node, inRoutine });
  }
}

function bindCreateTable(binder: Binder, scope: Scope, node: CreateTable): void {
  for (const column of node.columns) bindColumn(binder, scope, column);
  for (const constraint of node.constraints) bindCondition(binder, constraint);
  if (node.query !== undefined)
    bindQuery(binder, isInside(scope, 'routine') ? scope : openScope(scope, 'block'), node.query);
  if (binder.context.mode === 'script' || isInside(scope, 'routine')) defineRelation(binder, scope, node);
  // A table may refer to itself.
  for (const constraint of [...node.columns.flatMap((column) => column.constraints), ...node.constraints])
    bindReferences(binder, constraint);
}

function bindCondition(binder: Binder, constraint: ColumnConstraint | TableConstraint): void {
  if (constraint.kind === 'Check') bindOverRow(binder, constraint.condition);
}

function bindReferences(binder: Binder, constraint: ColumnConstraint | TableConstraint): void {
  if (constraint.kind === 'ForeignKey') bindRelation(binder, constraint.table);
}

function bindColumn(binder: Binder, scope: Scope, column: ColumnDefinition): void {
  bindType(binder, scope, column.type);
  for (const constraint of column.constraints) {
    if (constraint.kind === 'DefaultValue') bindExpression(binder, openScope(null, 'top'), constraint.value);
    bindCondition(binder, constraint);
    if (constraint.kind === 'Generated') bindOverRow(binder, constraint.value);
  }
}

/** An expression over the columns of the table being made. */
function bindOverRow(binder: Binder, expression: Expression): void {
  bindExpression(binder, openScope(openScope(null, 'top'), 'query'), expression);
}

function bindAlter(binder: Binder, node: AlterTable): void {
  bindRelation(binder, node.name);
  const { action } = node;
  const scope = openScope(null, 'top');
  switch (action.kind) {
    case 'AddColumn':
      bindColumn(binder, scope, action.column);
      return action.column.constraints.forEach((each) => bindReferences(binder, each));
    case 'AddConstraint':
      bindCondition(binder, action.constraint);
      return bindReferences(binder, action.constraint);
    case 'AlterColumnType':
      bindType(binder, scope, action.type);
      if (action.using !== undefined) bindOverRow(binder, action.using);
      return;
    case 'SetColumnDefault':
      return bindExpression(binder, scope, action.value);
    case 'SetPartitioning':
      return action.keys.forEach((key) => bindOverRow(binder, key));
    case 'SetSorting':
      return action.keys.forEach((key) => key.value !== undefined && bindOverRow(binder, key.value));
    case 'RenameTable': {
      const meaning = binder.meanings.get(node.name);
      if (meaning?.kind !== 'relation') return;
      const schema = node.name.parts.at(-2)?.text ?? binder.schema;
      binder.names.remove(schema, node.name.parts.at(-1)?.text ?? '');
      return binder.names.define(schema, action.to.text, meaning.relation);
    }
    case 'DropColumn':
    case 'DropConstraint':
    case 'RenameColumn':
    case 'DropColumnDefault':
    case 'SetColumnNullability':
      return;
    default:
      return assertNever(action);
  }
}

function bindDrop(binder: Binder, node: Drop): void {
  if (!/table|view/.test(node.object)) return;
  bindRelation(binder, node.name);
  const schema = node.name.parts.at(-2)?.text ?? binder.schema;
  binder.names.remove(schema, node.name.parts.at(-1)?.text ?? '');
}

import type { LimitValues } from '../../contract/limit-settings.ts';
import type { CatalogChange } from '../../ir/typed-statement.ts';
import type { CreateSecret, DefinitionStatement, DefineSecret } from '../../ir/syntax-definition.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { assertNever } from '../../source/assert-never.ts';
import { meaningOf, report, textOf, type Env } from '../checker.ts';
import { checkOptions } from '../automation/option-check.ts';
import { check } from '../expressions/expression.ts';
import { structType } from '../types/type-names.ts';
import { requireDefinitionRight } from '../rights/definition-right.ts';
import { checkAlter } from './alter.ts';
import { createMaterializedView, createTable, createView } from './create.ts';
import { relationKind, shapeOf } from './shapes.ts';
import { checkGrant } from './grant.ts';
import { checkDrop } from './drop.ts';

/** Statements that make, change and drop objects, as changes of the catalog. */
export function checkDefinition(env: Env, node: CatalogStatement): readonly TypedStatement[] {
  env.frame.sites.ddl = true;
  const change = changeOf(env, node);
  if (change !== null) requireDefinitionRight(env, change, node.span);
  return change === null ? [] : [{ kind: 'Ddl', change, span: node.span }];
}

/** Secrets are none of it: their values are in no code (`secret.ts`). */
type CatalogStatement = Exclude<DefinitionStatement, CreateSecret | DefineSecret>;

function changeOf(env: Env, node: CatalogStatement): CatalogChange | null {
  switch (node.kind) {
    case 'CreateTable':
      return createTable(env, node);
    case 'CreateView':
      return node.materialized ? createMaterializedView(env, node) : createView(env, node);
    case 'CreateSchema': {
      const name = node.name.parts.at(-1)?.text ?? '';
      return refuseSystem(env, name, node.name) ? null : { kind: 'create_schema', name, ifNotExists: node.ifNotExists };
    }
    case 'CreateIndex': {
      const { schema, name } = qualified(env, node.table);
      const columns = node.columns.map((column) => column.text);
      checkColumns(env, node.table, node.columns);
      return {
        kind: 'create_index',
        name: node.name.text,
        schema,
        table: name,
        columns,
        unique: node.unique,
        ifNotExists: node.ifNotExists,
      };
    }
    case 'DefineStruct': {
      const meaning = env.checker.bound.structs.get(lastPart(node.name).toLowerCase());
      if (meaning === undefined) return null;
      const type = structType(env.checker, meaning);
      if (node.value !== undefined) check(env, node.value, { type, nullable: false });
      return { kind: 'define_struct', name: type.name ?? '', fields: type.fields, text: textOf(env, node) };
    }
    case 'DefineException':
      return {
        kind: 'define_exception',
        name: lastPart(node.name),
        message: node.message?.value ?? null,
        text: textOf(env, node),
      };
    case 'AlterTable':
      return checkAlter(env, node);
    case 'Drop':
      return checkDrop(env, node);
    case 'Truncate': {
      const { schema, name } = qualified(env, node.name);
      if (!requireTable(env, node.name)) return null;
      env.frame.sites.writes.add(`${schema}.${name}`);
      return { kind: 'truncate', schema, table: name };
    }
    case 'CommentOn':
      return {
        kind: 'comment',
        object: node.object,
        name: node.name.parts.map((part) => part.text).join('.'),
        text: node.text?.value ?? null,
      };
    case 'RefreshView':
      return refreshView(env, node.name);
    case 'CreateRole':
      return {
        kind: 'create_role',
        name: node.name.text,
        limits: checkOptions(env, 'role', node.name.text, node.options, node.name.span).values as LimitValues,
      };
    case 'Grant':
      return checkGrant(env, node);
    default:
      return assertNever(node);
  }
}

/** REFRESH writes the rows that its query has now. */
function refreshView(env: Env, node: Name): CatalogChange | null {
  const { schema, name } = qualified(env, node);
  const meaning = meaningOf(env, node);
  if (meaning?.kind === 'relation') {
    const kind = relationKind(meaning.relation);
    if (kind !== 'materialized view') {
      const reason = `it is a ${kind}, which has nothing to refresh`;
      report(env, 'PLG1331', { what: '`refresh`', table: name, reason }, node.span);
      return null;
    }
  } else if (env.checker.context.view.complete) {
    const nearest = meaning?.kind === 'unknown_table' ? meaning.nearest : undefined;
    report(env, 'PLG1114', { kind: 'materialized view', name, nearest }, node.span);
    return null;
  }
  env.frame.sites.writes.add(`${schema}.${name}`);
  return { kind: 'refresh_view', schema, name };
}

export function lastPart(name: Name): string {
  return name.parts.at(-1)?.text ?? '';
}

/** Schema and name of an object; without a schema the current one. */
export function qualified(env: Env, name: Name): { readonly schema: string; readonly name: string } {
  return { schema: name.parts.at(-2)?.text ?? env.checker.schema, name: lastPart(name) };
}

/** PLG1310: nobody but the engine changes `system`. */
export function refuseSystem(env: Env, schema: string, at: Name): boolean {
  if (schema.toLowerCase() !== 'system') return false;
  report(env, 'PLG1310', { schema }, at.span);
  return true;
}

/** A table that exists, as far as is known. */
export function requireTable(env: Env, name: Name): boolean {
  const meaning = meaningOf(env, name);
  if (meaning?.kind === 'relation') {
    const kind = relationKind(meaning.relation);
    if (kind === 'table') return !refuseSystem(env, qualified(env, name).schema, name);
    report(env, 'PLG1334', { table: lastPart(name), kind }, name.span);
    return false;
  }
  report(
    env,
    'PLG1301',
    { name: lastPart(name), nearest: meaning?.kind === 'unknown_table' ? meaning.nearest : undefined },
    name.span,
  );
  return !env.checker.context.view.complete;
}

function checkColumns(
  env: Env,
  table: Name,
  columns: readonly { readonly text: string; readonly span: Name['span'] }[],
): void {
  const meaning = meaningOf(env, table);
  const shape = meaning?.kind === 'relation' ? shapeOf(env.checker, meaning.relation) : null;
  if (meaning?.kind === 'unknown_table')
    report(env, 'PLG1301', { name: lastPart(table), nearest: meaning.nearest }, table.span);
  if (shape === null) return;
  for (const { text, span } of columns) {
    const column = shape.columns.find((each) => each.name.toLowerCase() === text.toLowerCase());
    if (column === undefined) report(env, 'PLG1302', { table: shape.name, column: text }, span);
    else if (column.type.kind === 'secret') report(env, 'PLG1801', { name: text, where: 'an index' }, span);
  }
}

import type { TableCheck, TableKey } from '../../contract/catalog-view.ts';
import { NULL, type DataType, type Field } from '../../contract/data-type.ts';
import type { Span } from '../../contract/span.ts';
import { isDataType, showType, type Type } from '../../contract/type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ColumnDefinition as ColumnSyntax, CreateTable, TableConstraint } from '../../ir/syntax-definition.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { ColumnDefinition, ConstraintDefinition } from '../../ir/typed-statement.ts';
import { report, textOf, type Checker, type Env } from '../checker.ts';
import { checkTruth } from '../expressions/condition.ts';
import { check } from '../expressions/expression.ts';
import { EMPTY_SCOPE } from '../queries/query-scope.ts';
import { topEnv } from '../routines/frames.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { holdsSecret } from '../types/secret.ts';
import { typeOf } from '../types/type-names.ts';
import { checkReferences, findColumn, foreignKey } from './foreign-key.ts';

/** The columns of a table being made: nullable unless NOT NULL or in the primary key; defaults fit their columns. */
export function columnsOf(
  checker: Checker,
  nodes: readonly ColumnSyntax[],
  constraints: readonly TableConstraint[],
): readonly ColumnDefinition[] {
  const primary = new Set(
    constraints.flatMap((c) => (c.kind === 'PrimaryKey' ? c.columns.map((name) => name.text.toLowerCase()) : [])),
  );
  const seen = new Set<string>();
  return nodes.map((node) => {
    const key = node.name.text.toLowerCase();
    if (seen.has(key)) report({ checker }, 'PLG1104', { kind: 'column', name: node.name.text }, node.name.span);
    seen.add(key);
    return columnOf(checker, node, primary.has(key));
  });
}

/** One column definition. */
export function columnOf(checker: Checker, node: ColumnSyntax, inPrimaryKey: boolean): ColumnDefinition {
  const read = typeOf(checker, node.type);
  if (read === null) {
    const found = `${textOf({ checker }, node.type)} without what is in it`;
    report(
      { checker },
      'PLG1227',
      { what: `column \`${node.name.text}\``, found, expected: 'a type of values' },
      node.type.span,
    );
  }
  const type = dataType(checker, read?.type ?? ERROR, node);
  const required = inPrimaryKey || node.constraints.some((c) => c.kind === 'NotNull' || c.kind === 'PrimaryKey');
  let defaultText: string | null = null;
  let comment: string | null = null;
  for (const constraint of node.constraints) {
    if (constraint.kind === 'DefaultValue') {
      checkDefault(checker, constraint.value, type, required);
      defaultText = textOf({ checker }, constraint.value);
    } else if (constraint.kind === 'ColumnComment') comment = constraint.text.value;
    else if (constraint.kind === 'Generated')
      report(
        { checker },
        'PLG1014',
        { what: '`generated always as`', place: 'here: compute the column in a view' },
        constraint.span,
      );
  }
  return { name: node.name.text, type, nullable: !required, defaultText, comment };
}

function dataType(checker: Checker, type: Type, node: ColumnSyntax): DataType {
  if (type.kind !== 'secret' && holdsSecret(type))
    report(
      { checker },
      'PLG1227',
      { what: `column \`${node.name.text}\``, found: showType(type), expected: 'a secret by itself' },
      node.type.span,
    );
  if (type !== ERROR && isDataType(type)) return type;
  if (type !== ERROR)
    report(
      { checker },
      'PLG1227',
      { what: `column \`${node.name.text}\``, found: showType(type), expected: 'a type of values' },
      node.type.span,
    );
  return NULL;
}

/** A default sees no columns and no locals. */
export function checkDefault(checker: Checker, node: Expression, type: DataType, required: boolean): void {
  const env = topEnv(checker);
  if (type.kind === 'secret' && node.kind !== 'NullLiteral') {
    const instead = 'a default stands in the catalog as it is written: give the value with each row';
    report({ checker }, 'PLG1806', { place: 'the default', instead }, node.span);
    return;
  }
  coerce(env, check(env, node, { type, nullable: !required }), { type, nullable: !required });
}

/** What a statement says of a table: all of a new one, or what is added to one. */
export type TableParts = Pick<CreateTable, 'name' | 'columns' | 'constraints'>;

/** Constraints of a table and of its columns, as the catalog keeps them. `known`: the names of the table's columns; `null` when only run time knows them. */
export function constraintsOf(
  checker: Checker,
  node: TableParts,
  known: readonly string[] | null = namesIn(node),
): readonly ConstraintDefinition[] {
  const all = [
    ...node.columns.flatMap(({ name, constraints }) => constraints.map((each) => ({ each, name }))),
    ...node.constraints.map((each) => ({ each, name: null })),
  ];
  const foreign = all.flatMap(({ each, name }) =>
    each.kind === 'ForeignKey'
      ? [foreignKey(checker, each, name === null ? each.columns.map((c) => c.text) : [name.text])]
      : [],
  );
  return [...ownConstraints(checker, node, known), ...foreign];
}

/** All but foreign keys, for which the tables that they refer to must be known. */
export function ownConstraints(
  checker: Checker,
  node: TableParts,
  known: readonly string[] | null = namesIn(node),
): readonly ConstraintDefinition[] {
  const result: ConstraintDefinition[] = [];
  for (const column of node.columns) {
    for (const constraint of column.constraints) {
      if (constraint.kind === 'PrimaryKey' || constraint.kind === 'Unique') {
        result.push({
          kind: constraint.kind === 'PrimaryKey' ? 'primary_key' : 'unique',
          name: constraint.name?.text ?? null,
          columns: [column.name.text],
          text: null,
        });
      }
      if (constraint.kind === 'Check')
        result.push(checkOf(checker, constraint.name?.text ?? `${column.name.text}_check`, constraint.condition));
    }
  }
  for (const constraint of node.constraints) {
    if (constraint.kind === 'Check') {
      result.push(checkOf(checker, constraint.name?.text ?? null, constraint.condition));
      continue;
    }
    for (const { text, span } of constraint.columns) {
      if (known?.some((name) => name.toLowerCase() === text.toLowerCase()) === false)
        reportNoColumn(checker, node, text, span, known);
    }
    if (constraint.kind !== 'ForeignKey')
      result.push({
        kind: constraint.kind === 'PrimaryKey' ? 'primary_key' : 'unique',
        name: constraint.name?.text ?? null,
        columns: constraint.columns.map((c) => c.text),
        text: null,
      });
  }
  const [, second] = [...node.columns.flatMap((column) => column.constraints), ...node.constraints].filter(
    (constraint) => constraint.kind === 'PrimaryKey',
  );
  if (second !== undefined) report({ checker }, 'PLG1004', { clause: 'primary key' }, second.span);
  return result;
}

function namesIn({ columns }: TableParts): readonly string[] {
  return columns.map((column) => column.name.text);
}

function reportNoColumn(
  checker: Checker,
  node: TableParts,
  column: string,
  span: Span,
  names: readonly string[],
): void {
  report(
    { checker },
    'PLG1302',
    { table: node.name.parts.at(-1)?.text ?? '', column, nearest: suggest(column, names) },
    span,
  );
}

function checkOf(checker: Checker, name: string | null, node: Expression): ConstraintDefinition {
  return { kind: 'check', name, columns: [], text: textOf({ checker }, node) };
}

/** CHECK and generated columns see the row of the table, whose columns are given. */
export function checkRowConditions(checker: Checker, node: TableParts, columns: readonly Field[]): void {
  refuseSecretKeys(checker, node, columns);
  const env = topEnv(checker);
  const source = {
    id: checker.nextSource++,
    name: node.name.parts.at(-1)?.text ?? '',
    columns,
    dynamic: false,
    key: null,
    keys: [],
    table: null,
    hidden: null,
    merged: new Set<string>(),
  };
  const inside: Env = {
    ...env,
    query: { ...EMPTY_SCOPE, sources: [source], noAggregates: 'CHECK', noWindows: 'CHECK' },
  };
  const conditions = [...node.columns.flatMap((column) => column.constraints), ...node.constraints];
  for (const constraint of conditions) {
    if (constraint.kind === 'Check') checkTruth(inside, constraint.condition, 'CHECK');
  }
  for (const constraint of node.constraints)
    if (constraint.kind === 'ForeignKey')
      checkReferences(
        checker,
        constraint,
        constraint.columns.map((name) => findColumn(columns, name.text)),
      );
  for (const column of node.columns)
    for (const constraint of column.constraints)
      if (constraint.kind === 'ForeignKey')
        checkReferences(checker, constraint, [findColumn(columns, column.name.text)]);
}

/** Keys and checks as a catalog view has them. */
export function keysOf(
  columns: readonly Field[],
  constraints: readonly ConstraintDefinition[],
): { readonly keys: readonly TableKey[]; readonly checks: readonly TableCheck[] } {
  const position = (name: string): number =>
    columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  const keys = constraints
    .filter((c) => c.kind === 'primary_key' || c.kind === 'unique')
    .map((c): TableKey => ({
      name: c.name ?? c.columns.join('_'),
      primary: c.kind === 'primary_key',
      columns: c.columns.map(position).filter((i) => i >= 0),
    }));
  const checks = constraints
    .filter((c) => c.kind === 'check')
    .map((c): TableCheck => ({ name: c.name ?? 'check', text: c.text ?? '' }));
  return { keys, checks };
}

/** PLG1801: keys compare their columns. */
function refuseSecretKeys(checker: Checker, node: TableParts, columns: readonly Field[]): void {
  const refuse = (name: Identifier): void => {
    if (findColumn(columns, name.text)?.type.kind === 'secret')
      report({ checker }, 'PLG1801', { name: name.text, where: 'a key' }, name.span);
  };
  for (const { name, constraints } of node.columns) if (constraints.some(({ kind }) => KEYS.has(kind))) refuse(name);
  for (const constraint of node.constraints) if (constraint.kind !== 'Check') constraint.columns.forEach(refuse);
}

const KEYS: ReadonlySet<string> = new Set(['PrimaryKey', 'Unique', 'ForeignKey']);

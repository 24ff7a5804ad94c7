import type { Identifier } from '../../ir/syntax-name.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { Span } from '../../contract/span.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { markDynamic, report, type Env } from '../checker.ts';
import { failed, literal } from '../expressions/build.ts';
import type { QueryScope, ScopeSource } from './query-scope.ts';

export type ColumnSearch =
  | {
      readonly kind: 'column';
      readonly expression: TypedExpression;
      readonly source: string;
      /** Queries between here and the column's. */ readonly depth: number;
    }
  /** `former`: of an older snapshot perhaps, so that the query is typed again at run time. */
  | { readonly kind: 'dynamic'; readonly former: boolean }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'none' };

/** Looks a bare name up among the columns, from the innermost query outwards. */
export function findColumn(env: Env, name: Identifier): ColumnSearch {
  let dynamic = false;
  let former = false;
  let depth = 0;
  for (let scope = env.query; scope !== null; scope = scope.parent) {
    const found = searchScope(env, scope, name, depth);
    if (found.kind === 'column' || found.kind === 'ambiguous') return found;
    if (found.kind === 'dynamic') {
      dynamic = true;
      former ||= found.former;
    }
    if (scope.sources.length > 0) depth++;
  }
  return dynamic ? { kind: 'dynamic', former } : { kind: 'none' };
}

/** The position of a column by its lower-case name, -1 for none. */
function positionOf({ columns, synonyms }: ScopeSource, key: string): number {
  const named = columns.findIndex((column) => column.name.toLowerCase() === key);
  return named >= 0 ? named : (synonyms?.get(key) ?? -1);
}

function searchScope(env: Env, scope: QueryScope, name: Identifier, depth: number): ColumnSearch {
  const key = name.text.toLowerCase();
  const merged = scope.mergedColumns.find((column) => column.name.toLowerCase() === key);
  if (merged !== undefined)
    return {
      kind: 'column',
      expression: { ...merged.value, span: name.span },
      source: sourceNames(scope)[0] ?? '',
      depth,
    };
  const matches: { readonly source: ScopeSource; readonly index: number }[] = [];
  for (const source of scope.sources) {
    if (source.merged.has(key)) continue;
    const index = positionOf(source, key);
    if (index >= 0) matches.push({ source, index });
  }
  const visible = matches.filter(({ source }) => source.hidden === null);
  const [first, second] = visible;
  if (first !== undefined && second !== undefined) {
    const tables = visible.map(({ source }) => source.name ?? 'a subquery');
    // Of two tables of one name PLG1322 speaks.
    if (new Set(tables).size === tables.length) report(env, 'PLG1304', { column: name.text, tables }, name.span);
    return { kind: 'ambiguous' };
  }
  if (first !== undefined && isRepeated(first.source, key)) {
    report(env, 'PLG1320', { column: name.text, where: twice(first.source) }, name.span);
    return { kind: 'ambiguous' };
  }
  if (first !== undefined)
    return {
      kind: 'column',
      expression: columnOf(first.source, first.index, name.span),
      source: first.source.name ?? '',
      depth,
    };
  const alias = scope.aliases?.get(key);
  if (alias !== undefined) {
    const expression = alias();
    return expression === null ? { kind: 'ambiguous' } : { kind: 'column', expression, source: '', depth };
  }
  const [hidden] = matches;
  if (hidden !== undefined) {
    report(
      env,
      'PLG1326',
      { table: hidden.source.name ?? 'the subquery', join: hidden.source.hidden ?? '' },
      name.span,
    );
    return { kind: 'ambiguous' };
  }
  return scope.sources.some(isOpen)
    ? { kind: 'dynamic', former: scope.sources.some((source) => source.former === true) }
    : { kind: 'none' };
}

/** Whether a source has several columns of one name, as a subquery over a join may. */
function isRepeated({ columns }: ScopeSource, key: string): boolean {
  return columns.filter((column) => column.name.toLowerCase() === key).length > 1;
}

function twice({ name }: ScopeSource): string {
  return `${name === null ? 'the subquery' : `\`${name}\``}; give one of them an alias`;
}

/** Whether a source may have a column that it does not show: a query that names one is typed again at run time. */
function isOpen({ dynamic, former }: ScopeSource): boolean {
  return dynamic || former === true;
}

export function columnOf(source: ScopeSource, index: number, span: Span): TypedExpression {
  const column = source.columns[index]!;
  return {
    kind: 'Column',
    source: source.id,
    column: index,
    name: column.name,
    span,
    slot: { type: column.type, nullable: column.nullable },
  };
}

/** `t.c`: a column of the source called `t`; `undefined` when no source is called so. */
export function findQualified(env: Env, qualifier: string, property: Identifier): TypedExpression | undefined {
  for (let scope = env.query; scope !== null; scope = scope.parent) {
    const source = scope.sources.find((each) => each.name?.toLowerCase() === qualifier.toLowerCase());
    if (source === undefined) continue;
    if (source.hidden !== null) {
      report(env, 'PLG1326', { table: qualifier, join: source.hidden }, property.span);
      return failed(property.span);
    }
    const index = positionOf(source, property.text.toLowerCase());
    if (index >= 0 && isRepeated(source, property.text.toLowerCase())) {
      report(env, 'PLG1320', { column: property.text, where: twice(source) }, property.span);
      return failed(property.span);
    }
    if (index >= 0) return columnOf(source, index, property.span);
    if (isOpen(source)) {
      if (source.former === true) markDynamic(env);
      return literal(null, { kind: 'dynamic' }, property.span);
    }
    report(
      env,
      'PLG1302',
      {
        table: qualifier,
        column: property.text,
        nearest: suggest(
          property.text,
          source.columns.map((c) => c.name),
        ),
      },
      property.span,
    );
    return failed(property.span);
  }
  return undefined;
}

function sourceNames(scope: QueryScope): readonly string[] {
  return scope.sources.filter((source) => source.hidden === null).map((source) => source.name ?? 'the subquery');
}

/** What is told of a name that no source of the query has: the alias that hides it, or a name like it. */
export function unknownSource(
  env: Env,
  name: string,
): { readonly name: string; readonly nearest: string | undefined; readonly alias?: true } {
  const sources: ScopeSource[] = [];
  for (let scope = env.query; scope !== null; scope = scope.parent) sources.push(...scope.sources);
  const hidden = sources.find(({ table }) => table?.toLowerCase() === name.toLowerCase())?.name ?? null;
  if (hidden !== null) return { name, nearest: hidden, alias: true };
  return {
    name,
    nearest: suggest(
      name,
      sources.flatMap((source) => source.name ?? []),
    ),
  };
}

/** Names of the sources of the innermost query that has some. */
export function visibleSources(env: Env): readonly string[] {
  for (let scope = env.query; scope !== null; scope = scope.parent)
    if (scope.sources.length > 0) return sourceNames(scope);
  return [];
}

/** Names of all columns in sight. */
export function visibleColumns(env: Env): readonly string[] {
  const names: string[] = [];
  for (let scope = env.query; scope !== null; scope = scope.parent) {
    for (const source of scope.sources) names.push(...source.columns.map((column) => column.name));
    if (scope.aliases !== null) names.push(...scope.aliases.keys());
  }
  return names;
}

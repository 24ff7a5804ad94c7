import type { CatalogView, TableColumn, TableInfo } from '../contract/catalog-view.ts';
import { showDataType, type Field } from '../contract/data-type.ts';

/** One difference between the schema that is expected and the lake's. */
export interface Drift {
  readonly object:
    | 'table'
    | 'column'
    | 'key'
    | 'check'
    | 'view'
    | 'procedure'
    | 'function'
    | 'type'
    | 'trigger'
    | 'schedule'
    | 'pipeline';
  /** `main.orders`, `main.orders.price`, `daily_etl`. */
  readonly name: string;
  /** What is expected, in words; `null` when the lake has the object and nothing is expected. */
  readonly expected: string | null;
  /** What the lake has; `null` when it has no such object. */
  readonly found: string | null;
}

/** Where the lake differs from what is expected, ordered by kind and name. Tables of `system` do not count. */
export function schemaDrift(expected: CatalogView, lake: CatalogView): Drift[] {
  const tables = (view: CatalogView): TableInfo[] => view.tables.filter((table) => !table.readOnly);
  return [
    ...paired(tables(expected), tables(lake), qualified).flatMap(tableDrift),
    ...paired(expected.views, lake.views, qualified).flatMap((pair) => textDrift('view', pair)),
    ...paired(expected.types, lake.types, plain).flatMap((pair) => textDrift('type', pair)),
    ...(['function', 'procedure'] as const).flatMap((kind) =>
      paired(ofKind(expected.routines, kind), ofKind(lake.routines, kind), withoutKind).flatMap((pair) =>
        textDrift(kind, pair),
      ),
    ),
    ...(['trigger', 'schedule', 'pipeline'] as const).flatMap((kind) =>
      paired(ofKind(expected.automation, kind), ofKind(lake.automation, kind), plain).flatMap((pair) =>
        textDrift(kind, pair),
      ),
    ),
  ];
}

interface Pair<T> {
  readonly name: string;
  readonly expected: T | undefined;
  readonly found: T | undefined;
}

/** Objects of both sides by their name, whose case does not count. */
function paired<T>(expected: readonly T[], found: readonly T[], nameOf: (object: T) => string): Pair<T>[] {
  const key = (object: T): string => nameOf(object).toLowerCase();
  const here = new Map(expected.map((object) => [key(object), object]));
  const there = new Map(found.map((object) => [key(object), object]));
  return [...new Set([...here.keys(), ...there.keys()])].sort().map((name) => {
    const [a, b] = [here.get(name), there.get(name)];
    return { name: nameOf((a ?? b)!), expected: a, found: b };
  });
}

function tableDrift({ name, expected, found }: Pair<TableInfo>): Drift[] {
  if (expected === undefined) return [{ object: 'table', name, expected: null, found: showColumns(found!.columns) }];
  if (found === undefined) return [{ object: 'table', name, expected: showColumns(expected.columns), found: null }];
  return [
    ...paired(expected.columns, found.columns, plain).flatMap((column): Drift[] =>
      changed('column', `${name}.${column.name}`, column, showColumn),
    ),
    ...paired(keysOf(expected), keysOf(found), plain).flatMap((key) => changed('key', name, key, plain)),
    ...paired(expected.checks, found.checks, ({ text }) => words(text)).flatMap((check) =>
      changed('check', name, check, ({ text }) => words(text)),
    ),
  ];
}

/** Keys by what they say, since the names of those that a column declares are made up. */
function keysOf({ keys, columns }: TableInfo): { readonly name: string }[] {
  return keys.map(({ primary, columns: positions }) => ({
    name: `${primary ? 'primary key' : 'unique'} (${positions.map((i) => columns[i]?.name ?? '?').join(', ')})`,
  }));
}

interface Named {
  readonly name: string;
  readonly schema?: string;
}

function textDrift<T extends Named & { readonly text: string }>(object: Drift['object'], pair: Pair<T>): Drift[] {
  const show = ({ text }: T): string => words(text);
  return changed(object, pair.name, pair, show);
}

function changed<T>(
  object: Drift['object'],
  name: string,
  { expected, found }: Pair<T>,
  show: (object: T) => string,
): Drift[] {
  const [a, b] = [expected === undefined ? null : show(expected), found === undefined ? null : show(found)];
  return a === b ? [] : [{ object, name, expected: a, found: b }];
}

function showColumns(columns: readonly Field[]): string {
  return `(${columns.map((column) => `${column.name} ${showDataType(column.type)}`).join(', ')})`;
}

function showColumn({ type, nullable, defaultText }: TableColumn): string {
  return `${showDataType(type)}${nullable ? '' : ' NOT NULL'}${defaultText === null ? '' : ` DEFAULT ${words(defaultText)}`}`;
}

/** A text in which white space does not count, nor a semicolon at its end. */
function words(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\s;]+$/, '')
    .trim();
}

function qualified({ schema = 'main', name }: Named): string {
  return `${schema}.${name}`;
}

/** The id of a routine, which tells functions of one name apart, as `half(int)` does. */
function withoutKind({ id }: { readonly id: string }): string {
  return id.slice(id.indexOf(':') + 1);
}

function plain({ name }: Named): string {
  return name;
}

function ofKind<T extends { readonly kind: string }>(objects: readonly T[], kind: T['kind']): T[] {
  return objects.filter((object) => object.kind === kind);
}

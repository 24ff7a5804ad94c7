import type { AlterAction } from '../../../compiler/contract/catalog-change.ts';
import { sameDataType, showDataType } from '../../../compiler/contract/data-type.ts';
import { widens } from '../../catalog/alter-table.ts';
import type { ColumnEntry, TableEntry } from '../../catalog/catalog-state.ts';
import type { DeclaredObject, DeclaredTable } from './declared-objects.ts';
import { breaking, forbidden, risky, safe, type Difference } from './deploy-change.ts';

/** One step on the way of a table to what is declared; columns by name. */
export type TableStep =
  | { readonly kind: 'alter'; readonly action: AlterAction }
  | {
      readonly kind: 'add_key';
      readonly name: string | null;
      readonly primary: boolean;
      readonly columns: readonly string[];
    }
  | { readonly kind: 'add_check'; readonly name: string | null; readonly text: string }
  | { readonly kind: 'drop_constraint'; readonly name: string }
  | { readonly kind: 'add_index'; readonly name: string; readonly columns: readonly string[] }
  | { readonly kind: 'drop_index'; readonly name: string }
  | { readonly kind: 'comment'; readonly column: string | null; readonly text: string | null };

/** The steps in the order in which they are made, with what each means to people. */
export interface TableComparison {
  readonly differences: readonly Difference[];
  readonly steps: readonly TableStep[];
}

type Index = Extract<DeclaredObject, { kind: 'index' }>['index'];

/** A key, check or index that is declared. */
interface DeclaredKey {
  readonly name: string | null;
  readonly primary: boolean;
  readonly columns: readonly string[];
}

/**
 * The way from a table that is there to the declared one. `parts` are those that the project declared before: what is not among them was made in a session and
 * stays. The order of columns does not count: new ones come last.
 */
export function compareTable(
  declared: DeclaredTable,
  indexes: readonly Index[],
  stored: TableEntry,
  parts: readonly string[],
): TableComparison {
  const differences: Difference[] = [];
  const groups: Record<'first' | 'columns' | 'dropped' | 'last', TableStep[]> = {
    ...{ first: [], columns: [], dropped: [], last: [] },
  };
  const note = (difference: Difference, group: keyof typeof groups, step: TableStep): void => {
    differences.push(difference);
    groups[group].push(step);
  };
  const isEmpty = stored.rowCount === 0;
  const mayFail = (text: string, column?: string): Difference => (isEmpty ? safe(text) : risky(text, column));
  const primary = declared.constraints.find(({ kind }) => kind === 'primary_key');
  const inPrimary = (name: string): boolean => primary?.columns.some((each) => same(each, name)) === true;

  if (!sameForeignKeys(declared, stored))
    differences.push(
      forbidden('its foreign keys are others: change them by `alter table … add constraint` and `drop constraint`'),
    );

  for (const column of declared.columns) {
    const { name, type, comment, defaultText } = column;
    const nullable = column.nullable && !inPrimary(name);
    const old = stored.columns.find((each) => same(each.name, name));
    if (old === undefined) {
      const shown = `column ${name} ${showDataType(type)}${nullable ? '' : ' NOT NULL'} is new`;
      // what a default computes for each row is not given to those that are there
      const filled = nullable || (defaultText !== null && !defaultText.includes('('));
      const action = { kind: 'add_column', column: { ...column, nullable } } as const;
      note(filled ? safe(shown) : mayFail(`${shown}, without a value for the rows that are there`), 'columns', {
        kind: 'alter',
        action,
      });
      if (comment !== null) groups.last.push({ kind: 'comment', column: name, text: comment });
      continue;
    }
    for (const [difference, action] of compareColumn({ ...column, nullable }, old, declared.queried, mayFail)) {
      if (difference !== null) differences.push(difference);
      groups.columns.push({ kind: 'alter', action });
    }
    if (comment !== null && comment !== old.comment)
      note(safe(`column ${name} has another comment`), 'last', { kind: 'comment', column: name, text: comment });
  }
  for (const { name } of stored.columns) {
    if (!parts.includes(`column ${name.toLowerCase()}`) || declared.columns.some((each) => same(each.name, name)))
      continue;
    const lost = isEmpty ? breaking : risky;
    note(lost(`column ${name} is gone${isEmpty ? '' : ', and its values'}`, name), 'dropped', {
      kind: 'alter',
      action: { kind: 'drop_column', name },
    });
  }
  compareConstraints(declared, indexes, stored, parts, mayFail, note);
  const { first, columns, dropped, last } = groups;
  return { differences, steps: [...first, ...columns, ...dropped, ...last] };
}

type Wording = (text: string, column?: string) => Difference;

function compareColumn(
  { name, type, nullable, defaultText }: DeclaredTable['columns'][number],
  old: ColumnEntry,
  queried: boolean,
  mayFail: Wording,
): readonly (readonly [Difference | null, AlterAction])[] {
  const found: (readonly [Difference | null, AlterAction])[] = [];
  const isRetyped = !sameDataType(old.type, type);
  if (isRetyped) {
    const text = `column ${name} is ${showDataType(type)}, was ${showDataType(old.type)}`;
    const way = widens(old.type, type) ? breaking(text, name) : mayFail(text, name);
    found.push([way, { kind: 'set_type', name, type, using: null }]);
  }
  // rows of a query say nothing of NOT NULL and defaults
  if (queried) return found;
  if (words(defaultText) !== words(old.defaultText))
    found.push([
      safe(`column ${name} has ${defaultText === null ? 'no default' : `the default ${words(defaultText)}`}`),
      { kind: 'set_default', name, defaultText },
    ]);
  // with another type the default that was there is a cast
  else if (isRetyped && defaultText !== null) found.push([null, { kind: 'set_default', name, defaultText }]);
  if (nullable !== old.nullable)
    found.push([
      nullable ? safe(`column ${name} may be NULL`) : mayFail(`column ${name} is NOT NULL`, name),
      { kind: 'set_not_null', name, notNull: !nullable },
    ]);
  return found;
}

function sameForeignKeys(declared: DeclaredTable, { foreignKeys = [], columns }: TableEntry): boolean {
  const shown = (names: readonly string[], references: string | null): string =>
    `${names.join()} ${references ?? ''}`.toLowerCase();
  const kept = foreignKeys.map((key) =>
    shown(
      key.columns.map((i) => columns[i]!.name),
      key.references,
    ),
  );
  const wanted = declared.constraints
    .filter(({ kind }) => kind === 'foreign_key')
    .map((key) => shown(key.columns, key.text));
  return kept.toSorted().join('\n') === wanted.toSorted().join('\n');
}

function compareConstraints(
  { constraints }: DeclaredTable,
  indexes: readonly Index[],
  stored: TableEntry,
  parts: readonly string[],
  mayFail: Wording,
  note: (difference: Difference, group: 'first' | 'last', step: TableStep) => void,
): void {
  const keys = declaredKeys(constraints, indexes);
  for (const { name, primary, columns } of stored.keys) {
    const names = columns.map((i) => stored.columns[i]!.name);
    const stays = keys.some((key) => key.primary === primary && sameColumns(key.columns, names));
    const replaced = primary && keys.some((key) => key.primary);
    if (stays || !(replaced || parts.includes(`key ${name.toLowerCase()}`))) continue;
    note(breaking(`${showKey({ primary, columns: names })} is gone`), 'first', { kind: 'drop_constraint', name });
  }
  for (const key of keys) {
    const known = stored.keys.some(
      (old) =>
        old.primary === key.primary &&
        sameColumns(
          key.columns,
          old.columns.map((i) => stored.columns[i]!.name),
        ),
    );
    if (!known) note(mayFail(`${showKey(key)} is new`), 'last', { kind: 'add_key', ...key });
  }
  const checks = constraints.filter(({ kind }) => kind === 'check');
  for (const { name, text } of stored.checks) {
    if (checks.some((check) => words(check.text) === words(text))) continue;
    if (parts.includes(`check ${name.toLowerCase()}`))
      note(safe(`check (${words(text)}) is gone`), 'first', { kind: 'drop_constraint', name });
  }
  for (const { name, text } of checks) {
    if (stored.checks.some((check) => words(check.text) === words(text))) continue;
    note(mayFail(`check (${words(text)}) is new`), 'last', { kind: 'add_check', name, text: text ?? '' });
  }
  const plain = indexes.filter(({ unique }) => !unique);
  for (const { name } of stored.indexes ?? []) {
    if (!plain.some((index) => same(index.name, name)) && parts.includes(`index ${name.toLowerCase()}`))
      note(safe(`index ${name} is gone`), 'first', { kind: 'drop_index', name });
  }
  for (const { name, columns } of plain)
    if (stored.indexes?.some((index) => same(index.name, name)) !== true)
      note(safe(`index ${name} is new`), 'last', { kind: 'add_index', name, columns });
}

/** PRIMARY KEY, UNIQUE and unique indexes. */
export function declaredKeys(
  constraints: DeclaredTable['constraints'],
  indexes: readonly Index[],
): readonly DeclaredKey[] {
  return [
    ...constraints
      .filter(({ kind }) => kind === 'primary_key' || kind === 'unique')
      .map(({ kind, name, columns }) => ({ name, primary: kind === 'primary_key', columns })),
    ...indexes.filter(({ unique }) => unique).map(({ name, columns }) => ({ name, primary: false, columns })),
  ];
}

/** The parts of a table, as it is now, that its declaration made. */
export function declaredParts(
  declared: DeclaredTable,
  indexes: readonly Index[],
  table: TableEntry,
): readonly string[] {
  const keys = declaredKeys(declared.constraints, indexes);
  const checks = declared.constraints.filter(({ kind }) => kind === 'check');
  return [
    ...declared.columns.map(({ name }) => `column ${name}`),
    ...table.keys
      .filter(({ columns, primary }) =>
        keys.some((key) => {
          const names = columns.map((i) => table.columns[i]!.name);
          return key.primary === primary && sameColumns(key.columns, names);
        }),
      )
      .map(({ name }) => `key ${name}`),
    ...table.checks
      .filter(({ text }) => checks.some((check) => words(check.text) === words(text)))
      .map(({ name }) => `check ${name}`),
    ...indexes.filter(({ unique }) => !unique).map(({ name }) => `index ${name}`),
  ].map((part) => part.toLowerCase());
}

function showKey({ primary, columns }: { readonly primary: boolean; readonly columns: readonly string[] }): string {
  return `${primary ? 'primary key' : 'unique key'} (${columns.join(', ')})`;
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => same(name, b[i]!));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A text in which white space does not count. */
function words(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/\s+/g, ' ').trim();
}

import type { AlterAction } from '../../../compiler/contract/catalog-change.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { CatalogState, TableEntry, ViewEntry } from '../../catalog/catalog-state.ts';
import type { Frame } from '../frame.ts';

/** `DependentObjects` when a change of a table, which has been made, leaves a view, one of its checks or a foreign key without what it names. */
export function requireDependents(frame: Frame, before: CatalogState, table: TableEntry, action: AlterAction): void {
  if (!MATTERS.has(action.kind)) return;
  const dependents = [
    ...brokenViews(frame, before, table.name),
    ...brokenChecks(frame, before, table),
    ...referrers(before, table, action),
  ];
  if (dependents.length === 0) return;
  const column = 'name' in action ? action.name : null;
  if (column === null) throw gobiError('DependentObjects', { kind: 'table', name: table.name, dependents });
  const kind = action.kind === 'drop_constraint' ? 'constraint' : 'column';
  throw gobiError('DependentObjects', { kind, name: `${table.name}.${column}`, dependents });
}

/** Changes after which a name is another one, or stands for something else. */
const MATTERS: ReadonlySet<AlterAction['kind']> = new Set([
  'set_type',
  'drop_column',
  'rename_column',
  'rename_table',
  'drop_constraint',
]);

/** `DependentObjects` when a view that could be read before a change no longer can; `mentioned` is the name by which it would know what changed. */
export function requireViews(frame: Frame, before: CatalogState, kind: string, name: string, mentioned: string): void {
  const dependents = brokenViews(frame, before, mentioned);
  if (dependents.length > 0) throw gobiError('DependentObjects', { kind, name, dependents });
}

/** Views that can be read, or refreshed, before a change and no longer after it, by name; only those that mention what changed are tried. */
function brokenViews({ environment: { compiler }, transaction }: Frame, before: CatalogState, name: string): string[] {
  const { state: after } = transaction;
  const mentions = (text: string): boolean => text.toLowerCase().includes(name.toLowerCase());
  const breaks = (query: string): boolean => compiler.checks(query, before) && !compiler.checks(query, after);
  const query = (view: ViewEntry): string => `select * from \`${view.schema}\`.\`${view.name}\``;
  const views = [...after.views.values()].filter((view) => mentions(view.text) && breaks(query(view)));
  const materialized = [...after.tables.values()].filter(
    ({ materialized: text }) => text !== undefined && mentions(text) && breaks(text),
  );
  return [
    ...views.map((view) => `view ${view.name}`),
    ...materialized.map((table) => `materialized view ${table.name}`),
  ];
}

/** Checks of the table that could be read before. */
function brokenChecks(
  { environment: { compiler }, transaction: { state } }: Frame,
  before: CatalogState,
  table: TableEntry,
): string[] {
  const now = state.tables.get(table.id)!;
  const holds = ({ schema, name }: TableEntry, text: string): string =>
    `select 1 from \`${schema}\`.\`${name}\` where not (${text})`;
  return table.checks
    .filter(({ text }) => compiler.checks(holds(table, text), before) && !compiler.checks(holds(now, text), state))
    .map(({ name }) => `constraint ${name}`);
}

/** Foreign keys that name what is called otherwise now. Their own columns are kept by position. */
function referrers({ tables }: CatalogState, table: TableEntry, action: AlterAction): string[] {
  if (action.kind === 'set_type' || action.kind === 'drop_constraint') return [];
  const column = 'name' in action ? action.name.toLowerCase() : null;
  return [...tables.values()].flatMap(({ name, schema, foreignKeys = [] }) =>
    foreignKeys
      .filter(({ references }) => {
        const [target = '', columns = ''] = references.toLowerCase().slice(0, -1).split(' (');
        const [last = '', own = schema.toLowerCase()] = target.split('.').reverse();
        if (own !== table.schema.toLowerCase() || last !== table.name.toLowerCase()) return false;
        return column === null || columns.split(', ').includes(column);
      })
      .map((key) => `constraint ${key.name} of ${name}`),
  );
}

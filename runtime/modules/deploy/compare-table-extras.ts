import type { CatalogState } from '../../catalog/catalog-state.ts';
import { findTable } from '../../catalog/find.ts';
import type { TableStep } from './compare-table.ts';
import type { DeclaredObject } from './declared-objects.ts';
import { forbidden, risky, safe, type Difference } from './deploy-change.ts';

/** A comment of a table or of one of its columns. */
export interface TableEdit {
  readonly schema: string;
  readonly table: string;
  readonly column: string | null;
  readonly text: string | null;
}

type Index = Extract<DeclaredObject, { kind: 'index' }>['index'];
type Comment = Extract<DeclaredObject, { kind: 'comment' }>['comment'];

/** An index over a table that the project does not declare; `null` when it is there. */
export function compareLooseIndex(
  { name, schema, table, columns, unique }: Index,
  state: CatalogState,
): { readonly differences: readonly Difference[]; readonly steps: readonly TableStep[] } | null {
  const stored = findTable(state, schema, table);
  if (stored === null) return { differences: [forbidden(`there is no table ${table}`)], steps: [] };
  const known = [...stored.keys, ...(stored.indexes ?? [])].some(
    (each) => each.name.toLowerCase() === name.toLowerCase(),
  );
  if (known) return null;
  if (!unique) return { differences: [safe('is new')], steps: [{ kind: 'add_index', name, columns }] };
  const isEmpty = stored.rowCount === 0;
  const text = `unique key (${columns.join(', ')}) of ${table} is new`;
  return {
    differences: [isEmpty ? safe(text) : risky(text)],
    steps: [{ kind: 'add_key', name, primary: false, columns }],
  };
}

/** What `comment on` asks for; `null` when the lake says so already, or when the table is made by the same deploy and the comment with it. */
export function compareComment({ object, name, text }: Comment, state: CatalogState): TableEdit | null {
  const parts = name.split('.');
  const column = object === 'column' ? (parts.pop() ?? '') : null;
  const table = parts.pop() ?? '';
  const schema = parts.pop() ?? 'main';
  const stored = findTable(state, schema, table);
  const edit = { schema, table, column, text };
  if (stored === null) return edit;
  const now =
    column === null
      ? stored.comment
      : (stored.columns.find((each) => each.name.toLowerCase() === column.toLowerCase())?.comment ?? null);
  return now === text ? null : edit;
}

import { gobiError } from '../../../compiler/contract/runtime-error.ts';

/** What a snapshot says it changed, in DuckLake's words: no others may be used, or DuckDB refuses the lake. */
export type ChangeVerb =
  | 'created_schema'
  | 'dropped_schema'
  | 'created_table'
  | 'dropped_table'
  | 'created_view'
  | 'dropped_view'
  | 'altered_table'
  | 'altered_view'
  | 'inserted_into_table'
  | 'deleted_from_table'
  | 'inlined_insert'
  | 'inlined_delete'
  | 'flushed_inlined'
  | 'inline_flush'
  | 'compacted_table'
  | 'merge_adjacent'
  | 'rewrite_delete'
  | 'created_scalar_macro'
  | 'created_table_macro'
  | 'dropped_scalar_macro'
  | 'dropped_table_macro';

/** One change: of an object by id, or the making of one by its quoted names (`"main"."t"`). */
export interface MadeChange {
  readonly verb: ChangeVerb;
  /** `null` for changes by name. */
  readonly id: number | null;
  /** Schema and name, or the schema's name alone; empty for changes by id. */
  readonly names: readonly string[];
}

export function printChanges(changes: readonly MadeChange[]): string {
  return changes
    .map(({ verb, id, names }) => `${verb}:${id ?? names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.')}`)
    .join(',');
}

/** The changes of a snapshot's text; an empty or missing one has none. */
export function parseChanges(text: string | null): readonly MadeChange[] {
  const changes: MadeChange[] = [];
  let rest = text ?? '';
  while (rest !== '') {
    const match = /^([a-z_]+):(\d+|"(?:[^"]|"")*"(?:\."(?:[^"]|"")*")?)(?:,|$)/.exec(rest);
    if (match === null)
      throw gobiError('CorruptFile', {
        file: 'ducklake_snapshot_changes',
        reason: `changes that are not understood: ${rest}`,
      });
    const value = match[2]!;
    const names = value.startsWith('"')
      ? [...value.matchAll(/"((?:[^"]|"")*)"/g)].map((name) => name[1]!.replaceAll('""', '"'))
      : [];
    changes.push({ verb: match[1] as ChangeVerb, id: names.length === 0 ? Number(value) : null, names });
    rest = rest.slice(match[0].length);
  }
  return changes;
}

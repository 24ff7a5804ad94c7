import type { Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ColumnEntry, TableEntry } from '../../catalog/catalog-state.ts';
import type { Column } from '../../columnar/column.ts';
import { sameColumnLayout } from '../../columnar/layout/same-layout.ts';
import { shareDictionary } from '../../columnar/layout/share-dictionary.ts';
import type { Segment, Table } from '../../columnar/table.ts';
import { deletedPart } from './deletions.ts';
import type { RowChunk } from './row-source.ts';
import type { VersionSource } from './table-version.ts';

/**
 * Sources laid end to end as a table of the wanted columns. Each column has one layout and, where it has dictionaries, one dictionary over all segments,
 * so that a kernel runs them all; what had to be brought in line is kept by its source, so that it is done once.
 */
export function scanSources(
  table: TableEntry,
  sources: readonly Pick<VersionSource, 'source' | 'rows' | 'deleted'>[],
  columns: readonly number[] | null,
): Table {
  const wanted = columns === null ? table.columns : columns.map((index) => table.columns[index]!);
  for (const column of wanted) requireReadable(table, column);
  const chunks: RowChunk[] = [];
  const deletions: { readonly deleted: Uint8Array | null; readonly deletedCount: number }[] = [];
  for (const { source, rows, deleted } of sources) {
    for (const chunk of source.chunks(rows)) {
      chunks.push(chunk);
      deletions.push(deletedPart(deleted, chunk.start, chunk.length));
    }
  }
  const byColumn = wanted.map((column) => uniform(column, chunks));
  const segments = chunks.map(({ length }, i): Segment => ({
    length,
    columns: byColumn.map((parts) => parts[i]!),
    ...deletions[i]!,
  }));
  const rowCount = segments.reduce((sum, { length, deletedCount }) => sum + length - deletedCount, 0);
  return { fields: wanted.map(fieldOf), segments, rowCount };
}

function uniform(column: ColumnEntry, chunks: readonly RowChunk[]): readonly Column[] {
  const before = chunks.map((chunk) => chunk.column(column));
  const after = shareDictionary(sameColumnLayout(before));
  if (after !== before) after.forEach((part, i) => part !== before[i] && chunks[i]!.keep(column, part));
  return after;
}

export function fieldOf({ name, type, nullable }: ColumnEntry): Field {
  return { name, type, nullable };
}

/** Columns of types that only other programs know can be listed, not read. */
export function requireReadable(table: TableEntry, column: ColumnEntry): void {
  if (column.type.kind === 'null')
    throw gobiError('Unsupported', {
      what: `column ${table.name}.${column.name} of the stored type ${column.storageType}`,
      instead: 'leave it out, or cast it in a program that knows the type',
    });
}

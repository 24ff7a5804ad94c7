import type { Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ColumnEntry, TableEntry } from '../../catalog/catalog-state.ts';
import type { Column } from '../../columnar/column.ts';
import { sameColumnLayout } from '../../columnar/layout/same-layout.ts';
import { shareDictionary } from '../../columnar/layout/share-dictionary.ts';
import type { Segment, Table } from '../../columnar/table.ts';
import { deletedPart } from './deletions.ts';
import { columnBounds, isRefuted, type ColumnTest } from './column-test.ts';
import type { RowChunk, RowSource } from './row-source.ts';
import type { VersionSource } from './table-version.ts';

/**
 * Sources laid end to end as a table of the wanted columns. Each column has one layout and, where it has dictionaries, one dictionary over all segments,
 * so that a kernel runs them all; what had to be brought in line is kept by its source, so that it is done once.
 * `tests`: rows that cannot pass all of them may be left out, whole files unopened.
 */
export function scanSources(
  table: TableEntry,
  sources: readonly Pick<VersionSource, 'source' | 'rows' | 'deleted'>[],
  columns: readonly number[] | null,
  tests: readonly ColumnTest[] = [],
): Table {
  const wanted = columns === null ? table.columns : columns.map((index) => table.columns[index]!);
  for (const column of wanted) requireReadable(table, column);
  const chunks: RowChunk[] = [];
  const deletions: { readonly deleted: Uint8Array | null; readonly deletedCount: number }[] = [];
  for (const { source, rows, deleted } of sources) {
    if (isSourceRefuted(table, source, tests)) continue;
    source.want?.(wanted);
    for (const chunk of source.chunks(rows)) {
      if (isChunkRefuted(table, chunk, tests)) continue;
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

function isSourceRefuted({ columns }: TableEntry, source: RowSource, tests: readonly ColumnTest[]): boolean {
  return tests.some((test) => {
    const column = columns[test.column]!;
    const bounds = source.bounds(column);
    return bounds !== null && isRefuted(test, column.type, bounds);
  });
}

/** Fewer rows are sooner read than judged. */
const JUDGED_ROWS = 1024;

function isChunkRefuted({ columns }: TableEntry, chunk: RowChunk, tests: readonly ColumnTest[]): boolean {
  if (chunk.length < JUDGED_ROWS) return false;
  return tests.some((test) => {
    const column = columns[test.column]!;
    return isRefuted(test, column.type, columnBounds(chunk.column(column)));
  });
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

import type { DataType } from '../../../compiler/contract/data-type.ts';
import { columnImporter } from '../arrow/column-importer.ts';
import type { ArrowField } from '../arrow/arrow-type.ts';
import { readValue } from '../column-reader.ts';
import type { Value } from '../value.ts';
import { flatLeaves } from './decode/flat-leaves.ts';
import type { ParquetFile } from './read-parquet.ts';

/** What the footer says of a column in a row group: bounds of its values (`null`: not known) and how many are NULL. */
export interface GroupBounds {
  readonly min: Value;
  readonly max: Value;
  readonly nullCount: number | null;
}

/** Bounds of a top-level column of scalars in a row group, for leaving out row groups that cannot have a wanted value. `null` for other columns. */
export function groupBounds(file: ParquetFile, group: number, position: number): GroupBounds | null {
  const leaf = flatLeaves(file.footer.schema)[position];
  const { name, type, nullable } = file.fields[position]!;
  if (leaf == null) return null;
  const chunk = file.footer.rowGroups[group]!.columns[leaf.chunk];
  if (chunk === undefined) return null;
  const field: ArrowField = { name, type: leaf.type, nullable, children: [], metadata: new Map() };
  const read = (bytes: Uint8Array | null): Value =>
    bytes === null || !comparable(type) ? null : boundValue(field, type, leaf.storage, bytes);
  return { min: read(chunk.min), max: read(chunk.max), nullCount: chunk.nullCount };
}

/** Types whose bounds in files are ordered as their values are here. */
function comparable(type: DataType): boolean {
  return type.kind !== 'blob' && type.kind !== 'json';
}

function boundValue(field: ArrowField, type: DataType, storage: 'bits' | 4 | 8 | 'text', bytes: Uint8Array): Value {
  if (storage !== 'text' && bytes.length !== (storage === 'bits' ? 1 : storage)) return null;
  const offsets = storage === 'text' ? new Uint8Array(Int32Array.of(0, bytes.length).buffer) : null;
  try {
    const column = columnImporter(field, type).import({
      field,
      length: 1,
      bitOffset: 0,
      validity: null,
      values: bytes,
      offsets,
      children: [],
      dictionary: null,
    });
    return readValue(column, 0);
  } catch {
    // A text that was cut within a character, a time with nanoseconds: nothing is known.
    return null;
  }
}

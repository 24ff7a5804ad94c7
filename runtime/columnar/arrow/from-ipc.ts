import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Table as ArrowTable } from 'apache-arrow';
import type { Field } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Table } from '../table.ts';
import { arrowLibrary } from './arrow-library.ts';
import { fieldsFromArrow, fromArrow } from './from-arrow.ts';
import { registerCodecs } from './ipc-codecs.ts';

/**
 * A table from the bytes of an Arrow IPC stream or file. `name` is what messages call them; `pick` gives the positions of the columns wanted, in their
 * order, all when absent. Throws `CorruptFile`, `Unsupported`, `ConversionError` and what `pick` throws.
 */
export function fromIpc(
  bytes: Uint8Array,
  name: string,
  arena?: Arena,
  pick?: (fields: readonly Field[]) => readonly number[],
): Table {
  return readIpc(bytes, name, (arrow) => fromArrow(arrow, arena, pick?.(fieldsFromArrow(arrow))));
}

/** The same, with the metadata of the stream's schema. */
export function fromIpcWithMetadata(
  bytes: Uint8Array,
  name: string,
): { readonly table: Table; readonly metadata: ReadonlyMap<string, string> } {
  return readIpc(bytes, name, (arrow) => ({ table: fromArrow(arrow), metadata: arrow.schema.metadata }));
}

/** The columns of an Arrow IPC stream or file. */
export function ipcFields(bytes: Uint8Array, name: string): Field[] {
  return readIpc(bytes, name, fieldsFromArrow);
}

const FEATHER_1 = 'FEA1';

function readIpc<T>(bytes: Uint8Array, name: string, use: (arrow: ArrowTable) => T): T {
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') === FEATHER_1) {
    throw gobiError('Unsupported', {
      what: `Feather version 1 ('${name}')`,
      instead: 'write the file as Feather version 2 or Parquet',
    });
  }
  checkFrames(bytes, name);
  const library = arrowLibrary();
  registerCodecs(library);
  let arrow: ArrowTable;
  try {
    arrow = library.tableFromIPC(bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes));
  } catch (error) {
    throw gobiError(
      'CorruptFile',
      { file: name, reason: `it is no Arrow data: ${error instanceof Error ? error.message : String(error)}` },
      { cause: error },
    );
  }
  return use(arrow);
}

/** Walks over the messages of a stream, or the ends of a file: the library takes data that is cut off for data that ends. */
function checkFrames(bytes: Uint8Array, name: string): void {
  const corrupt = (reason: string, offset: number): Error => gobiError('CorruptFile', { file: name, reason, offset });
  const text = (start: number, end: number): string => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  if (text(0, 6) === 'ARROW1') {
    if (bytes.length < 18 || text(bytes.length - 6, bytes.length) !== 'ARROW1')
      throw corrupt('it does not end with `ARROW1`: it was cut off', bytes.length);
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) throw corrupt('it was cut off inside of a message', at);
    const marked = view.getInt32(at, true) === -1;
    const size = view.getInt32(marked ? at + 4 : at, true);
    const start = at + (marked ? 8 : 4);
    if (size === 0) return;
    if (size < 0 || start + size > bytes.length)
      throw corrupt('a message would be longer than the data: it is no Arrow stream or was cut off', at);
    at = start + size + bodyLength(bytes, start);
    if (at > bytes.length) throw corrupt('the data of a message was cut off', start);
  }
  if (at === 0) throw corrupt('it is empty', 0);
}

/** The `bodyLength` of a serialised message: field 3 of its table. */
function bodyLength(bytes: Uint8Array, start: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  try {
    const table = view.getUint32(0, true);
    const vtable = table - view.getInt32(table, true);
    const size = view.getUint16(vtable, true);
    const field = size > 10 ? view.getUint16(vtable + 10, true) : 0;
    return field === 0 ? 0 : Number(view.getBigInt64(table + field, true));
  } catch {
    return 0;
  }
}

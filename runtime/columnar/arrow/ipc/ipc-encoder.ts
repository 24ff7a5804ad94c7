import type { DataType as ArrowDataType, Dictionary as ArrowDictionary } from 'apache-arrow';
import type { Field } from '../../../../compiler/contract/data-type.ts';
import type { Column, DictionaryColumn } from '../../column.ts';
import { compactTable } from '../../gather-table.ts';
import { sharedText } from '../../layout/shared-text.ts';
import { slice } from '../../slice.ts';
import type { Table } from '../../table.ts';
import { uniqueNames } from '../../unique-names.ts';
import { arrowLibrary } from '../arrow-library.ts';
import { arrowFieldOf, type ArrowForm } from '../arrow-schema.ts';
import { codeBits, exportCodes, exportColumn, exportEntries } from '../export-column.ts';
import type { ExportedArray } from '../exported-array.ts';
import type { IpcCompression } from '../ipc-codecs.ts';
import { batchMessage, putMessage, type BatchMessage } from './batch-message.ts';
import { END_OF_STREAM } from './message-layout.ts';

/** Rows of a batch, so that the first ones can be shown soon and no piece is large. */
const BATCH_ROWS = 32768;

/** Pieces that are smaller go together with the next one. */
const PIECE_BYTES = 2 ** 16;

/** Schemas that are kept. */
const MOST_SCHEMAS = 256;

const FORM: ArrowForm = { target: 'arrow' };

interface SchemaMessage {
  readonly bytes: Uint8Array;
  /** For each column the id of its dictionary, where it has one. */
  readonly dictionaries: readonly (number | null)[];
}

/** Writes tables as Arrow IPC streams. The schema's message, which takes longest to make, is kept for the next stream of the same columns. */
export class IpcEncoder {
  readonly #schemas = new Map<string, SchemaMessage>();

  /**
   * The table as a stream in pieces, made one after the other: the first holds the schema and the first rows, the last the end of the stream. Each is memory of its own, to
   * be given away. `metadata` goes into the schema.
   */
  *pieces(
    table: Table,
    compression: IpcCompression = 'none',
    metadata: ReadonlyMap<string, string> = new Map(),
  ): Generator<Uint8Array<ArrayBuffer>> {
    const { fields, segments, rowCount } = compactTable(table);
    const columns = fields.map((_, i) => segments.map((segment) => segment.columns[i]!));
    const coded = columns.map((parts, i) => dictionaryOf(fields[i]!, parts, rowCount));
    const schema = this.#schema(fields, coded, metadata);
    const piece = new Piece(schema.bytes);
    coded.forEach((parts, i) => {
      if (parts === null) return;
      const { dictionary } = parts[0]!;
      piece.add(
        batchMessage(dictionary.strings.length, [exportEntries(dictionary)], compression, schema.dictionaries[i]),
      );
    });
    for (const [s, { length }] of segments.entries()) {
      const parts = columns.map((column, i) => coded[i]?.[s] ?? column[s]!);
      for (let from = 0; from < length; from += BATCH_ROWS) {
        if (piece.byteLength >= PIECE_BYTES) yield piece.take();
        const to = Math.min(from + BATCH_ROWS, length);
        const arrays = parts.map((part, i) => exported(cut(part, from, to), fields[i]!, coded[i] !== null));
        piece.add(batchMessage(to - from, arrays, compression));
      }
    }
    yield piece.take(END_OF_STREAM);
  }

  /** The whole stream. */
  stream(table: Table, metadata?: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
    const pieces = [...this.pieces(table, 'none', metadata)];
    if (pieces.length === 1) return pieces[0]!;
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  #schema(
    fields: readonly Field[],
    coded: readonly (readonly DictionaryColumn[] | null)[],
    metadata: ReadonlyMap<string, string>,
  ): SchemaMessage {
    const bits = coded.map((parts) => (parts === null ? 0 : codeBits(parts[0]!.dictionary)));
    const key = JSON.stringify([fields, bits, [...metadata]]);
    let schema = this.#schemas.get(key);
    if (schema === undefined) {
      if (this.#schemas.size >= MOST_SCHEMAS) this.#schemas.clear();
      this.#schemas.set(key, (schema = schemaMessage(fields, bits, metadata)));
    }
    return schema;
  }
}

/** A column's parts over one dictionary, where that takes less than their text. */
function dictionaryOf(field: Field, parts: readonly Column[], rows: number): readonly DictionaryColumn[] | null {
  const coded = sharedText(field.type, parts);
  return coded !== null && coded[0]!.dictionary.strings.length * 2 <= rows ? coded : null;
}

function cut(column: Column, from: number, to: number): Column {
  return from === 0 && to === column.length ? column : slice(column, from, to);
}

function exported(column: Column, { type }: Field, coded: boolean): ExportedArray {
  return coded ? exportCodes(column as DictionaryColumn) : exportColumn(column, type, FORM);
}

function schemaMessage(
  named: readonly Field[],
  bits: readonly (0 | 8 | 16 | 32)[],
  metadata: ReadonlyMap<string, string>,
): SchemaMessage {
  const library = arrowLibrary();
  const names = uniqueNames(named.map((field) => field.name));
  const fields = named.map((field, i) => {
    const codes = bits[i]!;
    const indexes = codes === 0 ? null : new library[`Int${codes}`]();
    return arrowFieldOf(library, { ...field, name: names[i]! }, FORM, [i], indexes);
  });
  const writer = new library.RecordBatchStreamWriter();
  writer.reset(undefined, new library.Schema(fields, new Map(metadata)));
  const bytes = writer.finish().toUint8Array(true);
  return {
    bytes: bytes.slice(0, bytes.length - END_OF_STREAM.length),
    dictionaries: fields.map(({ type }) =>
      library.DataType.isDictionary(type as ArrowDataType) ? (type as ArrowDictionary).id : null,
    ),
  };
}

/** Messages that go out together. */
class Piece {
  #start: Uint8Array;
  #messages: BatchMessage[] = [];
  byteLength: number;

  constructor(start: Uint8Array) {
    this.#start = start;
    this.byteLength = start.length;
  }

  add(message: BatchMessage): void {
    this.#messages.push(message);
    this.byteLength += message.byteLength;
  }

  /** What was added, and `end`; nothing is left. */
  take(end: Uint8Array = NOTHING): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.byteLength + end.length);
    bytes.set(this.#start);
    let at = this.#start.length;
    for (const message of this.#messages) {
      putMessage(message, bytes, at);
      at += message.byteLength;
    }
    bytes.set(end, at);
    this.#start = NOTHING;
    this.#messages = [];
    this.byteLength = 0;
    return bytes;
  }
}

const NOTHING = new Uint8Array(0);

import type { ArrowField, ArrowType } from '../arrow-type.ts';
import type { StreamField } from './arrays-of-batch.ts';
import { child, children, fieldAt, int64, tableAt, text, uint16, uint8, viewOf, type FlatTable } from './flat-table.ts';
import { MESSAGE } from './message-layout.ts';
import type { MessagePlace } from './read-message.ts';
import { intTypeOf, schemaType } from './schema-type.ts';

/** What a stream's first message says. */
export interface StreamSchema {
  readonly fields: readonly StreamField[];
  /** The values of dictionaries, by id. */
  readonly entries: ReadonlyMap<number, StreamField>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Fields in all, and how deep they lie in each other. */
const MOST_FIELDS = 100_000;
const MOST_DEPTH = 64;

/** The schema of a message. Throws `Unsupported`, and an `Error` or `RangeError` where the message is none. */
export function streamSchema({ type, metadata }: MessagePlace): StreamSchema {
  if (type !== MESSAGE.schema) throw new Error('it does not begin with a schema');
  const schema = child(tableAt(viewOf(metadata), 0), 2);
  if (uint16(schema, 0) !== 0) throw new Error('its numbers are big-endian');
  return new SchemaReader().read(schema);
}

class SchemaReader {
  readonly #entries = new Map<number, StreamField>();
  #fields = 0;

  read(schema: FlatTable): StreamSchema {
    const fields = children(schema, 1).map((field) => this.#field(field, 0));
    return { fields, entries: this.#entries, metadata: metadataOf(schema, 2) };
  }

  #field(field: FlatTable, depth: number): StreamField {
    if (++this.#fields > MOST_FIELDS || depth > MOST_DEPTH) throw new Error('its schema has no end');
    const name = text(field, 0) ?? '';
    const parts = children(field, 5).map((part) => this.#field(part, depth + 1));
    const type = schemaType(field, name);
    checkParts(type, parts.length, name);
    const metadata = metadataOf(field, 6);
    const nullable = uint8(field, 1) !== 0;
    const plain = { name, nullable, metadata, type, children: parts.map((part) => part.field) };
    if (fieldAt(field, 4) === null) return { field: plain, children: parts, dictionary: null };
    return this.#coded(plain, parts, child(field, 4));
  }

  /** A column of codes: what the message calls its type is that of the entries. */
  #coded(plain: ArrowField, parts: readonly StreamField[], encoding: FlatTable): StreamField {
    const id = int64(encoding, 0);
    const index = fieldAt(encoding, 1) === null ? INT32 : intTypeOf(child(encoding, 1));
    const value = { ...plain, name: '', nullable: true, metadata: NO_METADATA };
    this.#entries.set(id, { field: value, children: parts, dictionary: null });
    return {
      field: { ...plain, type: { kind: 'dictionary', index, value }, children: [] },
      children: [],
      dictionary: id,
    };
  }
}

const INT32: ArrowType = { kind: 'int', bits: 32, unsigned: false };

const NO_METADATA: ReadonlyMap<string, string> = new Map();

function checkParts({ kind }: ArrowType, count: number, name: string): void {
  const wrong =
    kind === 'list' || kind === 'fixed_list' || kind === 'map' ? count !== 1 : kind === 'struct' ? false : count !== 0;
  if (wrong) throw new Error(`column \`${name}\` has ${count} parts`);
}

function metadataOf(table: FlatTable, field: number): ReadonlyMap<string, string> {
  return new Map(children(table, field).map((entry) => [text(entry, 0) ?? '', text(entry, 1) ?? '']));
}

import {
  binary,
  bool,
  columnFromArray,
  float64,
  int64,
  tableFromColumns,
  tableToIPC,
  uint32,
  utf8,
  Table,
  type DataType,
} from '@uwdata/flechette';
import { gobiError, GobiError } from '../../compiler/contract/runtime-error.ts';
import { decodeRow } from './decode-row.ts';
import { encodeRow, type StoredValue } from './encode-row.ts';
import { firstRow } from './first-row.ts';
import type { FieldType } from './field-type.ts';
import { recordTemplate, type RecordTemplate } from './record-template.ts';

/** The fields of a message, in order. */
export type Shape = Readonly<Record<string, FieldType>>;

type FieldValue<T extends FieldType> = T extends 'text'
  ? string
  : T extends 'json'
    ? unknown
    : T extends 'flag'
      ? boolean
      : T extends 'bytes'
        ? Uint8Array
        : number;

/** The one row of a message of a shape. */
export type RecordOf<S extends Shape> = { readonly [K in keyof S]: FieldValue<S[K]> | null };

const arrowTypes: Readonly<Record<FieldType, DataType>> = {
  text: utf8(),
  json: utf8(),
  number: float64(),
  whole: int64(),
  id: uint32(),
  flag: bool(),
  bytes: binary(),
};

/** What messages of a shape look like, by their type. */
const templates = new WeakMap<Shape, Map<string, RecordTemplate>>();

/** One row as an Arrow IPC stream; `type` goes into the schema's metadata as `gobi.message`. */
export function encodeRecord<S extends Shape>(type: string, shape: S, row: RecordOf<S>): Uint8Array<ArrayBuffer> {
  const fields = Object.values(shape);
  const values = Object.keys(shape).map((name, i): StoredValue => {
    const value = row[name] ?? null;
    return fields[i] === 'json' && value !== null ? JSON.stringify(value, plainNumbers) : (value as StoredValue);
  });
  return encodeRow(templateOf(type, shape), fields, values);
}

function templateOf(type: string, shape: Shape): RecordTemplate {
  let ofShape = templates.get(shape);
  if (ofShape === undefined) templates.set(shape, (ofShape = new Map()));
  let template = ofShape.get(type);
  if (template === undefined) ofShape.set(type, (template = recordTemplate(emptyRow(type, shape))));
  return template;
}

/** A stream of a row without values, as the library writes it. */
function emptyRow(type: string, shape: Shape): Uint8Array {
  const columns = Object.entries(shape).map(
    ([name, field]) => [name, columnFromArray([null], arrowTypes[field])] as const,
  );
  const { schema, children } = tableFromColumns(columns as never);
  const named = new Table({ ...schema, metadata: new Map([['gobi.message', type]]) }, children);
  return tableToIPC(named, { format: 'stream' })!;
}

/** JSON has no whole numbers beyond those of JavaScript: they are told as text. */
function plainNumbers(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The fields of a message of a shape that was written as it is written here; `null` for others, which may be so too. Errors: `ProtocolError`. */
export function decodeOwn<S extends Shape>(type: string, shape: S, body: Uint8Array): RecordOf<S> | null {
  try {
    const names = Object.keys(shape);
    const found = decodeRow(templateOf(type, shape).schema, Object.values(shape), body);
    if (found === null) return null;
    const row: Record<string, unknown> = {};
    found.forEach((value, i) => (row[names[i]!] = fieldValue(type, names[i]!, shape[names[i]!]!, value)));
    return row as RecordOf<S>;
  } catch (error) {
    throw unreadable(error);
  }
}

/** A message as it came: its type, and the fields of its one row. */
export interface RawRecord {
  readonly type: string;
  readonly values: ReadonlyMap<string, unknown>;
}

/** Reads an Arrow IPC stream of one row. Anything else: `ProtocolError`. */
export function decodeRecord(body: Uint8Array): RawRecord {
  try {
    const { metadata, values } = firstRow(body);
    const type = metadata.get('gobi.message');
    if (type === undefined) throw new Error('its schema has no metadata `gobi.message`');
    return { type, values };
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): Error {
  if (error instanceof GobiError && error.exception === 'ProtocolError') return error;
  const reason = `a message cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return gobiError('ProtocolError', { reason }, { cause: error });
}

/** The fields of a message, checked against its shape: what is missing is NULL, what is unknown or of another type is a `ProtocolError`. */
export function readRecord<S extends Shape>({ type, values }: RawRecord, shape: S): RecordOf<S> {
  for (const name of values.keys())
    if (!Object.hasOwn(shape, name))
      throw gobiError('ProtocolError', { reason: `${type} has no field \`${name}\`; it has ${fieldNames(shape)}` });
  const row: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) row[name] = fieldValue(type, name, field, values.get(name));
  return row as RecordOf<S>;
}

function fieldNames(shape: Shape): string {
  return Object.keys(shape)
    .map((name) => `\`${name}\``)
    .join(', ');
}

function fieldValue(type: string, name: string, field: FieldType, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const wrong = (): Error =>
    gobiError('ProtocolError', { reason: `field \`${name}\` of ${type} is no ${words[field]}` });
  switch (field) {
    case 'text':
      if (typeof value !== 'string') throw wrong();
      return value;
    case 'json':
      if (typeof value !== 'string') throw wrong();
      try {
        return JSON.parse(value) as unknown;
      } catch {
        throw wrong();
      }
    case 'flag':
      if (typeof value !== 'boolean') throw wrong();
      return value;
    case 'bytes':
      if (!(value instanceof Uint8Array)) throw wrong();
      return value;
    case 'number':
      if (typeof value !== 'number') throw wrong();
      return value;
    case 'whole':
    case 'id':
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || (field === 'id' && value < 0)) throw wrong();
      return value;
  }
}

const words: Readonly<Record<FieldType, string>> = {
  text: 'text',
  json: 'JSON text',
  number: 'number',
  whole: 'whole number',
  id: 'number from 0 to 4294967295',
  flag: 'boolean',
  bytes: 'binary value',
};

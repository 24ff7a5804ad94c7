/**
 * Thrift's compact protocol without a schema: what is read can be changed and written again, byte for byte alike where it was left alone.
 */
export type ThriftValue = boolean | number | bigint | Uint8Array | ThriftList | ThriftStruct;

export interface ThriftList {
  readonly elementType: number;
  readonly values: readonly ThriftValue[];
}

/** Fields by id, in the order of the file. */
export type ThriftStruct = Map<number, ThriftField>;

export interface ThriftField {
  readonly type: number;
  readonly value: ThriftValue;
}

const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;
const MAX_DEPTH = 64;

/** What is wrong with a serialised struct, and at which byte. */
export class ThriftError extends Error {
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.name = 'ThriftError';
    this.offset = offset;
  }
}

/** The struct at the start of `bytes` (or at `start`) and where it ends. Throws `ThriftError`. */
export function readThrift(bytes: Uint8Array, start = 0): { struct: ThriftStruct; end: number } {
  const reader = new ThriftReader(bytes, start);
  const struct = reader.struct(0);
  return { struct, end: reader.at };
}

class ThriftReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  struct(depth: number): ThriftStruct {
    if (depth > MAX_DEPTH) throw new ThriftError('structs nest too deep', this.at);
    const fields: ThriftStruct = new Map();
    let id = 0;
    for (;;) {
      const head = this.#byte();
      const type = head & 15;
      if (type === 0) return fields;
      id = head >> 4 === 0 ? Number(this.#zigzag()) : id + (head >> 4);
      fields.set(id, { type, value: this.#value(type, depth) });
    }
  }

  #value(type: number, depth: number): ThriftValue {
    switch (type) {
      case TRUE:
        return true;
      case FALSE:
        return false;
      case BYTE:
        return (this.#byte() << 24) >> 24;
      case I16:
      case I32:
        return Number(this.#zigzag());
      case I64:
        return this.#zigzag();
      case DOUBLE: {
        const at = this.#skip(8);
        return new DataView(this.#bytes.buffer, this.#bytes.byteOffset).getFloat64(at, true);
      }
      case BINARY: {
        const length = this.#length();
        const at = this.#skip(length);
        return this.#bytes.subarray(at, at + length);
      }
      case LIST:
      case SET:
        return this.#list(depth);
      case STRUCT:
        return this.struct(depth + 1);
      default:
        throw new ThriftError(`unknown type ${type}`, this.at);
    }
  }

  #list(depth: number): ThriftList {
    const head = this.#byte();
    const elementType = head & 15;
    const length = head >> 4 === 15 ? this.#length() : head >> 4;
    const values: ThriftValue[] = [];
    for (let i = 0; i < length; i++)
      values.push(
        elementType === TRUE || elementType === FALSE ? this.#byte() === TRUE : this.#value(elementType, depth + 1),
      );
    return { elementType, values };
  }

  #byte(): number {
    return this.#bytes[this.#skip(1)]!;
  }

  #skip(length: number): number {
    const at = this.at;
    if (at + length > this.#bytes.length) throw new ThriftError('it ends too early', at);
    this.at = at + length;
    return at;
  }

  #length(): number {
    const start = this.at;
    const length = this.#varint();
    if (length > BigInt(this.#bytes.length)) throw new ThriftError(`length ${length} is more than there is`, start);
    return Number(length);
  }

  #zigzag(): bigint {
    const raw = this.#varint();
    return (raw >> 1n) ^ -(raw & 1n);
  }

  #varint(): bigint {
    const start = this.at;
    let low = 0;
    let shift = 0;
    for (; shift < 28; shift += 7) {
      const byte = this.#byte();
      low |= (byte & 127) << shift;
      if (byte < 128) return BigInt(low);
    }
    let result = BigInt(low);
    for (; shift < 70; shift += 7) {
      const byte = this.#byte();
      result |= BigInt(byte & 127) << BigInt(shift);
      if (byte < 128) return result;
    }
    throw new ThriftError('a number is too long', start);
  }
}

/** The bytes of a struct. */
export function writeThrift(struct: ThriftStruct): Uint8Array {
  const bytes: number[] = [];
  writeStruct(bytes, struct);
  return Uint8Array.from(bytes);
}

function writeStruct(bytes: number[], struct: ThriftStruct): void {
  let previous = 0;
  for (const [id, { type, value }] of struct) {
    const delta = id - previous;
    if (delta > 0 && delta < 16) bytes.push((delta << 4) | type);
    else {
      bytes.push(type);
      writeZigzag(bytes, BigInt(id));
    }
    if (type !== TRUE && type !== FALSE) writeValue(bytes, type, value);
    previous = id;
  }
  bytes.push(0);
}

function writeValue(bytes: number[], type: number, value: ThriftValue): void {
  if (typeof value === 'boolean') bytes.push(value ? TRUE : FALSE);
  else if (value instanceof Uint8Array) {
    writeVarint(bytes, BigInt(value.length));
    for (const byte of value) bytes.push(byte);
  } else if (value instanceof Map) writeStruct(bytes, value);
  else if (typeof value === 'object') {
    const { length } = value.values;
    bytes.push((Math.min(length, 15) << 4) | value.elementType);
    if (length >= 15) writeVarint(bytes, BigInt(length));
    for (const each of value.values) writeValue(bytes, value.elementType, each);
  } else if (type === DOUBLE) bytes.push(...new Uint8Array(Float64Array.of(Number(value)).buffer));
  else if (type === BYTE) bytes.push(Number(value) & 255);
  else writeZigzag(bytes, BigInt(value));
}

function writeZigzag(bytes: number[], value: bigint): void {
  writeVarint(bytes, BigInt.asUintN(64, (value << 1n) ^ (value >> 63n)));
}

function writeVarint(bytes: number[], value: bigint): void {
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
}

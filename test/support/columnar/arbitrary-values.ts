import fc from 'fast-check';
import type { DataType } from '../../../compiler/contract/data-type.ts';
import { integerValue, type Value } from '../../../runtime/columnar/value.ts';
import { fieldKey } from '../../../runtime/columnar/value.ts';

/** Types of every kind, nested ones included. */
export const SAMPLE_TYPES: readonly DataType[] = [
  { kind: 'int', bits: 8, unsigned: false },
  { kind: 'int', bits: 8, unsigned: true },
  { kind: 'int', bits: 16, unsigned: false },
  { kind: 'int', bits: 16, unsigned: true },
  { kind: 'int', bits: 32, unsigned: false },
  { kind: 'int', bits: 32, unsigned: true },
  { kind: 'int', bits: 64, unsigned: false },
  { kind: 'int', bits: 64, unsigned: true },
  { kind: 'float', bits: 32 },
  { kind: 'float', bits: 64 },
  { kind: 'decimal', precision: 9, scale: 2 },
  { kind: 'decimal', precision: 18, scale: 0 },
  { kind: 'decimal', precision: 38, scale: 10 },
  { kind: 'string' },
  { kind: 'json' },
  { kind: 'uuid' },
  { kind: 'boolean' },
  { kind: 'date' },
  { kind: 'time' },
  { kind: 'timestamp', zoned: false },
  { kind: 'timestamp', zoned: true },
  { kind: 'interval' },
  { kind: 'blob' },
  { kind: 'list', element: { kind: 'int', bits: 64, unsigned: false }, elementNullable: true },
  {
    kind: 'list',
    element: { kind: 'list', element: { kind: 'string' }, elementNullable: true },
    elementNullable: true,
  },
  {
    kind: 'struct',
    fields: [
      { name: 'a', type: { kind: 'float', bits: 64 }, nullable: true },
      { name: 'b', type: { kind: 'string' }, nullable: true },
    ],
  },
  {
    kind: 'list',
    element: { kind: 'struct', fields: [{ name: 'x', type: { kind: 'date' }, nullable: true }] },
    elementNullable: true,
  },
  { kind: 'map', key: { kind: 'string' }, value: { kind: 'int', bits: 64, unsigned: false } },
  { kind: 'null' },
];

/** Values of a type, NULL and extremes among them. */
export function arbitraryValue(type: DataType): fc.Arbitrary<Value> {
  return type.kind === 'null' ? fc.constant(null) : fc.option(arbitraryPresent(type), { freq: 8 });
}

function arbitraryPresent(type: DataType): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'int': {
      const bits = BigInt(type.bits);
      return integers(
        type.unsigned ? 0n : -(1n << (bits - 1n)),
        type.unsigned ? (1n << bits) - 1n : (1n << (bits - 1n)) - 1n,
      );
    }
    case 'decimal': {
      const limit = 10n ** BigInt(type.precision) - 1n;
      return integers(-limit, limit);
    }
    case 'float':
      return type.bits === 32 ? fc.float() : fc.double();
    case 'string':
      return fc.oneof(
        fc.constantFrom('', 'a', 'b', 'ä', '\u{1F600}', '\uFFFD'),
        fc.string({ unit: 'binary', maxLength: 12 }),
      );
    case 'json':
      return fc.json({ maxDepth: 1 });
    case 'uuid':
      return fc.uuid();
    case 'boolean':
      return fc.boolean();
    case 'date':
      return fc.integer({ min: -719162, max: 2932896 });
    case 'time':
      return fc.integer({ min: 0, max: 86399999999 });
    case 'timestamp':
      return fc.oneof(
        integers(-62135596800000000n, 253402300799999999n),
        fc.integer({ min: 16000000, max: 17000000 }).map((minutes) => minutes * 60000000),
      );
    case 'interval':
      return fc.record(
        { months: fc.integer(), days: fc.integer(), micros: fc.maxSafeInteger() },
        { noNullPrototype: true },
      );
    case 'blob':
      return fc.uint8Array({ maxLength: 10 });
    case 'list':
      return fc.array(type.elementNullable ? arbitraryValue(type.element) : arbitraryPresent(type.element), {
        maxLength: 4,
      });
    case 'struct':
      return fc
        .tuple(...type.fields.map((field) => arbitraryValue(field.type)))
        .map((values) => Object.fromEntries(values.map((value, i) => [fieldKey(type.fields[i]!.name), value])));
    case 'map':
      return fc
        .uniqueArray(fc.tuple(arbitraryPresent(type.key), arbitraryValue(type.value)), {
          maxLength: 3,
          selector: ([key]) => key,
        })
        .map((entries) => entries.map(([$key, $value]) => ({ $key, $value })));
    case 'secret':
    case 'null':
      return fc.constant(null);
  }
}

/** Integers of one magnitude per sample: small, beyond 2^53, or of any size. */
function integers(min: bigint, max: bigint): fc.Arbitrary<Value> {
  const clip = (value: bigint): bigint => (value < min ? min : value > max ? max : value);
  return fc
    .oneof(
      fc.bigInt(clip(-200n), clip(200n)),
      fc.bigInt(clip(-9007199254740993n), clip(9007199254740993n)),
      fc.bigInt(min, max),
      fc.constantFrom(min, max),
    )
    .map(integerValue);
}

/** Lists of values of a type; many of them small-ranged, so that narrow layouts occur. */
export function arbitraryValues(type: DataType, maxLength = 40): fc.Arbitrary<Value[]> {
  const any = fc.array(arbitraryValue(type), { maxLength });
  if (type.kind === 'null') return any;
  const few = fc
    .array(arbitraryValue(type), { minLength: 1, maxLength: 3 })
    .chain((pool) => fc.array(fc.constantFrom(...pool), { maxLength }));
  return fc.oneof(any, few, fc.array(arbitraryPresent(type), { maxLength }));
}

import type { DataType } from '../../compiler/contract/data-type.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import { intervalLength, type Interval } from './interval.ts';

/** Negative, zero or positive, as the order of SQL's `<` has it. */
export type Comparator = (a: unknown, b: unknown) => number;

/** The order of a type's values; neither argument is NULL, but NULLs inside of lists and structs come last. */
export function comparator(type: DataType): Comparator {
  switch (type.kind) {
    case 'int':
    case 'decimal':
    case 'timestamp':
    case 'date':
    case 'time':
    case 'boolean':
      return compareOrdered as Comparator;
    case 'float':
      return compareFloats as Comparator;
    case 'string':
    case 'json':
    case 'uuid':
      return compareText as Comparator;
    case 'interval':
      return compareIntervals as Comparator;
    case 'blob':
      return compareBytes as Comparator;
    case 'list':
      return listComparator(comparator(type.element));
    case 'struct':
      return structComparator(type.fields.map((field) => ({ key: `$${field.name}`, compare: comparator(field.type) })));
    case 'map':
      return listComparator(
        structComparator([
          { key: '$key', compare: comparator(type.key) },
          { key: '$value', compare: comparator(type.value) },
        ]),
      );
    case 'null':
    case 'secret':
      return () => 0;
    default:
      return assertNever(type);
  }
}

/** The comparator with NULL after every value. */
export function nullsLast(compare: Comparator): Comparator {
  return (a, b) => (a === null ? (b === null ? 0 : 1) : b === null ? -1 : compare(a, b));
}

/** Orders by code point; JavaScript's `<` goes by UTF-16 unit, which differs beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return surrogatesLast(x) - surrogatesLast(y);
  }
  return a.length - b.length;
}

function surrogatesLast(unit: number): number {
  return unit < 0xd800 ? unit : unit > 0xdfff ? unit - 0x800 : unit + 0x2000;
}

function compareOrdered(a: number | bigint | boolean, b: number | bigint | boolean): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** NaN equals itself and is greater than every number. */
function compareFloats(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function compareIntervals(a: Interval, b: Interval): number {
  return compareBig(intervalLength(a), intervalLength(b));
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

function listComparator(compareElement: Comparator): Comparator {
  const compare = nullsLast(compareElement);
  return (a, b) => {
    const left = a as readonly unknown[];
    const right = b as readonly unknown[];
    const length = Math.min(left.length, right.length);
    for (let i = 0; i < length; i++) {
      const order = compare(left[i], right[i]);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  };
}

function structComparator(fields: readonly { readonly key: string; readonly compare: Comparator }[]): Comparator {
  const ordered = fields.map(({ key, compare }) => ({ key, compare: nullsLast(compare) }));
  return (a, b) => {
    for (const { key, compare } of ordered) {
      const order = compare((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]);
      if (order !== 0) return order;
    }
    return 0;
  };
}

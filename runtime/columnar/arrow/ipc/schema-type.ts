import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import type { ArrowType, ArrowUnit } from '../arrow-type.ts';
import { child, fieldAt, int32, text, uint16, uint8, type FlatTable } from './flat-table.ts';

const UNITS: readonly ArrowUnit[] = ['s', 'ms', 'us', 'ns'];
const INTERVALS = ['month', 'day_time', 'month_day_nano'] as const;
const PRECISIONS = [16, 32, 64] as const;

/** The type of a field of a schema's message (Schema.fbs): its fields 2 and 3. Throws `Unsupported`, and an `Error` where it is none. */
export function schemaType(field: FlatTable, column: string): ArrowType {
  const code = uint8(field, 2);
  const type = child(field, 3);
  switch (code) {
    case 1:
      return { kind: 'null' };
    case 2:
      return intTypeOf(type);
    case 3:
      return { kind: 'float', bits: oneOf(PRECISIONS, uint16(type, 0)) };
    case 4:
      return { kind: 'binary', large: false };
    case 5:
      return { kind: 'utf8', large: false };
    case 6:
      return { kind: 'boolean' };
    case 7: {
      const [precision, scale] = [int32(type, 0), int32(type, 1)];
      return { kind: 'decimal', bits: bitsOf([32, 64, 128, 256], int32(type, 2, 128)), precision, scale };
    }
    case 8:
      return { kind: 'date', bits: uint16(type, 0, 1) === 0 ? 32 : 64 };
    case 9:
      return { kind: 'time', unit: oneOf(UNITS, uint16(type, 0, 1)) };
    case 10: {
      const zone = text(type, 1);
      return { kind: 'timestamp', unit: oneOf(UNITS, uint16(type, 0)), zoned: zone !== null && zone !== '' };
    }
    case 11:
      return { kind: 'interval', unit: oneOf(INTERVALS, uint16(type, 0)) };
    case 12:
      return { kind: 'list', large: false };
    case 13:
      return { kind: 'struct' };
    case 15:
      return { kind: 'fixed_binary', width: notNegative(int32(type, 0)) };
    case 16:
      return { kind: 'fixed_list', size: notNegative(int32(type, 0)) };
    case 17:
      return { kind: 'map' };
    case 18:
      return { kind: 'duration', unit: oneOf(UNITS, uint16(type, 0, 1)) };
    case 19:
      return { kind: 'binary', large: true };
    case 20:
      return { kind: 'utf8', large: true };
    case 21:
      return { kind: 'list', large: true };
    default:
      throw gobiError('Unsupported', {
        what: `Arrow type ${code} of column \`${column}\``,
        instead: 'convert the column to another type where the data comes from',
      });
  }
}

/** The type of a table `Int`. */
export function intTypeOf(type: FlatTable): Extract<ArrowType, { readonly kind: 'int' }> {
  const signed = fieldAt(type, 1) !== null && uint8(type, 1) !== 0;
  return { kind: 'int', bits: bitsOf([8, 16, 32, 64], int32(type, 0)), unsigned: !signed };
}

function bitsOf<T extends number>(known: readonly T[], bits: number): T {
  const found = known.find((width) => width === bits);
  if (found === undefined) throw new Error(`numbers of ${bits} bits are unknown`);
  return found;
}

function oneOf<T>(known: readonly T[], code: number): T {
  const found = known[code];
  if (found === undefined) throw new Error(`unit ${code} is unknown`);
  return found;
}

function notNegative(width: number): number {
  if (width < 0) throw new Error(`a width of ${width} makes no sense`);
  return width;
}

import type { DataType } from '../../contract/data-type.ts';
import { isDataType, showType, type Type } from '../../contract/type.ts';

/** The run-time type of an expression that has one. */
export function dataType(type: Type): DataType {
  if (!isDataType(type)) throw new Error(`${showType(type)} has no values of its own at run time`);
  return type;
}

export function scaleOf(type: DataType): number {
  return type.kind === 'decimal' ? type.scale : 0;
}

/** Values are whole numbers: compared and added as such. */
export function isWhole(type: DataType): boolean {
  return (
    type.kind === 'int' ||
    type.kind === 'decimal' ||
    type.kind === 'date' ||
    type.kind === 'time' ||
    type.kind === 'timestamp'
  );
}

/** `===` tells equality of the type's values. */
export function equalsNatively(type: DataType): boolean {
  return (
    isWhole(type) ||
    type.kind === 'string' ||
    type.kind === 'json' ||
    type.kind === 'uuid' ||
    type.kind === 'boolean' ||
    type.kind === 'null'
  );
}

export function isText(type: DataType): boolean {
  return type.kind === 'string' || type.kind === 'json' || type.kind === 'uuid';
}

/** Least and greatest value of a type of whole numbers; decimals scaled. */
export function limitsOf(type: DataType): { readonly low: bigint; readonly high: bigint } | null {
  if (type.kind === 'decimal')
    return { low: 1n - 10n ** BigInt(type.precision), high: 10n ** BigInt(type.precision) - 1n };
  if (type.kind !== 'int') return null;
  const bits = BigInt(type.bits);
  return type.unsigned
    ? { low: 0n, high: 2n ** bits - 1n }
    : { low: -(2n ** (bits - 1n)), high: 2n ** (bits - 1n) - 1n };
}

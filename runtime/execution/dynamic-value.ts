import { showDataType, type DataType } from '../../compiler/contract/data-type.ts';
import { sameDataType } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { converter } from '../columnar/convert/convert-value.ts';
import type { Value } from '../columnar/value.ts';

/** A value of a type that is known only at run time: a cell of a table whose columns the compiler could not see. */
export class DynamicValue {
  readonly type: DataType;
  readonly value: Value;

  constructor(type: DataType, value: Value) {
    this.type = type;
    this.value = value;
  }
}

/** The value where typed code needs one of type `to`: implicit conversions are made, everything else is a `TypeMismatch`. */
export function crossInto(to: DataType, { type, value }: DynamicValue): Value {
  if (value === null || sameDataType(type, to)) return value;
  if (!widens(type, to))
    throw gobiError('TypeMismatch', {
      expected: showDataType(to),
      found: showDataType(type),
      where: 'a place behind a column known only at run time',
    });
  return converter(type, to)(value);
}

/** Whether values of `from` go into `to` without a cast: what the checker converts by itself. Ranges are checked on the way. */
function widens(from: DataType, to: DataType): boolean {
  switch (to.kind) {
    case 'int':
      return from.kind === 'int' || (from.kind === 'decimal' && from.scale === 0);
    case 'float':
      return from.kind === 'int' || from.kind === 'decimal' || from.kind === 'float';
    case 'decimal':
      return from.kind === 'int' || (from.kind === 'decimal' && from.scale <= to.scale);
    case 'string':
      return from.kind === 'string';
    case 'list':
      return from.kind === 'list' && (widens(from.element, to.element) || sameDataType(from.element, to.element));
    case 'struct':
      return (
        from.kind === 'struct' &&
        from.fields.length === to.fields.length &&
        to.fields.every((field, i) => sameDataType(field.type, from.fields[i]!.type))
      );
    default:
      return from.kind === to.kind && to.kind !== 'secret';
  }
}

import type { DataType } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { isDataType, showType, type Type } from '../../compiler/contract/type.ts';

/** A type that values have at run time; one that is known only to the checker cannot be worked on. */
export function dataTypeOf(type: Type | undefined): DataType {
  if (type === undefined || !isDataType(type))
    throw gobiError('IncompatibleOperation', {
      operation: 'this function',
      left: type === undefined ? 'no argument' : showType(type),
    });
  return type;
}

/** What is made for a type; for a value that brings its type along, what is made for that one. */
export function madeFor<Result>(
  type: Type | undefined,
  make: (type: DataType) => (value: unknown) => Result,
): (value: unknown) => Result {
  if (type?.kind !== 'dynamic') return make(dataTypeOf(type));
  return (given) => {
    const { type: own, value } = given as { readonly type: DataType; readonly value: unknown };
    return make(own)(value);
  };
}

/** The type of a list's elements. */
export function elementOf(type: Type | undefined): DataType {
  const list = dataTypeOf(type);
  return list.kind === 'list' ? list.element : list;
}

/** The type that a lambda gives. */
export function resultOf(type: Type | undefined): DataType {
  return dataTypeOf(type?.kind === 'function' ? type.result.type : type);
}

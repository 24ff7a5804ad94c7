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

/** The type of a list's elements. */
export function elementOf(type: Type | undefined): DataType {
  const list = dataTypeOf(type);
  return list.kind === 'list' ? list.element : list;
}

/** The type that a lambda gives. */
export function resultOf(type: Type | undefined): DataType {
  return dataTypeOf(type?.kind === 'function' ? type.result.type : type);
}

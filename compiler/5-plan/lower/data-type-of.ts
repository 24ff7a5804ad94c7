import { NULL, type DataType } from '../../contract/data-type.ts';
import { isDataType, showType, type Type } from '../../contract/type.ts';

/** The run-time type of a checked type in a query. The checker leaves no other there than `never`, the type of `[]`'s elements and of NULL. */
export function dataTypeOf(type: Type): DataType {
  if (isDataType(type)) return type;
  if (type.kind === 'never') return NULL;
  if (type.kind === 'table' && type.columns.length === 1) return dataTypeOf(type.columns[0]!.type);
  throw new Error(`a value of type ${showType(type)} in a query's plan`);
}

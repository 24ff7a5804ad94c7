import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import type { DataType } from '../../compiler/contract/data-type.ts';
import { typeOfValue } from '../columnar/convert/type-of-value.ts';
import type { Value } from '../columnar/value.ts';

/** What the compiler is told of a value that came from outside: its type is known, or follows from the value. Errors: `ConversionError` for what is no value. */
export function scopeOfValue(name: string, value: Value, type: DataType = typeOfValue(name, value)): ScopeLocal {
  return { name, type, nullable: value === null, refersTo: null };
}

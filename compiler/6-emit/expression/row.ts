import * as b from '../builder.ts';
import type { Held } from '../module/function-scope.ts';

/** The row of a loop as a struct, made of the variables that hold its fields. */
export function wholeRow(held: Held & { readonly kind: 'row' }): b.Expression {
  return b.object(Object.fromEntries([...held.fields].map(([field, name]) => [`$${field}`, b.name(name)])));
}

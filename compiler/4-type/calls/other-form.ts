import type { LibraryFunction } from '../../contract/signature.ts';
import type { Env } from '../checker.ts';
import type { Operand } from './overload.ts';

/**
 * What the name of an aggregate means where it goes over no rows: the function of a list or table that is given as a whole
 * (`xs.sum()`, and `max(xs)` outside of a query), or of several values (`min(a, b)`). `null` where the aggregate is meant.
 */
export function otherForm(
  env: Env,
  functions: readonly LibraryFunction[],
  operands: readonly Operand[],
  isMethod: boolean,
): { readonly name: string; readonly functions: readonly LibraryFunction[] } | null {
  const { listForm, valueForm } = functions[0]!.signature.traits;
  const kind = operands[0]?.value?.slot.type.kind;
  const isWhole = operands.length === 1 && (kind === 'list' || kind === 'table') && (isMethod || env.query === null);
  const name = operands.length > 1 ? valueForm : isWhole ? listForm : undefined;
  const meant = name === undefined ? undefined : env.checker.context.library.get(name);
  return name === undefined || meant === undefined ? null : { name, functions: meant };
}

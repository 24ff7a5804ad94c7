import type { Identifier } from '../../ir/syntax-name.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { applyLibrary } from './library-call.ts';

/** The call that a word alone is, as `current_date`; `null` for all other names. */
export function wordCall(env: Env, { text, quoted, span }: Identifier): TypedExpression | null {
  if (quoted) return null;
  const word = text.toLowerCase();
  const found = env.checker.context.library
    .get(word)
    ?.find(({ signature }) => signature.traits.word === word && signature.parameters.length === 0);
  if (found === undefined) return null;
  return applyLibrary(env, { function: found, bindings: new Map(), cost: 0 }, [], found.signature.result, span);
}

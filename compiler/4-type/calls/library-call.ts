import type { Span } from '../../contract/span.ts';
import type { TypeSlot } from '../../contract/type.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';
import type { Choice } from './overload.ts';

/** The call of a chosen library function: an operation that emission inlines, or a native body. Its effects are noted. */
export function applyLibrary(
  env: Env,
  choice: Choice,
  given: readonly TypedExpression[],
  slot: TypeSlot,
  span: Span,
): TypedExpression {
  const { id, signature } = choice.function;
  const { traits, effects } = signature;
  const { sites } = env.frame;
  if (traits.volatile === true) sites.volatile = true;
  if (effects.io) sites.io = true;
  if (effects.async) {
    sites.async ??= { because: `calls \`${signature.name}\``, span };
    if (env.query !== null) report(env, 'PLG1601', { name: signature.name, place: 'a query' }, span);
  }
  const args = [...given, ...defaultArguments(env, choice, given.length)];
  if (traits.operation !== undefined) return { kind: 'Operation', operation: traits.operation, args, span, slot };
  const volatile = traits.volatile === true ? { volatile: true as const } : {};
  return { kind: 'Native', id, strict: traits.strict !== false, ...volatile, args, span, slot };
}

/** The defaults of the parameters that the call leaves out. */
export function defaultArguments(env: Env, choice: Choice, from: number): readonly TypedExpression[] {
  return choice.function.signature.parameters.slice(from).flatMap(({ defaultText, slot, name }) => {
    if (defaultText === null) return [];
    const value = check({ ...env, query: null }, parsedDefault(env, defaultText, name), slot);
    return [coerce(env, value, slot)];
  });
}

function parsedDefault({ checker }: Env, text: string, name: string): Expression {
  const known = checker.defaults.get(text) ?? checker.context.parseExpression(text, name);
  checker.defaults.set(text, known);
  return known;
}

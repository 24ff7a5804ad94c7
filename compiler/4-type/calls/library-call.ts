import { DATE_PARTS, datePartOf, partChoices, type DatePart, type PartChoice } from '../../contract/date-parts.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Span } from '../../contract/span.ts';
import type { LibraryFunction } from '../../contract/signature.ts';
import { showType, type TypeSlot } from '../../contract/type.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';
import { sealed } from '../types/seal.ts';
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
  if (traits.use === 'seal' && given[0] !== undefined) return sealed(env, given[0]);
  if (traits.volatile === true) sites.volatile = true;
  if (traits.acts === true) sites.acts = true;
  if (effects.io) sites.io = true;
  if (effects.async) {
    sites.async ??= { because: `calls \`${signature.name}\``, span };
    if (env.query !== null) report(env, 'PLG1601', { name: signature.name, place: 'a query' }, span);
  }
  const args = [...given, ...defaultArguments(env, choice, given.length)];
  if (traits.part !== undefined) requirePart(env, traits.part, args[0]);
  const epoch = epochOf(env, choice, args[0]);
  if (epoch !== null)
    return applyLibrary(
      env,
      { ...choice, function: epoch },
      args.slice(1),
      { ...epoch.signature.result, nullable: slot.nullable },
      span,
    );
  if (traits.operation !== undefined) return { kind: 'Operation', operation: traits.operation, args, span, slot };
  const volatile = traits.volatile === true || traits.acts === true ? { volatile: true as const } : {};
  return { kind: 'Native', id, strict: traits.strict !== false, ...volatile, args, span, slot };
}

/** The function that gives the epoch of the values that the chosen one takes, where that part is asked for. */
function epochOf(env: Env, { function: chosen }: Choice, named: TypedExpression | undefined): LibraryFunction | null {
  const { epochForm } = chosen.signature.traits;
  if (epochForm === undefined || named?.kind !== 'Literal' || typeof named.value !== 'string') return null;
  if (datePartOf(named.value) !== 'epoch') return null;
  const wanted = showType(chosen.signature.parameters[1]!.slot.type);
  const forms = env.checker.context.library.get(epochForm) ?? [];
  return forms.find(({ signature }) => showType(signature.parameters[0]!.slot.type) === wanted) ?? null;
}

/** A part that is written out is one that the function knows; names that are computed are checked when it runs. */
function requirePart(env: Env, choice: PartChoice, named: TypedExpression | undefined): void {
  if (named?.kind !== 'Literal' || typeof named.value !== 'string') return;
  const { what, parts }: { readonly what: string; readonly parts: readonly DatePart[] } = partChoices[choice];
  const part = datePartOf(named.value);
  if (part !== undefined && parts.includes(part)) return;
  const nearest = suggest(
    named.value,
    parts.flatMap((each) => DATE_PARTS[each]),
  );
  report(env, 'PLG1231', { name: named.value, what, parts, nearest }, named.span);
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

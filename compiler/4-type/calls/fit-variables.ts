import { NO_EFFECTS, type LibraryFunction } from '../../contract/signature.ts';
import type { Span } from '../../contract/span.ts';
import { showSlot, type Type, type TypeSlot } from '../../contract/type.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import type { RoutineEntry } from '../routines/routine-entry.ts';
import { coerce } from '../types/coerce.ts';
import { toParameter } from './apply.ts';
import { checkLambdas } from './lambda-arguments.ts';
import { chooseOverload } from './overload.ts';
import { hasVariables, substitute, type Bindings } from './type-variables.ts';

/** An argument as it is written; a lambda has no value yet. */
export interface Written {
  readonly node: Expression;
  readonly value: TypedExpression | null;
}

/** The arguments of a call in the types that the function's type variables take there, and these. */
export interface FittedVariables {
  readonly values: readonly TypedExpression[];
  readonly variables: ReadonlyMap<string, TypeSlot>;
}

/** Whether a function of the user has type variables in its parameters. */
export function takesVariables({ parameters, receiver, generic }: RoutineEntry): boolean {
  if (!generic) return false;
  return [receiver, ...parameters.map(({ slot }) => slot)].some((slot) => slot !== null && hasVariables(slot.type));
}

/** Finds what the type variables of a function stand for at a call; `null` where the arguments do not go together, which is reported. The receiver is the first argument. */
export function fitVariables(
  env: Env,
  entry: RoutineEntry,
  given: readonly Written[],
  hasReceiver: boolean,
  span: Span,
): FittedVariables | null {
  const declared = [
    ...(hasReceiver && entry.receiver !== null ? [{ name: 'self', slot: entry.receiver }] : []),
    ...entry.parameters.map(({ name, slot }) => ({ name, slot: slot ?? ANY })),
  ];
  if (given.some(({ value }) => value !== null && isFailed(value))) return null;
  const called: LibraryFunction = {
    id: entry.id,
    signature: {
      name: entry.name,
      receiver: null,
      parameters: declared.map((parameter) => ({ ...parameter, defaultText: null, variadic: false })),
      result: entry.result ?? ANY,
      effects: NO_EFFECTS,
      declaredRaises: null,
      mode: 'either',
      traits: { strict: false },
      inline: null,
    },
    documentation: '',
    examples: [],
  };
  const operands = given.map(({ node, value }) => ({
    value,
    parameters: node.kind === 'Lambda' ? node.parameters.length : 0,
  }));
  const choice = chooseOverload([called], operands);
  if (choice === null) {
    const types = given.map(({ value }) => (value === null ? 'a lambda' : showSlot(value.slot)));
    const signature = `${entry.name}(${declared.map(({ name, slot }) => `${name} ${showSlot(slot)}`).join(', ')})`;
    report(env, 'PLG1229', { name: entry.name, signature, given: `(${types.join(', ')})` }, span);
    return null;
  }
  const typed = checkLambdas(env, choice, given);
  if (typed.some(isFailed)) return null;
  const { bindings } = choice;
  const values = typed.map((value, i) => {
    const { slot } = declared[i]!;
    if (slot.type.kind === 'function') return value;
    const target = bound(slot, bindings);
    return coerce(env, toParameter(env, value, target.type), target);
  });
  const variables = new Map(
    [...bindings.keys()].map((name) => [name, bound({ type: { kind: 'variable', name }, nullable: false }, bindings)]),
  );
  return values.some(isFailed) ? null : { values, variables };
}

const ANY: TypeSlot = { type: { kind: 'any' }, nullable: true };

/** A slot with its variables replaced; one that stands for values of which one may be NULL may be NULL. */
function bound({ type, nullable }: TypeSlot, bindings: Bindings): TypeSlot {
  const mayBeNull = type.kind === 'variable' && bindings.get(type.name)?.nullable === true;
  return { type: substitute(type, bindings), nullable: nullable || mayBeNull };
}

/** The declared type of a result with the variables of a call. */
export function withVariables({ type, nullable }: TypeSlot, variables: ReadonlyMap<string, TypeSlot>): TypeSlot {
  const bindings: Bindings = new Map(
    [...variables].map(([name, slot]): [string, NonNullable<ReturnType<Bindings['get']>>] => [
      name,
      { types: [slot.type as Type], literals: [], texts: [], nullable: slot.nullable },
    ]),
  );
  return bound({ type, nullable }, bindings);
}

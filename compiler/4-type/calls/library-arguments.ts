import type { LibraryFunction } from '../../contract/signature.ts';
import { showSlot, showType, type Type } from '../../contract/type.ts';
import type { Call } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { isDynamic, report, type Env } from '../checker.ts';
import { failed, isFailed } from '../expressions/build.ts';
import { isAnyDecimal } from '../types/conversion.ts';
import { check } from '../expressions/expression.ts';
import { otherForm } from './other-form.ts';
import { checkAggregate, checkWindowCall, insideAggregate, insideWindow } from '../queries/aggregate.ts';
import { constrain, isOpen } from '../inference/inference.ts';
import { fitLiteral } from '../literals/literal-conversion.ts';
import { isArrow } from '../expressions/lambda.ts';
import { coerce } from '../types/coerce.ts';
import { anyFailed, convertArguments, resultSlot } from './apply.ts';
import type { Receiver } from './call.ts';
import { checkLambdas } from './lambda-arguments.ts';
import { applyLibrary } from './library-call.ts';
import { holdsSecret, nameOfValue } from '../types/secret.ts';
import { chooseOverload, parameterAt, takesCount, type Operand } from './overload.ts';
import { bindVariables, hasVariables, substitute, type Bindings } from './type-variables.ts';

/** An argument in the order of the parameters: typed, or a lambda that waits for its parameters' types. */
interface Given {
  readonly node: Expression;
  readonly value: TypedExpression | null;
}

/** A call of the standard library, with arguments that were made beside the written ones: arguments are typed, the overload chosen, then lambdas, conversions and the result. */
export function callLibrary(
  env: Env,
  name: string,
  functions: readonly LibraryFunction[],
  receiver: Receiver | null,
  node: Call,
  made: readonly TypedExpression[] = [],
): TypedExpression {
  const traits = functions.map((each) => each.signature.traits);
  const isAggregate = traits.some((t) => t.aggregate !== undefined);
  const isWindow = traits.some((t) => t.window !== undefined);
  const over = node.over !== undefined;
  const inside = over ? insideWindow(env, name) : isAggregate && env.query !== null ? insideAggregate(env, name) : env;
  const written = readArguments(inside, functions, receiver, node);
  const given = written === null ? null : [...written, ...made.map((value): Given => ({ node: node.callee, value }))];
  if (given === null) return failed(node.span);
  if (given.some(({ value }) => value !== null && isOpen(value.slot.type)))
    return inferFrom(env, functions, given, node);
  const operands = given.map(({ node: argument, value }): Operand => ({
    value,
    parameters: argument.kind === 'Lambda' ? argument.parameters.length : 0,
  }));
  if (anyFailed(given.map(({ value }) => value))) return failed(node.span);
  const meant = over ? null : otherForm(env, functions, operands, receiver !== null);
  if (meant !== null) {
    const values = given.flatMap(({ value }) => (value === null ? [] : [value]));
    return callLibrary(env, meant.name, meant.functions, null, { ...node, args: [] }, values);
  }
  const choice = chooseOverload(functions, operands);
  if (choice === null) return reportNoOverload(env, name, functions, given, node);
  const values = checkLambdas(inside, choice, given);
  if (anyFailed(values)) return failed(node.span);
  const converted = convertArguments(inside, choice, values);
  if (anyFailed(converted)) return failed(node.span);
  const args = isDynamic(env) ? withUnknownNulls(converted, values) : converted;
  if (!isAggregate && showsSecret(env, name, args)) return failed(node.span);
  const call = (): TypedExpression => {
    if (over) return checkWindowCall(env, choice, args, node);
    if (choice.function.signature.traits.aggregate !== undefined) return checkAggregate(env, choice, args, node);
    if (isWindow && choice.function.signature.traits.window !== undefined)
      return checkWindowCall(env, choice, args, node);
    return applyLibrary(env, choice, args, resultSlot(env, choice, args, node.span), node.span);
  };
  const typed = call();
  return isDynamic(env) && isDynamicCall(values) && !isResultSure(functions, operands) ? asDynamic(typed) : typed;
}

/** In a statement that is typed again at run time, an argument whose type is not known yet may be NULL. */
function withUnknownNulls(
  args: readonly TypedExpression[],
  values: readonly TypedExpression[],
): readonly TypedExpression[] {
  return args.map((arg, i) =>
    values[i]?.slot.type.kind === 'dynamic' ? { ...arg, slot: { ...arg.slot, nullable: true } } : arg,
  );
}

function isDynamicCall(values: readonly TypedExpression[]): boolean {
  return values.some(({ slot }) => slot.type.kind === 'dynamic');
}

/** Whether every overload that may be meant gives the same type. */
function isResultSure(functions: readonly LibraryFunction[], operands: readonly Operand[]): boolean {
  const results = functions.filter((each) => chooseOverload([each], operands) !== null).map((each) => each.signature);
  const types = new Set(results.map(({ result }) => showType(result.type)));
  return types.size <= 1 && results.every(({ result }) => !isAnyDecimal(result.type));
}

function asDynamic(value: TypedExpression): TypedExpression {
  return isFailed(value) ? value : { ...value, slot: { type: { kind: 'dynamic' }, nullable: value.slot.nullable } };
}

/** PLG1801: a secret goes into no function that could show it; only whether there is one may be asked. */
function showsSecret(env: Env, name: string, args: readonly TypedExpression[]): boolean {
  const secret = args.find((arg) => holdsSecret(arg.slot.type));
  if (secret !== undefined) report(env, 'PLG1801', { name: nameOfValue(secret), where: `\`${name}\`` }, secret.span);
  return secret !== undefined;
}

/** Arguments in the order of the parameters; named ones are put in their place. `null` when one of them was reported. */
function readArguments(
  env: Env,
  functions: readonly LibraryFunction[],
  receiver: Receiver | null,
  node: Call,
): Given[] | null {
  const given: Given[] = receiver === null ? [] : [{ node: receiver.node, value: receiver.value }];
  const named = node.args.some((argument) => argument.name !== undefined);
  const model = named
    ? functions.find((f) => node.args.every((a) => a.name === undefined || positionOf(f, a.name.text) >= 0))
    : functions[0];
  const ordered =
    node.withinGroup.length > 0 && node.withinGroup[0]?.value !== undefined ? [node.withinGroup[0].value] : [];
  for (const value of ordered) given.push(read(env, value));
  for (const argument of node.args) {
    if (argument.value.kind === 'Star') continue;
    if (argument.name === undefined) {
      given.push(read(env, argument.value));
      continue;
    }
    const at = model === undefined ? -1 : positionOf(model, argument.name.text);
    if (at < 0) {
      report(
        env,
        'PLG1213',
        { function: functions[0]?.signature.name ?? '', name: argument.name.text },
        argument.name.span,
      );
      return null;
    }
    if (given[at] !== undefined) {
      report(env, 'PLG1214', { name: argument.name.text }, argument.name.span);
      return null;
    }
    given[at] = read(env, argument.value);
  }
  return named && model !== undefined ? withDefaults(env, model, functions, given, node) : given;
}

/** Names may skip parameters: their defaults stand in the gaps. `null` when a gap has none, which is reported. */
function withDefaults(
  env: Env,
  { signature }: LibraryFunction,
  functions: readonly LibraryFunction[],
  given: readonly (Given | undefined)[],
  node: Call,
): Given[] | null {
  const filled = Array.from(given, (each, i) => {
    const { defaultText, name } = signature.parameters[i] ?? { defaultText: null, name: '' };
    if (each !== undefined || defaultText === null) return each;
    return read({ ...env, query: null }, env.checker.context.parseExpression(defaultText, name));
  });
  const all = filled.filter((each) => each !== undefined);
  if (all.length === filled.length) return all;
  const needed = counts(functions);
  report(
    env,
    'PLG1206',
    { name: signature.name, given: all.length, needed, signature: functions.map(showSignature).join(' or ') },
    node.span,
  );
  return null;
}

function positionOf({ signature }: LibraryFunction, name: string): number {
  return signature.parameters.findIndex((p) => p.name.toLowerCase() === name.toLowerCase());
}

function read(env: Env, node: Expression): Given {
  return { node, value: node.kind === 'Lambda' ? null : check(env, node, null) };
}

/** An argument whose type is being inferred takes the parameter's type, as far as the other arguments tell it and all overloads agree. */
function inferFrom(
  env: Env,
  functions: readonly LibraryFunction[],
  given: readonly Given[],
  node: Call,
): TypedExpression {
  const fitting = functions.filter((f) => takesCount(f.signature.parameters, given.length));
  for (const [i, { value }] of given.entries()) {
    if (value === null || !isOpen(value.slot.type)) continue;
    const types = new Map<string, Type>();
    for (const { signature } of fitting) {
      const bindings: Bindings = new Map();
      for (const [k, other] of given.entries()) {
        const parameter = parameterAt(signature.parameters, k);
        if (other.value !== null && !isOpen(other.value.slot.type) && parameter !== undefined)
          bindVariables(bindings, parameter.slot.type, other.value.slot.type, false, null);
      }
      const declared = parameterAt(signature.parameters, i)?.slot.type;
      if (declared !== undefined) types.set(showType(declared), substitute(declared, bindings));
    }
    const [only] = types.values();
    if (types.size === 1 && only !== undefined && !hasVariables(only) && only.kind !== 'any')
      constrain(env, value, { type: only, nullable: true }, 'strong');
  }
  return failed(node.span);
}

function reportNoOverload(
  env: Env,
  name: string,
  functions: readonly LibraryFunction[],
  given: readonly Given[],
  node: Call,
): TypedExpression {
  const fitting = functions.filter((f) => takesCount(f.signature.parameters, given.length));
  const signature = functions.map(showSignature).join(' or ');
  if (fitting.length === 0) {
    report(env, 'PLG1206', { name, given: given.length, needed: counts(functions), signature }, node.span);
    return failed(node.span);
  }
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined) {
    const bad = given.findIndex(
      ({ value }, i) =>
        value !== null &&
        chooseOverload(
          [{ ...only, signature: { ...only.signature, parameters: only.signature.parameters.slice(i, i + 1) } }],
          [{ value, parameters: 0 }],
        ) === null,
    );
    const value = given[bad]?.value;
    const parameter = parameterAt(only.signature.parameters, bad);
    if (value?.kind === 'Literal' && parameter !== undefined && fitLiteral(value, parameter.slot.type) !== null) {
      coerce(env, value, { type: parameter.slot.type, nullable: true });
      return failed(node.span);
    }
    // A type variable takes every type; what does not fit is the arguments beside each other.
    const fixed = parameter?.slot.type.kind !== 'variable';
    if (value !== null && value !== undefined && parameter !== undefined && fixed) {
      report(
        env,
        'PLG1201',
        {
          expected: showType(substitute(parameter.slot.type, new Map())),
          found: showSlot(value.slot),
          hint: signature,
        },
        value.span,
      );
      return failed(node.span);
    }
  }
  const arrow = given.find(({ value, node: each }) => value === null && each.kind === 'Lambda' && isArrow(env, each));
  if (arrow?.node.kind === 'Lambda') {
    const { text, span } = arrow.node.parameters[0]!;
    report(env, 'PLG1702', { name: text, isArrow: true }, span);
    return failed(node.span);
  }
  const types = given.map(({ value, node: argument }) =>
    value === null
      ? `a lambda of ${argument.kind === 'Lambda' ? argument.parameters.length : 0}`
      : showType(value.slot.type),
  );
  report(env, 'PLG1229', { name, signature, given: `(${types.join(', ')})` }, node.span);
  return failed(node.span);
}

/** `upper(value string) -> string`. */
export function showSignature({ signature }: LibraryFunction): string {
  const parameters = signature.parameters.map(
    (p) =>
      `${p.variadic ? '...' : ''}${p.name} ${showSlot(p.slot)}${p.defaultText === null ? '' : ` = ${p.defaultText}`}`,
  );
  return `${signature.name}(${parameters.join(', ')})`.replaceAll('decimal(0,0)', 'decimal');
}

function counts(functions: readonly LibraryFunction[]): string {
  const all = new Set<string>();
  for (const {
    signature: { parameters },
  } of functions) {
    const least = parameters.filter((p) => p.defaultText === null && !p.variadic).length;
    all.add(
      parameters.at(-1)?.variadic === true
        ? `${least} or more`
        : least === parameters.length
          ? String(least)
          : `${least} to ${parameters.length}`,
    );
  }
  return [...all].join(' or ');
}

export type { Given };

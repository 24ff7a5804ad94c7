import { STRING } from '../../contract/data-type.ts';
import type { Span } from '../../contract/span.ts';
import { isOpenType, showSlot, showType, type TypeSlot } from '../../contract/type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Argument } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression, TypedRoutineCall } from '../../ir/typed-expression.ts';
import { report, silently, type Env } from '../checker.ts';
import { failed, isFailed } from '../expressions/build.ts';
import { check } from '../expressions/expression.ts';
import { requireCallRight } from '../rights/require-right.ts';
import { instanceOf } from '../routines/instances.ts';
import { envOf } from '../routines/frames.ts';
import type { EntryParameter, RoutineEntry } from '../routines/routine-entry.ts';
import { coerce } from '../types/coerce.ts';
import { tableFits } from '../types/conversion.ts';
import { checkArgumentsOnly, type Receiver } from './call.ts';
import { fitVariables, takesVariables, type Written } from './fit-variables.ts';
import { bindRows, withRows } from './row-variables.ts';
import { hasVariables } from './type-variables.ts';

/** A call of a procedure or function of the user: arguments by place or name, defaults filled in, effects noted. */
export function callRoutine(
  env: Env,
  entry: RoutineEntry,
  receiver: Receiver | null,
  args: readonly Argument[],
  span: Span,
  nowait: boolean,
): TypedExpression {
  const takesReceiver = entry.receiver !== null || entry.id.includes('.');
  const self = takesReceiver && receiver !== null ? receiver.value : null;
  const piped = takesReceiver ? null : receiver;
  const placed = place(env, entry, piped, args, span);
  if (placed === null) return checkArgumentsOnly(env, { args, span });
  if (takesVariables(entry)) return callWithVariables(env, entry, self, placed, span);
  const raw = placed.map((given, i) => valueOf(env, entry.parameters[i]!, given));
  if (reportSwapped(env, entry, raw)) return failed(span);
  const values = raw.map((value, i) => argumentFor(env, entry.parameters[i]!, value, placed[i]?.kind === 'default'));
  if (values.some(isFailed) || (self !== null && isFailed(self))) return failed(span);
  const own = self === null || entry.receiver === null ? self : coerce(env, self, entry.receiver);
  const instance = instanceOf(
    env.checker,
    entry,
    own?.slot ?? null,
    values.map((value) => value.slot),
    span,
  );
  if (entry.stored !== null) requireCallRight(env, entry.stored, span);
  const typed = values.map((value, i) => coerce(env, value, instance.parameters[i]!));
  env.frame.sites.calls.push({
    callee: instance,
    span,
    handler: env.handler,
    detached: nowait,
    inQuery: env.query !== null,
  });
  const result = nowait
    ? { type: STRING, nullable: false }
    : (instance.result ?? { type: failed(span).slot.type, nullable: false });
  if (typed.some(isFailed)) return failed(span);
  const all = own === null ? typed : [own, ...typed];
  const call: TypedRoutineCall = {
    kind: 'RoutineCall',
    routine: instance.id,
    routineKind: entry.kind,
    args: all,
    nowait,
    span,
    slot: result,
  };
  return nowait || entry.kind === 'function' ? call : withKnownRows(call, entry, own !== null);
}

/** What a procedure gives, with the columns for which a row variable stands at this call; that they are there is checked when it runs. */
function withKnownRows(call: TypedRoutineCall, entry: RoutineEntry, hasReceiver: boolean): TypedExpression {
  const declared = [...(hasReceiver ? [entry.receiver] : []), ...entry.parameters.map(({ slot }) => slot)];
  const bindings = bindRows(
    declared,
    call.args.map(({ slot }) => slot),
  );
  const type = withRows(call.slot.type, bindings);
  if (type === call.slot.type || type.kind !== 'table') return call;
  return { kind: 'Cast', value: call, safe: false, span: call.span, slot: { type, nullable: call.slot.nullable } };
}

/** A call of a function with type variables: they stand for what the arguments are. */
function callWithVariables(
  env: Env,
  entry: RoutineEntry,
  self: TypedExpression | null,
  placed: readonly Given[],
  span: Span,
): TypedExpression {
  const given = placed.map((each, i): Written => writtenOf(env, entry.parameters[i]!, each));
  const own = self === null || entry.receiver === null ? [] : [{ node: UNWRITTEN, value: self }];
  const fitted = fitVariables(env, entry, [...own, ...given], own.length > 0, span);
  if (fitted === null) return failed(span);
  const { values, variables } = fitted;
  const args = values.slice(own.length);
  const instance = instanceOf(
    env.checker,
    entry,
    own.length > 0 ? values[0]!.slot : null,
    args.map((value) => value.slot),
    span,
    variables,
  );
  if (entry.stored !== null) requireCallRight(env, entry.stored, span);
  env.frame.sites.calls.push({
    callee: instance,
    span,
    handler: env.handler,
    detached: false,
    inQuery: env.query !== null,
  });
  const slot = instance.result ?? { type: failed(span).slot.type, nullable: false };
  return {
    kind: 'RoutineCall',
    routine: instance.id,
    routineKind: 'function',
    args: values,
    nowait: false,
    span,
    slot,
  };
}

/** Stands where no text is: a receiver was typed before. */
const UNWRITTEN: Expression = { kind: 'NullLiteral', span: { start: 0, end: 0 } };

function writtenOf(env: Env, parameter: EntryParameter, given: Given): Written {
  if (given.kind === 'value') return { node: UNWRITTEN, value: given.value };
  const node = given.kind === 'argument' ? given.node.value : null;
  if (node !== null && node.kind === 'Lambda') return { node, value: null };
  const open = parameter.slot !== null && hasVariables(parameter.slot.type);
  const value = valueOf(env, open ? { ...parameter, slot: null } : parameter, given);
  return { node: UNWRITTEN, value };
}

type Given =
  | { readonly kind: 'argument'; readonly node: Argument }
  | { readonly kind: 'value'; readonly value: TypedExpression }
  | { readonly kind: 'default' };

/** What each parameter gets; `null` when the call does not fit and that was reported. */
function place(
  env: Env,
  entry: RoutineEntry,
  piped: Receiver | null,
  args: readonly Argument[],
  span: Span,
): readonly Given[] | null {
  const { parameters } = entry;
  const placed: (Given | undefined)[] = piped === null ? [] : [{ kind: 'value', value: piped.value }];
  for (const argument of args) {
    if (argument.name === undefined) {
      placed.push({ kind: 'argument', node: argument });
      continue;
    }
    const { text, span: at } = argument.name;
    const index = parameters.findIndex((p) => p.name.toLowerCase() === text.toLowerCase());
    if (index < 0) {
      report(
        env,
        'PLG1213',
        {
          function: entry.name,
          name: text,
          nearest: suggest(
            text,
            parameters.map((p) => p.name),
          ),
        },
        at,
      );
      return null;
    }
    if (placed[index] !== undefined) {
      report(env, 'PLG1214', { name: text }, at);
      return null;
    }
    placed[index] = { kind: 'argument', node: argument };
  }
  const missing = parameters.some((parameter, i) => placed[i] === undefined && parameter.defaultText === null);
  if (missing || placed.length > parameters.length) {
    report(
      env,
      'PLG1206',
      {
        name: entry.name,
        given: args.length + (piped === null ? 0 : 1),
        needed: needed(parameters),
        signature: showEntry(entry),
      },
      span,
    );
    return null;
  }
  return parameters.map((_, i) => placed[i] ?? { kind: 'default' });
}

/** How many arguments do, given in order: those with a default before one without must be given too. */
function needed(parameters: readonly EntryParameter[]): string {
  const least = parameters.findLastIndex((p) => p.defaultText === null) + 1;
  return least === parameters.length ? String(least) : `${least} to ${parameters.length}`;
}

/** `daily_etl(source_path string, target_table string)`. */
export function showEntry({ name, parameters }: RoutineEntry): string {
  const shown = parameters.map(
    (p) =>
      `${p.name}${p.slot === null ? '' : ` ${showSlot(p.slot)}`}${p.defaultText === null ? '' : ` = ${p.defaultText}`}`,
  );
  return `${name}(${shown.join(', ')})`;
}

/** A default that does not fit is told where it is declared. */
function argumentFor(env: Env, parameter: EntryParameter, value: TypedExpression, byDefault: boolean): TypedExpression {
  const { slot } = parameter;
  if (isFailed(value) || slot === null) return value;
  if (byDefault) return silently(env.checker, () => coerce(env, value, slot));
  if (slot.type.kind === 'table' && slot.type.open !== null) return checkOpenTable(env, value, slot);
  return coerce(env, value, slot);
}

/** PLG1230: two arguments of which each fits the parameter of the other one alone. */
function reportSwapped(env: Env, entry: RoutineEntry, values: readonly TypedExpression[]): boolean {
  const { parameters } = entry;
  const fits = (value: TypedExpression, { slot }: EntryParameter): boolean =>
    slot === null || isOpenType(slot.type) || !isFailed(silently(env.checker, () => coerce(env, value, slot)));
  if (values.some(isFailed)) return false;
  const odd = values.flatMap((value, i) => (fits(value, parameters[i]!) ? [] : [i]));
  const [i, j] = odd;
  if (i === undefined || j === undefined || odd.length > 2) return false;
  const [first, second] = [values[i]!, values[j]!];
  if (!fits(first, parameters[j]!) || !fits(second, parameters[i]!)) return false;
  const names = [parameters[i]!.name, parameters[j]!.name] as const;
  const related = [{ file: env.checker.bound.file.name, span: second.span, message: `and this for \`${names[0]}\`` }];
  report(env, 'PLG1230', { names, signature: showEntry(entry) }, first.span, { related });
  return true;
}

/** A table with at least the columns that the parameter names. */
function checkOpenTable(env: Env, value: TypedExpression, slot: TypeSlot): TypedExpression {
  const { type } = value.slot;
  if (type.kind === 'table' && slot.type.kind === 'table' && tableFits(type, slot.type)) return value;
  report(
    env,
    'PLG1201',
    { expected: showType(slot.type), found: showType(type), hint: 'give a table with these columns' },
    value.span,
  );
  return failed(value.span);
}

function valueOf(env: Env, parameter: EntryParameter, given: Given): TypedExpression {
  if (given.kind === 'value') return given.value;
  if (given.kind === 'argument') {
    const { value } = given.node;
    if (value.kind !== 'Star') return check(env, value, parameter.slot);
    report(env, 'PLG1014', { what: '`*`', place: 'as this argument' }, value.span);
    return failed(value.span);
  }
  const node =
    parameter.default ?? env.checker.context.parseExpression(parameter.defaultText ?? 'null', parameter.name);
  return check(envOf(env.checker, env.frame), node, parameter.slot);
}

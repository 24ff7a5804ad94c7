import { isOpenType, showSlot, showType, type TypeSlot } from '../../contract/type.ts';
import type { Block } from '../../ir/syntax-statement.ts';
import type { RoutineSyntax } from '../../ir/bound.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedBlock } from '../../ir/typed-statement.ts';
import { report, silently, type Checker, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { checkStatements } from '../statements/block.ts';
import { returnValue } from '../statements/leave.ts';
import { declareBound, declareLocal } from '../statements/locals.ts';
import { coerce } from '../types/coerce.ts';
import { commonSlot } from '../types/common-type.ts';
import { ERROR } from '../types/conversion.ts';
import { envOf, openFrame, topEnv } from './frames.ts';
import { inferParameters } from './infer-parameters.ts';
import type { Instance, TypedBody } from './routine-entry.ts';

const VOID: TypeSlot = { type: { kind: 'void' }, nullable: false };

/** Checks the body of a routine for the types of one instance, and finds its result where it is not declared. */
export function checkRoutine(checker: Checker, instance: Instance): void {
  const { syntax } = instance.entry;
  if (instance.state !== 'new' || syntax === null || syntax.body === undefined) {
    instance.state = 'done';
    return;
  }
  instance.state = 'checking';
  const { variables, rehearsing, reachesStanding } = checker;
  const dropped = new Set(checker.dropped);
  Object.assign(checker, { variables: instance.variables, rehearsing: false });
  checkCode(checker, instance, syntax);
  Object.assign(checker, { variables, rehearsing, reachesStanding });
  // what a body drops is gone when it was called, for nothing else that is checked
  for (const name of checker.dropped) if (!dropped.has(name)) checker.dropped.delete(name);
  instance.state = 'done';
}

function checkCode(checker: Checker, instance: Instance, syntax: RoutineSyntax): void {
  const { kind } = instance.entry;
  if (kind === 'procedure' && instance.entry.parameters.some((p) => p.slot === null))
    inferParameters(checker, instance, syntax);
  if (instance.entry.result === null) instance.result = inferResult(checker, instance, syntax);
  checkDefaults(checker, instance);
  const frame = openFrame(kind, instance.entry.name, instance.result);
  instance.body = checkBody(envOf(checker, frame), instance, syntax);
  instance.sites = frame.sites;
}

/** The defaults of parameters fit their types. */
function checkDefaults(checker: Checker, { entry }: Instance): void {
  const env = topEnv(checker);
  for (const { slot, default: node } of entry.parameters)
    if (slot !== null && node !== null && !isOpenType(slot.type)) coerce(env, check(env, node, slot), slot);
}

/** The result of a body without `returns`: the common type of what it returns. A body that asks for its own result is checked twice. */
function inferResult(checker: Checker, instance: Instance, syntax: RoutineSyntax): TypeSlot {
  const rehearse = (): TypeSlot | null => {
    const frame = openFrame(instance.entry.kind, instance.entry.name, null);
    silently(checker, () => checkBody(envOf(checker, frame), instance, syntax));
    const slots = frame.returned
      .map((each) => each.slot)
      .filter((slot) => slot.type !== ERROR && slot.type.kind !== 'never');
    if (slots.length === 0) return frame.returned.length === 0 ? VOID : null;
    return commonSlot(slots);
  };
  instance.awaited = false;
  const first = rehearse();
  if (!instance.awaited || first === null) return first ?? { type: ERROR, nullable: false };
  instance.result = first;
  const second = rehearse();
  return second ?? first;
}

/** Declares the parameters and types the statements. */
export function checkBody(env: Env, instance: Instance, syntax: RoutineSyntax): TypedBody {
  const self =
    instance.receiver === null || syntax.receiver === undefined
      ? null
      : declareBound(env, env.checker.bound.locals.get(syntax), 'self', instance.receiver, 'self');
  const parameters = syntax.parameters.map((parameter, i): TypedLocal =>
    declareLocal(env, parameter.name, instance.parameters[i] ?? { type: ERROR, nullable: false }, 'parameter'),
  );
  const { body } = syntax;
  const block =
    body === undefined
      ? { kind: 'Block' as const, statements: [], span: syntax.span }
      : body.kind === 'Block'
        ? checkBlockBody(env, instance, syntax, body)
        : checkExpressionBody(env, body);
  return { self, parameters, locals: env.frame.locals, block };
}

function checkExpressionBody(env: Env, body: Exclude<NonNullable<RoutineSyntax['body']>, Block>): TypedBlock {
  const value = check(env, body, env.frame.result);
  const typed = returnValue(env, value);
  return { kind: 'Block', statements: [{ kind: 'Return', value: typed, span: body.span }], span: body.span };
}

/** The last expression of a function is its result; so is the query at the end of a procedure that declares none: it is a model. */
function checkBlockBody(env: Env, instance: Instance, syntax: RoutineSyntax, body: Block): TypedBlock {
  const last = body.statements.at(-1);
  const isModel =
    syntax.kind === 'UpsertProcedure' && instance.entry.result === null && last?.kind === 'QueryStatement';
  const givesLast =
    syntax.kind === 'DefineFunction' &&
    !isVoid(env.frame.result) &&
    (last?.kind === 'ExpressionStatement' || last?.kind === 'QueryStatement');
  const { block, flow, value } = checkStatements(env, body.statements, body.span, {
    wantsValue: isModel || givesLast,
    expected: env.frame.result,
  });
  if (value !== null && value.slot.type.kind !== 'void' && value.slot.type.kind !== 'never') {
    return {
      ...block,
      statements: [...block.statements, { kind: 'Return', value: returnValue(env, value), span: value.span }],
    };
  }
  if (!flow.leaves) requireReturn(env, instance, body);
  return value === null
    ? block
    : { ...block, statements: [...block.statements, { kind: 'ExpressionStatement', value, span: value.span }] };
}

function isVoid(slot: TypeSlot | null): boolean {
  return slot?.type.kind === 'void';
}

/** PLG1204. A result that may be `void` as well makes it a warning. */
function requireReturn(env: Env, instance: Instance, body: Block): void {
  const { result, returned, name } = env.frame;
  const inferred = result === null && returned.some((each) => each.slot.type.kind !== 'void');
  if (inferred) returned.push({ slot: { type: { kind: 'null' }, nullable: true }, span: body.span });
  if (result === null || result.type === ERROR || result.type.kind === 'void' || result.type.kind === 'any') return;
  if (instance.entry.result === null && result.nullable) return;
  const mayBeVoid = result.type.kind === 'union' && result.type.members.some((member) => member.kind === 'void');
  const span = instance.entry.syntax?.clauses.returns?.span ?? instance.entry.syntax?.name.span ?? body.span;
  report(
    env,
    'PLG1204',
    { name, type: result.type.kind === 'union' ? showType(result.type) : showSlot(result) },
    span,
    mayBeVoid ? { severity: 'warning' } : {},
  );
}

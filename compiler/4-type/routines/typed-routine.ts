import type { Effects, Parameter, Signature } from '../../contract/signature.ts';
import { NO_EFFECTS } from '../../contract/signature.ts';
import type { TypeSlot } from '../../contract/type.ts';
import type { RoutineSyntax } from '../../ir/bound.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedBlock } from '../../ir/typed-statement.ts';
import type { TypedRoutine } from '../../ir/typed.ts';
import { optionsAsWritten } from '../automation/option-values.ts';
import { textOf, type Checker } from '../checker.ts';
import { respan } from '../expressions/respan.ts';
import type { Instance, RoutineEntry } from './routine-entry.ts';

const VOID: TypeSlot = { type: { kind: 'void' }, nullable: false };
const ANY: TypeSlot = { type: { kind: 'any' }, nullable: true };

/** The code of an instance. One of a function that the catalog keeps stands at the call that needs it. */
export function routineOf(checker: Checker, instance: Instance, effects: Effects): readonly TypedRoutine[] {
  const { entry, body, call } = instance;
  const { syntax } = entry;
  if (syntax === null || body === null) return [];
  const slots = instance.parameters;
  const result = instance.result ?? VOID;
  const routine: TypedRoutine = {
    id: instance.id,
    kind: entry.kind,
    name: entry.name,
    signature: signatureOf(entry, instance.receiver, slots, result, effects),
    self: body.self,
    parameters: body.parameters,
    locals: body.locals,
    body: body.block,
    expression: expressionOf(syntax, body.block),
    options:
      syntax.kind === 'UpsertProcedure' && syntax.options !== undefined
        ? optionsAsWritten(checker, syntax.options)
        : {},
    span: syntax.span,
    text: entry.stored?.text ?? textOf({ checker }, syntax),
  };
  return [entry.stored !== null && call !== null ? respan(routine, call) : routine];
}

/** What the catalog keeps of a generic function: its text and its open signature. Code is made for the types of each call. */
export function templateOf(checker: Checker, entry: RoutineEntry): readonly TypedRoutine[] {
  const { syntax } = entry;
  if (!entry.generic || syntax === null || entry.stored !== null) return [];
  const slots = entry.parameters.map((parameter): TypeSlot => parameter.slot ?? ANY);
  const parameters = slots.map((slot, id): TypedLocal => {
    return { id, name: entry.parameters[id]?.name ?? '', slot, role: 'parameter', assigned: false };
  });
  const self: TypedLocal | null =
    entry.receiver === null
      ? null
      : { id: slots.length, name: 'self', slot: entry.receiver, role: 'self', assigned: false };
  return [
    {
      id: entry.id,
      kind: entry.kind,
      name: entry.name,
      signature: signatureOf(entry, entry.receiver, slots, entry.result ?? ANY, NO_EFFECTS),
      self,
      parameters,
      locals: self === null ? parameters : [...parameters, self],
      body: { kind: 'Block', statements: [], span: syntax.body?.span ?? syntax.span },
      expression: null,
      options: {},
      span: syntax.span,
      text: textOf({ checker }, syntax),
    },
  ];
}

/** What the one statement gives that a body behind `=>` is. */
function expressionOf({ body }: RoutineSyntax, { statements }: TypedBlock): TypedExpression | null {
  const [only] = statements;
  const isExpression = body !== undefined && body.kind !== 'Block' && statements.length === 1;
  return isExpression && only?.kind === 'Return' ? only.value : null;
}

function signatureOf(
  entry: RoutineEntry,
  receiver: TypeSlot | null,
  slots: readonly TypeSlot[],
  result: TypeSlot,
  effects: Effects,
): Signature {
  const parameters = entry.parameters.map((parameter, i): Parameter => ({
    name: parameter.name,
    slot: slots[i]!,
    defaultText: parameter.defaultText,
    variadic: false,
  }));
  const { name, raises, mode } = entry;
  return { name, receiver, parameters, result, effects, declaredRaises: raises, mode, traits: {}, inline: null };
}

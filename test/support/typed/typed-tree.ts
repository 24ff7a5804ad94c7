import { INT, STRING, BOOLEAN, type DataType } from '../../../compiler/contract/data-type.ts';
import type { Constant, Operation } from '../../../compiler/contract/scalar.ts';
import { NO_EFFECTS } from '../../../compiler/contract/signature.ts';
import type { Type, TypeSlot } from '../../../compiler/contract/type.ts';
import type { PlannedModule } from '../../../compiler/ir/planned.ts';
import type { TypedRoutine } from '../../../compiler/ir/typed.ts';
import type { TypedExpression, TypedLocal } from '../../../compiler/ir/typed-expression.ts';
import type { TypedBlock, TypedStatement } from '../../../compiler/ir/typed-statement.ts';

/*
 * Typed trees by hand, for tests of emission alone: short names, spans of no length.
 */
export const span = { start: 0, end: 0 };
export const int: TypeSlot = { type: INT, nullable: false };
export const string: TypeSlot = { type: STRING, nullable: false };
export const boolean: TypeSlot = { type: BOOLEAN, nullable: false };
export const maybe = ({ type }: TypeSlot): TypeSlot => ({ type, nullable: true });
export const listOf = (element: DataType): TypeSlot => ({
  type: { kind: 'list', element, elementNullable: false },
  nullable: false,
});

let next = 0;
export function local(name: string, slot: TypeSlot, role: TypedLocal['role'] = 'let', assigned = true): TypedLocal {
  return { id: next++, name, slot, role, assigned };
}

export const ref = (l: TypedLocal): TypedExpression => ({ kind: 'Local', local: l, slot: l.slot, span });
export const lit = (
  value: Constant,
  slot: TypeSlot = typeof value === 'string' ? string : typeof value === 'boolean' ? boolean : int,
): TypedExpression => ({ kind: 'Literal', value, slot, span });
export const op = (operation: Operation, slot: TypeSlot, ...args: TypedExpression[]): TypedExpression => ({
  kind: 'Operation',
  operation,
  args,
  slot,
  span,
});
export const list = (slot: TypeSlot, ...items: TypedExpression[]): TypedExpression => ({
  kind: 'List',
  items,
  slot,
  span,
});
export const at = (value: TypedExpression, index: TypedExpression, slot: TypeSlot): TypedExpression => ({
  kind: 'Index',
  value,
  index,
  slot,
  span,
});
export const callFunction = (routine: string, slot: TypeSlot, ...args: TypedExpression[]): TypedExpression => ({
  kind: 'RoutineCall',
  routine,
  routineKind: 'function',
  args,
  nowait: false,
  slot,
  span,
});
export const callProcedure = (routine: string, slot: TypeSlot, ...args: TypedExpression[]): TypedExpression => ({
  kind: 'RoutineCall',
  routine,
  routineKind: 'procedure',
  args,
  nowait: false,
  slot,
  span,
});

export const letOf = (l: TypedLocal, value: TypedExpression): TypedStatement => ({
  kind: 'Let',
  local: l,
  value,
  span,
});
export const assign = (l: TypedLocal, value: TypedExpression): TypedStatement => ({
  kind: 'Assign',
  local: l,
  path: [],
  value,
  span,
});
export const block = (...statements: TypedStatement[]): TypedBlock => ({ kind: 'Block', statements, span });
export const give = (value: TypedExpression | null): TypedStatement => ({ kind: 'Return', value, span });
export const when = (
  condition: TypedExpression,
  then: TypedBlock,
  otherwise: TypedBlock | null = null,
): TypedStatement => ({ kind: 'If', condition, then, otherwise, span });
export const loop = (condition: TypedExpression, ...statements: TypedStatement[]): TypedStatement => ({
  kind: 'While',
  condition,
  body: block(...statements),
  span,
});
export const range = (
  item: TypedLocal,
  from: TypedExpression,
  to: TypedExpression,
  ...statements: TypedStatement[]
): TypedStatement => ({
  kind: 'For',
  item,
  columns: [],
  index: null,
  over: 'range',
  iterable: null,
  bounds: [from, to],
  body: block(...statements),
  span,
});
export const each = (item: TypedLocal, iterable: TypedExpression, ...statements: TypedStatement[]): TypedStatement => ({
  kind: 'For',
  item,
  columns: [],
  index: null,
  over: 'list',
  iterable,
  bounds: null,
  body: block(...statements),
  span,
});
export const fail = (name: string, message: string): TypedStatement => ({
  kind: 'Throw',
  value: { kind: 'Exception', name, message: lit(message), cause: null, slot: string, span },
  span,
});

export function routine(
  kind: 'procedure' | 'function',
  name: string,
  parameters: readonly TypedLocal[],
  result: Type,
  body: TypedBlock,
  raises: readonly string[] | null = null,
): TypedRoutine {
  return {
    id: `${kind}:${name}`,
    kind,
    name,
    self: null,
    parameters,
    locals: parameters,
    body,
    expression: null,
    options: {},
    span,
    text: '',
    signature: {
      name,
      receiver: null,
      parameters: parameters.map((p) => ({ name: p.name, slot: p.slot, defaultText: null, variadic: false })),
      result: { type: result, nullable: false },
      effects: NO_EFFECTS,
      declaredRaises: raises,
      mode: 'sync',
      traits: {},
      inline: null,
    },
  };
}

/** A module of routines and statements without queries. */
export function moduleOf(
  routines: readonly TypedRoutine[],
  statements: readonly TypedStatement[] = [],
  locals: readonly TypedLocal[] = [],
): PlannedModule {
  return {
    typed: { file: { name: 'test.plg', text: '', dialect: 'plg' }, routines, statements, locals, usedTables: [] },
    queries: [],
    dmls: [],
    queryOf: new Map(),
    dmlOf: new Map(),
  };
}

import type { Field } from '../../contract/data-type.ts';
import type { FrameBound, Plan, WindowCall } from '../../contract/plan.ts';
import { PLACE, type Scalar } from '../../contract/scalar.ts';
import type { TypedExpression, TypedFrameBound, TypedWindowCall } from '../../ir/typed-expression.ts';
import { parts } from '../typed-parts.ts';
import { dataTypeOf } from './data-type-of.ts';
import type { Environment } from './environment.ts';
import { lowerExpression } from './expression.ts';

/** Computes the window calls among `uses` behind the columns of `input`; in the environment given back they stand for their columns. */
export function windowed(
  uses: readonly TypedExpression[],
  input: Plan,
  environment: Environment,
): { plan: Plan; environment: Environment } {
  const typed = uses.flatMap(windowCalls);
  if (typed.length === 0) return { plan: input, environment };
  const calls: WindowCall[] = [];
  const columnOf = new Map<TypedWindowCall, Scalar>();
  const known = new Map<string, number>();
  for (const call of typed) {
    const lowered = lowerCall(call, environment);
    const text = JSON.stringify(lowered);
    let index = known.get(text);
    if (index === undefined) known.set(text, (index = calls.push(lowered) - 1));
    columnOf.set(call, {
      kind: 'column',
      index: input.fields.length + index,
      name: lowered.operation,
      type: lowered.type,
      nullable: lowered.nullable,
    });
  }
  const fields = [
    ...input.fields,
    ...calls.map((c): Field => ({ name: c.operation, type: c.type, nullable: c.nullable })),
  ];
  const replaced = (e: TypedExpression) =>
    e.kind === 'WindowCall' ? (columnOf.get(e) ?? null) : environment.replaced(e);
  return { plan: { kind: 'window', input, calls, fields }, environment: { ...environment, replaced } };
}

function windowCalls(node: object): TypedWindowCall[] {
  const { kind } = node as { readonly kind?: string };
  if (kind === 'WindowCall') return [node as TypedWindowCall];
  return kind === 'Query' ? [] : parts(node).flatMap(windowCalls);
}

function lowerCall(e: TypedWindowCall, row: Environment): WindowCall {
  const lower = (part: TypedExpression) => lowerExpression(part, row);
  const keys = (all: TypedWindowCall['orderBy']) =>
    all.map(({ value, descending, nullsFirst }) => ({ value: lower(value), descending, nullsFirst }));
  const bound = (b: TypedFrameBound): FrameBound =>
    b.kind === 'preceding' || b.kind === 'following' ? { kind: b.kind, offset: lower(b.offset) } : { kind: b.kind };
  return {
    operation: e.operation,
    args: e.args.map(lower),
    distinct: e.distinct,
    inputOrder: keys(e.inputOrder),
    partitionBy: e.partitionBy.map(lower),
    orderBy: keys(e.orderBy),
    frame:
      e.frame === null
        ? null
        : { unit: e.frame.unit, start: bound(e.frame.start), end: bound(e.frame.end), exclude: e.frame.exclude },
    ignoreNulls: e.ignoreNulls,
    filter: e.filter === null ? null : lower(e.filter),
    type: dataTypeOf(e.slot.type),
    nullable: e.slot.nullable,
    [PLACE]: e.span,
  };
}

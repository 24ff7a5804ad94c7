import type { Field } from '../../contract/data-type.ts';
import type { QueryParameter } from '../../contract/plan.ts';
import type { ParameterScalar } from '../../contract/scalar.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import { dataTypeOf } from './data-type-of.ts';

/** What a query takes from its caller: parameters and, in the same order, the expressions that give their values. */
export interface Inputs {
  readonly parameters: QueryParameter[];
  readonly arguments: TypedExpression[];
  readonly byLocal: Map<TypedLocal, number>;
  /** Expressions that were passed already: one may be lowered twice, and stands for one value. */
  readonly byExpression: Map<TypedExpression, number>;
  /** The same for functions, by what they say: a group key may be written twice. */
  readonly byText: Map<string, number>;
}

export function newInputs(): Inputs {
  return { parameters: [], arguments: [], byLocal: new Map(), byExpression: new Map(), byText: new Map() };
}

/** An expression that depends on no row of the query, evaluated by the caller. A local is passed once. */
export function scalarInput(inputs: Inputs, value: TypedExpression): ParameterScalar {
  const type = dataTypeOf(value.slot.type);
  const { nullable } = value.slot;
  const name = value.kind === 'Local' ? value.local.name : 'value';
  const known = value.kind === 'Local' ? inputs.byLocal.get(value.local) : inputs.byExpression.get(value);
  const index = known ?? inputs.parameters.push({ kind: 'scalar', name, type, nullable }) - 1;
  if (known === undefined) {
    inputs.arguments.push(value);
    if (value.kind === 'Local') inputs.byLocal.set(value.local, index);
    else inputs.byExpression.set(value, index);
  }
  return { kind: 'parameter', index, name, type, nullable };
}

/** A function that the caller makes of an expression of its own: its position among the parameters. */
export function functionInput(inputs: Inputs, name: string, of: TypedExpression, value: TypedExpression): number {
  const text = JSON.stringify(of, (key, part: unknown) => (key === 'span' || key === 'slot' ? undefined : part));
  const known = inputs.byText.get(text);
  if (known !== undefined) return known;
  inputs.arguments.push(value);
  const index = inputs.parameters.push({ kind: 'function', name }) - 1;
  inputs.byText.set(text, index);
  return index;
}

/** A table that the caller makes, of what is known as `value`: its position among the parameters. */
export function valueInput(
  inputs: Inputs,
  value: TypedExpression,
  fields: readonly Field[],
  made: () => TypedExpression,
): number {
  const known = inputs.byExpression.get(value);
  if (known !== undefined) return known;
  const index = inputs.parameters.push({ kind: 'table', name: 'value', fields }) - 1;
  inputs.arguments.push(made());
  inputs.byExpression.set(value, index);
  return index;
}

/** A local of table type: its position among the parameters. */
export function tableInput(
  inputs: Inputs,
  local: TypedLocal,
  fields: readonly Field[],
  value: TypedExpression,
): number {
  const known = inputs.byLocal.get(local);
  if (known !== undefined) return known;
  const index = inputs.parameters.push({ kind: 'table', name: local.name, fields }) - 1;
  inputs.arguments.push(value);
  inputs.byLocal.set(local, index);
  return index;
}

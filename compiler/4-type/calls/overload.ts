import type { LibraryFunction, Parameter } from '../../contract/signature.ts';
import type { Type } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { asLiteral, fitLiteral } from '../literals/literal-conversion.ts';
import { ERROR, conversionCost, isAnyDecimal } from '../types/conversion.ts';
import { takesType } from '../types/parameter-type.ts';
import { bindVariables, bindingCost, hasVariables, substitute, type Bindings } from './type-variables.ts';

/** An argument before the overload is chosen. A lambda's value is `null`: it is checked when its parameters' types are known. */
export interface Operand {
  readonly value: TypedExpression | null;
  readonly parameters: number;
}

export interface Choice {
  readonly function: LibraryFunction;
  readonly bindings: Bindings;
  readonly cost: number;
}

const TABLE_TO_LIST = 8;
const TABLE_TO_VALUE = 9;
const NOT_A_LITERAL = 3;

/** The overload that takes the operands at the least cost; of equal ones the first. `null` when none does. */
export function chooseOverload(candidates: readonly LibraryFunction[], operands: readonly Operand[]): Choice | null {
  let best: Choice | null = null;
  for (const candidate of candidates) {
    if (!takesCount(candidate.signature.parameters, operands.length)) continue;
    const choice = tryOverload(candidate, operands);
    if (choice !== null && (best === null || choice.cost < best.cost)) best = choice;
    if (best?.cost === 0) return best;
  }
  return best;
}

/** Whether so many arguments may be given. */
export function takesCount(parameters: readonly Parameter[], count: number): boolean {
  const last = parameters.at(-1);
  const required = parameters.filter((p) => p.defaultText === null && !p.variadic).length;
  return count >= required && (last?.variadic === true || count <= parameters.length);
}

/** The parameter that the argument at a position goes to. */
export function parameterAt(parameters: readonly Parameter[], position: number): Parameter | undefined {
  return parameters[position] ?? (parameters.at(-1)?.variadic === true ? parameters.at(-1) : undefined);
}

/** Whole numbers divide as ints do, into a float: a decimal of 38 whole digits, as a sum of ints is one, has room for six more behind the point. */
function dividesWholes({ signature }: LibraryFunction, operands: readonly Operand[]): boolean {
  return (
    signature.traits.decimal === 'divide' &&
    operands.every(({ value }) => {
      const type = value?.slot.type;
      return type?.kind === 'int' || (type?.kind === 'decimal' && type.scale === 0);
    })
  );
}

function tryOverload(candidate: LibraryFunction, operands: readonly Operand[]): Choice | null {
  if (dividesWholes(candidate, operands)) return null;
  const bindings: Bindings = new Map();
  let cost = 0;
  for (const [i, operand] of operands.entries()) {
    const parameter = parameterAt(candidate.signature.parameters, i);
    if (parameter === undefined) return null;
    const each = operandCost(bindings, parameter.slot.type, operand);
    if (each === null) return null;
    cost += each;
  }
  const bound = bindingCost(bindings);
  return bound === null ? null : { function: candidate, bindings, cost: cost + bound };
}

function operandCost(bindings: Bindings, parameter: Type, { value, parameters }: Operand): number | null {
  if (value === null) return parameter.kind === 'function' && parameter.parameters.length === parameters ? 0 : null;
  const { type, nullable } = value.slot;
  if (type === ERROR || type.kind === 'variable') return 0;
  if (parameter.kind === 'function') return type.kind === 'function' ? 0 : null;
  if (type.kind === 'function' || type.kind === 'void') return null;
  if (type.kind === 'iterator' && parameter.kind !== 'iterator') return null;
  if (type.kind === 'table' && parameter.kind !== 'table' && parameter.kind !== 'any')
    return tableCost(bindings, parameter, value);
  if (hasVariables(parameter)) return bindVariables(bindings, parameter, type, nullable, value) ? 0 : null;
  const literal = asLiteral(value);
  if (literal !== null && literal.value !== null) {
    const fit = fitLiteral(literal, parameter);
    if (fit !== null && 'cost' in fit) return fit.cost;
  }
  if (isAnyDecimal(parameter))
    return type.kind === 'decimal'
      ? 0
      : type.kind === 'int'
        ? 2
        : type.kind === 'null'
          ? 0
          : type.kind === 'dynamic'
            ? 6
            : null;
  return conversionCost(type, parameter) ?? (takesType(value, parameter) ? NOT_A_LITERAL : clockCost(value, parameter));
}

function clockCost(value: TypedExpression, parameter: Type): number | null {
  const instant =
    value.kind === 'Native' &&
    value.args.length === 0 &&
    value.slot.type.kind === 'timestamp' &&
    parameter.kind === 'timestamp';
  return instant ? NOT_A_LITERAL : null;
}

/** A table read as a list of rows, or one cell of it as a value. */
function tableCost(bindings: Bindings, parameter: Type, value: TypedExpression): number | null {
  const { type } = value.slot;
  if (type.kind !== 'table') return null;
  if (parameter.kind === 'list') {
    if (!bindVariables(bindings, parameter, type, false, null)) return null;
    return TABLE_TO_LIST;
  }
  const cell: Type =
    type.columns.length === 1
      ? type.columns[0]!.type
      : type.open === 'dynamic' && type.columns.length === 0
        ? { kind: 'dynamic' }
        : ERROR;
  if (cell === ERROR) return null;
  if (hasVariables(parameter)) {
    const nullable = type.cardinality !== 'one' || type.columns[0]?.nullable !== false;
    return bindVariables(bindings, parameter, cell, nullable, null) ? TABLE_TO_VALUE : null;
  }
  if (isAnyDecimal(parameter) && cell.kind !== 'decimal' && cell.kind !== 'int' && cell.kind !== 'dynamic') return null;
  const cost = conversionCost(cell, isAnyDecimal(parameter) ? cell : parameter);
  return cost === null ? null : cost + TABLE_TO_VALUE;
}

/** The type that an argument becomes in the chosen overload. */
export function parameterType(choice: Choice, position: number): Type {
  const parameter = parameterAt(choice.function.signature.parameters, position);
  return parameter === undefined ? ERROR : substitute(parameter.slot.type, choice.bindings);
}

import { showDataType, type DataType, type MapType, type StructType } from '../../contract/data-type.ts';
import { isDataType, type TableType, type Type, type TypeSlot } from '../../contract/type.ts';
import type { TypedExpression, TypedLiteral } from '../../ir/typed-expression.ts';
import { asLiteral, fitLiteral } from '../literals/literal-conversion.ts';
import { decimalOfWhole, wholeOf } from '../literals/number-text.ts';
import { commonType } from '../types/common-type.ts';
import { ERROR, conversionCost } from '../types/conversion.ts';
import { isTextParameter, takesType } from '../types/parameter-type.ts';

/** What one call binds to the type variables of a signature: the types seen, literals and texts of parameters apart since they adapt, and whether NULL was among them. */
export interface Binding {
  readonly types: Type[];
  readonly literals: TypedLiteral[];
  readonly texts: TypedExpression[];
  nullable: boolean;
}

export type Bindings = Map<string, Binding>;

/** Matches the types inside of an argument's type against those inside of a parameter's, noting what stands for its variables. */
export function bindVariables(
  bindings: Bindings,
  parameter: Type,
  argument: Type,
  nullable: boolean,
  value: TypedExpression | null,
): boolean {
  switch (parameter.kind) {
    case 'variable': {
      const literal = value === null ? null : asLiteral(value);
      const binding = bindings.get(parameter.name) ?? { types: [], literals: [], texts: [], nullable: false };
      bindings.set(parameter.name, binding);
      if (literal !== null && literal.value !== null) binding.literals.push(literal);
      else if (value !== null && isTextParameter(value)) binding.texts.push(value);
      else binding.types.push(argument);
      binding.nullable ||= nullable;
      return argument.kind !== 'table' && argument.kind !== 'void';
    }
    case 'list': {
      if (argument === ERROR || argument.kind === 'null') return true;
      if (argument.kind === 'table')
        return bindVariables(bindings, parameter.element, rowOf(argument), hasNullableRows(argument), null);
      if (argument.kind !== 'list') return false;
      return bindVariables(bindings, parameter.element, argument.element, argument.elementNullable, null);
    }
    case 'iterator': {
      // The row variable of a stream stands for its row.
      if (argument.kind !== 'iterator') return argument === ERROR;
      const { open } = parameter.table;
      if (open === null || open === 'dynamic') return true;
      const { columns, open: more } = argument.table;
      const isKnown = more === null && columns.every((column) => isDataType(column.type));
      const row: Type = isKnown ? rowStruct(argument.table) : { kind: 'dynamic' };
      return bindVariables(bindings, { kind: 'variable', name: open.row }, row, false, null);
    }
    case 'map':
      if (argument.kind !== 'map') return argument === ERROR || argument.kind === 'null';
      return (
        bindVariables(bindings, parameter.key, argument.key, false, null) &&
        bindVariables(bindings, parameter.value, argument.value, argument.valueNullable === true, null)
      );
    default:
      return true;
  }
}

/** The element of a table read as a list: the row's struct, or of a one-column table the value. */
export function rowOf(table: TableType): Type {
  const [only] = table.columns;
  if (table.open !== null) return { kind: 'dynamic' };
  if (only !== undefined && table.columns.length === 1) return only.type;
  return rowStruct(table);
}

/** Whether an element of the table read as a list may be NULL: it is the value of the only column. */
function hasNullableRows({ columns, open }: TableType): boolean {
  return open === null && columns.length === 1 && columns[0]?.nullable === true;
}

/** The struct of a table's row. Columns that only run time knows are left out. */
export function rowStruct(table: TableType): StructType {
  return {
    kind: 'struct',
    fields: table.columns.flatMap(({ name, type, nullable }) => (isDataType(type) ? [{ name, type, nullable }] : [])),
  };
}

/** The type that a variable stands for: the common type of what was seen, into which the literals go, but `4.0` makes ints decimals; `null` if there is none. */
export function solve(binding: Pick<Binding, 'types' | 'literals' | 'texts'>): Type | null {
  let type: Type | null = { kind: 'never' };
  for (const each of binding.types) type = type === null ? null : commonType(type, each);
  // Whole numbers come late: beside decimals they need no more digits than they have; strings last: beside times they are times.
  const late = ({ slot }: TypedLiteral): number => (slot.type.kind === 'string' ? 2 : slot.type.kind === 'int' ? 1 : 0);
  for (const literal of [...binding.literals].sort((a, b) => late(a) - late(b))) {
    if (type === null) return null;
    const fit = type.kind === 'never' || type.kind === 'null' ? null : fitLiteral(literal, type);
    const widens = type.kind === 'int' && literal.slot.type.kind === 'decimal';
    if (fit !== null && !widens && !('wrong' in fit && fit.wrong !== 'text')) continue;
    const digits = type.kind === 'decimal' && literal.slot.type.kind === 'int';
    type = commonType(type, digits ? decimalOfWhole(wholeOf(literal.value)) : literal.slot.type);
  }
  for (const text of binding.texts) {
    if (type === null) return null;
    if (!takesType(text, type)) type = commonType(type, text.slot.type);
  }
  return type?.kind === 'never' ? { kind: 'null' } : type;
}

/** What is known of values of which a common type is sought. */
export function bindingOf(values: readonly TypedExpression[]): Binding {
  const binding: Binding = { types: [], literals: [], texts: [], nullable: values.some(({ slot }) => slot.nullable) };
  for (const value of values) {
    if (value.kind === 'Literal' && value.value !== null) binding.literals.push(value);
    else if (isTextParameter(value)) binding.texts.push(value);
    else binding.types.push(value.slot.type);
  }
  return binding;
}

/** The slot into which several values go: their common type, literals by their value; NULL if one may be. */
export function solveSlot(values: readonly TypedExpression[]): TypeSlot | null {
  const binding = bindingOf(values);
  const type = solve(binding);
  return type === null ? null : { type, nullable: binding.nullable };
}

/** A type with its variables replaced by what they stand for. Variables that nothing bound become NULL's type. */
export function substitute(type: Type, bindings: Bindings): Type {
  switch (type.kind) {
    case 'variable': {
      const binding = bindings.get(type.name);
      return binding === undefined ? type : (solve(binding) ?? ERROR);
    }
    case 'list': {
      return {
        kind: 'list',
        element: substitute(type.element, bindings) as DataType,
        elementNullable: type.elementNullable || isBoundNullable(type.element, bindings),
      };
    }
    case 'map':
      return mapOf(
        substitute(type.key, bindings) as DataType,
        substitute(type.value, bindings) as DataType,
        type.valueNullable === true || isBoundNullable(type.value, bindings),
      );
    case 'function':
      return {
        kind: 'function',
        parameters: type.parameters.map((p) => valueSlot(p, bindings)),
        result: valueSlot(type.result, bindings),
      };
    default:
      return type;
  }
}

/** Whether a type is a variable that stands for values of which one may be NULL. */
function isBoundNullable(type: Type, bindings: Bindings): boolean {
  return type.kind === 'variable' && bindings.get(type.name)?.nullable === true;
}

function mapOf(key: DataType, value: DataType, valueNullable: boolean): MapType {
  return valueNullable ? { kind: 'map', key, value, valueNullable } : { kind: 'map', key, value };
}

/** What a lambda is given, or gives: an element of a list of `int?` may be NULL. */
function valueSlot({ type, nullable }: TypeSlot, bindings: Bindings): TypeSlot {
  return { type: substitute(type, bindings), nullable: nullable || isBoundNullable(type, bindings) };
}

export function substituteSlot(slot: TypeSlot, bindings: Bindings): TypeSlot {
  return { type: substitute(slot.type, bindings), nullable: slot.nullable };
}

/** Whether a type holds a variable of a signature. */
export function hasVariables(type: Type): boolean {
  switch (type.kind) {
    case 'variable':
      return true;
    case 'list':
      return hasVariables(type.element);
    case 'iterator':
      return type.table.open !== null && type.table.open !== 'dynamic';
    case 'map':
      return hasVariables(type.key) || hasVariables(type.value);
    case 'function':
      return type.parameters.some((p) => hasVariables(p.type)) || hasVariables(type.result.type);
    default:
      return false;
  }
}

/** The cost of the arguments that variables took, once they are solved. */
export function bindingCost(bindings: Bindings): number | null {
  let sum = 0;
  for (const binding of bindings.values()) {
    const type = solve(binding);
    if (type === null) return null;
    for (const each of binding.types) {
      const cost = conversionCost(each, type);
      if (cost === null) return null;
      sum += cost;
    }
  }
  return sum;
}

/** `int, string`: types of arguments for a message. */
export function showTypes(types: readonly Type[], show: (type: Type) => string): string {
  return types.map((type) => (isDataType(type) ? showDataType(type) : show(type))).join(', ');
}

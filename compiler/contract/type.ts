import { showDataType, showField, type DataType, type Field } from './data-type.ts';

/**
 * The types of the checker: run-time types and what exists only in signatures and bodies. Serialisable.
 * `nullable` lives in the slot (`TypeSlot`), never in the type.
 */
export type Type =
  | DataType
  | TableType
  | FunctionType
  | IteratorType
  | UnionType
  | TypeVariable
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'any' }
  | { readonly kind: 'void' }
  | { readonly kind: 'never' };

/** A type together with whether NULL is one of its values. */
export interface TypeSlot {
  readonly type: Type;
  readonly nullable: boolean;
}

/** How many rows a table value can have, as far as the checker knows. */
export type Cardinality = 'one' | 'at-most-one' | 'many';

/**
 * A table value. `columns` are the known ones, in order. `open` tells what else there is: `null` for nothing (a closed table),
 * `'dynamic'` for columns that are known only at run time, or the name of a row variable (`..r`).
 */
export interface TableType {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly open: null | 'dynamic' | { readonly row: string };
  readonly cardinality: Cardinality;
}

/** A column of a table type: a field whose type may still be unknown (`dynamic`). */
export interface Column {
  readonly name: string;
  readonly type: Type;
  readonly nullable: boolean;
}

export interface FunctionType {
  readonly kind: 'function';
  readonly parameters: readonly TypeSlot[];
  readonly result: TypeSlot;
}

/** A lazily read table (`stream select …`). */
export interface IteratorType {
  readonly kind: 'iterator';
  readonly table: TableType;
}

export interface UnionType {
  readonly kind: 'union';
  readonly members: readonly Type[];
}

/** A generic parameter of a signature (`T`); instantiated at each call. */
export interface TypeVariable {
  readonly kind: 'variable';
  readonly name: string;
}

const CHECKER_KINDS = new Set([
  'table',
  'function',
  'iterator',
  'union',
  'variable',
  'dynamic',
  'any',
  'void',
  'never',
]);

/** Whether a type has values at run time that fit a column or a scalar local. */
export function isDataType(type: Type): type is DataType {
  return !CHECKER_KINDS.has(type.kind);
}

/** Whether a parameter of this type takes values of several types, so that a function is checked for the types of each call. */
export function isOpenType(type: Type): boolean {
  switch (type.kind) {
    case 'any':
    case 'union':
    case 'variable':
      return true;
    case 'table':
      return type.open !== null;
    case 'iterator':
      return type.table.open !== null;
    case 'list':
      return isOpenType(type.element);
    case 'map':
      return isOpenType(type.key) || isOpenType(type.value);
    case 'function':
      return type.parameters.length === 0 || type.parameters.some((slot) => isOpenType(slot.type));
    default:
      return false;
  }
}

/** The name under which users see a type: `int`, `table<id: int, ..>`, `(int) -> string`. */
export function showType(type: Type): string {
  switch (type.kind) {
    case 'table': {
      const columns = type.columns.map((c) => `${c.name}: ${showSlot(c)}`);
      if (type.open === 'dynamic') columns.push('..');
      else if (type.open !== null) columns.push(`..${type.open.row}`);
      return `table<${columns.join(', ')}>`;
    }
    case 'function':
      return `(${type.parameters.map(showSlot).join(', ')}) -> ${showSlot(type.result)}`;
    case 'list':
      return `${showType(type.element)}${type.elementNullable ? '?' : ''}[]`;
    case 'map':
      return `Dict<${showType(type.key)}, ${showType(type.value)}${type.valueNullable === true ? '?' : ''}>`;
    case 'iterator':
      return `iterator<${showType(type.table)}>`;
    case 'union':
      return type.members.map(showType).join('|');
    case 'variable':
      return type.name;
    case 'dynamic':
    case 'any':
    case 'void':
    case 'never':
      return type.kind;
    default:
      return showDataType(type);
  }
}

/** A type with `?` behind it when it is nullable. */
export function showSlot(slot: TypeSlot): string {
  return `${showType(slot.type)}${slot.nullable ? '?' : ''}`;
}

/** A closed table type of the given fields. */
export function tableOf(columns: readonly (Column | Field)[], cardinality: Cardinality = 'many'): TableType {
  return { kind: 'table', columns, open: null, cardinality };
}

export { showField };

import type { DataType, StructType } from '../../../compiler/contract/data-type.ts';
import type { Random } from '../parsing/random.ts';

/** A type of values, and whether NULL is one of them. */
export interface Slot {
  readonly type: DataType;
  readonly nullable: boolean;
}

/** A name that expressions may use, as it is written. `slot` is what it holds here, `declared` what may be assigned to it. */
export interface Variable {
  readonly text: string;
  readonly slot: Slot;
  readonly declared: Slot;
  readonly assignable: boolean;
}

export interface ColumnShape extends Slot {
  readonly name: string;
}

export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
}

export interface Routine {
  readonly kind: 'function' | 'procedure';
  readonly name: string;
  readonly parameters: readonly Slot[];
  readonly result: Slot | null;
  readonly raises: readonly string[];
}

/** What all programs of a run share: declared in the lake before they run. */
export interface World {
  readonly tables: readonly TableShape[];
  readonly structs: readonly StructType[];
  readonly exceptions: readonly string[];
  /** The statements that make it. */
  readonly text: string;
}

/** What a place in a program can see. */
export interface Scope {
  readonly world: World;
  readonly random: Random;
  /** A name that nothing else has. */
  readonly fresh: (prefix: string) => string;
  readonly variables: readonly Variable[];
  readonly routines: readonly Routine[];
  /** Inside of a query, a function's default or a lambda there: nothing but expressions of rows. */
  readonly inQuery: boolean;
  /** Exceptions that may be thrown here; `null` for all. */
  readonly raises: readonly string[] | null;
  /** What `return` gives; `undefined` where nothing can be returned. */
  readonly result?: Slot | null;
  readonly inLoop: boolean;
  readonly mayWrite: boolean;
}

/** The scope with further names, which hide nothing as all are fresh. */
export function withVariables(scope: Scope, variables: readonly Variable[]): Scope {
  return { ...scope, variables: [...scope.variables, ...variables] };
}

/** A name that is read only. */
export function constantOf(text: string, slot: Slot): Variable {
  return { text, slot, declared: slot, assignable: false };
}

/** The scope in which one variable holds something narrower or wider than before. */
export function holding(scope: Scope, variable: Variable, slot: Slot): Scope {
  return {
    ...scope,
    variables: scope.variables.map((each) => (each.text === variable.text ? { ...each, slot } : each)),
  };
}

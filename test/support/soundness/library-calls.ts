import { sameDataType, type DataType } from '../../../compiler/contract/data-type.ts';
import type { Signature } from '../../../compiler/contract/signature.ts';
import { isDataType, type Type } from '../../../compiler/contract/type.ts';
import { lazy } from '../../../compiler/source/lazy.ts';
import { library } from '../compile/check.ts';
import type { Slot } from './scope.ts';

/** A function of the standard library, or an operator, by its name. */
export interface LibraryCall {
  readonly name: string;
  readonly signature: Signature;
}

/** What the type variables of a signature stand for; a nullable one for elements of lists that may be NULL. */
export type Bindings = Map<string, Slot>;

/** These end the program, tell nothing, or need arguments that a random value seldom fits; the generator writes ranges itself. */
const LEFT_OUT = new Set([
  'error',
  'assert',
  'print',
  'range',
  'generate_series',
  'factorial',
  'is_empty',
  'has_rows',
  'distinct',
  'join',
  'set',
  'where',
  'filter',
]);
/** Arguments that are no values. */
const ROWS: ReadonlySet<string> = new Set(['table', 'iterator']);
const NOT_A_NAME = /[^a-z0-9_]/;
const INFIX = new Set(
  '+ - * / % = != < <= > >= and or not || like ilike ~ !~ ->>'.split(' ').concat('is distinct from'),
);

/** The functions whose result is a value, by the kind of their result; those that give a type variable under `variable`. */
export const libraryCalls: () => ReadonlyMap<string, readonly LibraryCall[]> = lazy(() => {
  const byKind = new Map<string, LibraryCall[]>();
  for (const [name, overloads] of library())
    for (const { signature } of overloads) {
      const { traits, result, parameters, receiver } = signature;
      if (traits.aggregate !== undefined || traits.window !== undefined || receiver !== null) continue;
      if (LEFT_OUT.has(signature.name) || LEFT_OUT.has(name) || (NOT_A_NAME.test(name) && !INFIX.has(name))) continue;
      if (result.type.kind === 'secret' || parameters.some(({ slot: { type } }) => ROWS.has(type.kind))) continue;
      const kind = result.type.kind;
      byKind.set(kind, [...(byKind.get(kind) ?? []), { name, signature }]);
    }
  return byKind;
});

/** Whether some function of this name takes rows or a list: a query in its argument's place is these, and no value. */
export function readsRows(name: string): boolean {
  const overloads = library().get(name) ?? [];
  const kinds = overloads.flatMap(({ signature }) => signature.parameters.map(({ slot }) => slot.type.kind));
  return kinds.includes('table') || kinds.includes('list');
}

/** The call's text, of arguments that are expressions. */
export function callText(name: string, args: readonly string[]): string {
  if (!INFIX.has(name)) return `${name}(${args.join(', ')})`;
  return args.length === 1 ? `(${name} ${args[0]})` : `(${args.join(` ${name} `)})`;
}

/** Binds the variables of `pattern` so that it is `type`; whether that is possible. Decimals of any digits fit each other. */
export function matches(pattern: Type, type: DataType, bindings: Bindings, nullable = false): boolean {
  if (pattern.kind === 'variable') {
    const bound = bindings.get(pattern.name);
    if (bound !== undefined) return bound.nullable === nullable && sameDataType(bound.type, type);
    bindings.set(pattern.name, { type, nullable });
    return true;
  }
  if (pattern.kind === 'list') {
    if (type.kind !== 'list') return false;
    const open = pattern.element.kind === ('variable' as string);
    if (!open && pattern.elementNullable !== type.elementNullable) return false;
    return matches(pattern.element, type.element, bindings, type.elementNullable);
  }
  if (pattern.kind === 'map')
    return (
      type.kind === 'map' && matches(pattern.key, type.key, bindings) && matches(pattern.value, type.value, bindings)
    );
  if (pattern.kind === 'decimal') return type.kind === 'decimal';
  return isDataType(pattern) && sameDataType(pattern, type);
}

/** The pattern with its variables replaced; `free` names what stands for those that nothing bound yet. */
export function instantiate(pattern: Type, bindings: Bindings, free: (name: string) => Slot): Slot {
  if (pattern.kind === 'variable') {
    const slot = bindings.get(pattern.name) ?? free(pattern.name);
    bindings.set(pattern.name, slot);
    return slot;
  }
  if (pattern.kind === 'list') {
    const element = instantiate(pattern.element, bindings, free);
    const elementNullable = pattern.elementNullable || element.nullable;
    return { type: { kind: 'list', element: element.type, elementNullable }, nullable: false };
  }
  if (pattern.kind === 'map') {
    const [key, value] = [pattern.key, pattern.value].map((each) => instantiate(each, bindings, free).type);
    return { type: { kind: 'map', key: key!, value: value! }, nullable: false };
  }
  if (!isDataType(pattern)) throw new Error(`no value has the type ${pattern.kind}`);
  return { type: pattern, nullable: false };
}

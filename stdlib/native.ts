import type { Type } from '../compiler/contract/type.ts';

/** What natives may ask of the frame that runs them; everything that is not a pure function of the arguments comes from here. */
export interface NativeContext {
  /** The statement's time, µs since 1970-01-01 in UTC; the same for every call in a statement. */
  now(): number | bigint;
  /** The next number of the frame's random source, 0 ≤ x < 1. */
  random(): number;
  /** Writes a line to the run log. */
  print(line: string): void;
  /** A text sealed with the lake's key: what a secret is carried as. */
  seal(text: string): string;
}

/** A body: run-time values in (after the context, if it takes one), one out. Values are carried as `DataType` says. */
export type NativeBody = (...args: never[]) => unknown;

/** Makes the body for the types of one call: those of its arguments, in order (a lambda's is a function type), and that of its result. */
export type Specialise = (args: readonly Type[], result: Type) => NativeBody;

/**
 * A native of the standard library. A `plain` one has one body for all types it is declared for; a `typed` one has a body
 * per combination of types (a decimal's scale, how an element compares), made once for each place that calls it.
 * With `usesContext` the first argument of the body is the frame's `NativeContext`.
 */
export type Native =
  | { readonly kind: 'plain'; readonly body: NativeBody; readonly usesContext: boolean }
  | { readonly kind: 'typed'; readonly specialise: Specialise; readonly usesContext: boolean };

/** Natives of one theme by id: `text/upper`. */
export type NativeModule = Readonly<Record<string, Native>>;

/** A pure function of its arguments. */
export function plain(body: NativeBody): Native {
  return { kind: 'plain', body, usesContext: false };
}

/** A function of the frame's context and its arguments. */
export function contextual(body: NativeBody): Native {
  return { kind: 'plain', body, usesContext: true };
}

/** A pure function whose work depends on the types it is called at. */
export function typed(specialise: Specialise): Native {
  return { kind: 'typed', specialise, usesContext: false };
}

/** As `typed`, for bodies that take the context too. */
export function contextualTyped(specialise: Specialise): Native {
  return { kind: 'typed', specialise, usesContext: true };
}

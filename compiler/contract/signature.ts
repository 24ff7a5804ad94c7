import type { PartChoice } from './date-parts.ts';
import type { DecimalRuleName } from './decimal-rules.ts';
import type { Constant, Operation, Scalar } from './scalar.ts';
import { isOpenType, showSlot, type TypeSlot } from './type.ts';

export interface Parameter {
  readonly name: string;
  readonly slot: TypeSlot;
  /** The source text of the default value; `null` when an argument is required. */
  readonly defaultText: string | null;
  /** Takes all further arguments (standard library only). */
  readonly variadic: boolean;
}

/** What a routine does beside giving a result. Table names are `schema.name`; `dynamic` stands for a table known only at run time. */
export interface Effects {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Exceptions that may leave it: user-declared ones, exactly. */
  readonly raises: readonly string[];
  readonly async: boolean;
  readonly io: boolean;
  readonly ddl: boolean;
  /** The same arguments on the same snapshot give the same: it reads no clock, no random numbers and no files. */
  readonly deterministic: boolean;
  /** It prints, throws or moves a stream on by a function, so that it counts how often it is called. Left out: it does not. */
  readonly acts?: true;
}

export const NO_EFFECTS: Effects = {
  reads: [],
  writes: [],
  raises: [],
  async: false,
  io: false,
  ddl: false,
  deterministic: true,
};

/** What programs write without naming a function: `{a: 1}` as a map, a match that no arm fits, a loop that counts (`range(5)`, `range(2, 5)`). */
export const LIBRARY_USES = ['map_literal', 'no_match', 'count_to', 'count_from', 'seal'] as const;
export type LibraryUse = (typeof LIBRARY_USES)[number];

/** What the compiler must know of a function, so that it knows none by name. */
export interface Traits {
  /** Inlined as this operation. */
  readonly operation?: Operation;
  /** An aggregate: the name of its kernel operation. */
  readonly aggregate?: string;
  /** Of an aggregate: the function that is meant where a list or table is given as a whole, as in `xs.sum()`. */
  readonly listForm?: string;
  /** Of an aggregate: the function that is meant where several values are given, as in `min(a, b)`. */
  readonly valueForm?: string;
  /** Window-only function: the name of its kernel operation. */
  readonly window?: string;
  /** NULL in, NULL out: the body never sees NULL. True unless said otherwise. */
  readonly strict?: boolean;
  /** May give NULL though no argument is NULL. */
  readonly mayBeNull?: boolean;
  /** Without a row to work on the result is NULL (`max`), so a comparison with it may be unknown: watermark-like. */
  readonly nullOnEmpty?: boolean;
  /** Of a function that is not strict: its result is NULL at most where some argument is (`any`: `and`) or where all are (`all`: `coalesce`). */
  readonly nullWhen?: 'any' | 'all';
  /** The rule that gives a decimal result its digits. */
  readonly decimal?: DecimalRuleName;
  /** Its first argument names a part of a date or time: which ones there are. */
  readonly part?: PartChoice;
  /** The function that is meant where that part is the epoch, which has a fraction. */
  readonly epochForm?: string;
  /** The name under which it is called without parentheses too, as SQL has it. */
  readonly word?: string;
  /** What the language itself calls it for. */
  readonly use?: LibraryUse;
  /** Reads the frame's clock or random source. */
  readonly volatile?: boolean;
  /** Prints, throws or moves something on, beside giving a value that may be the same each time. */
  readonly acts?: boolean;
}

/** The type of a procedure or function, with everything a caller needs. */
export interface Signature {
  readonly name: string;
  readonly receiver: TypeSlot | null;
  readonly parameters: readonly Parameter[];
  readonly result: TypeSlot;
  readonly effects: Effects;
  /** As declared (`raises`); `null` when nothing was declared. */
  readonly declaredRaises: readonly string[] | null;
  readonly mode: 'async' | 'sync' | 'either';
  readonly traits: Traits;
  /** The body, when it is a pure expression that callers may inline; parameters are `parameter` scalars. */
  readonly inline: Scalar | null;
}

/** Some parameter takes values of any type: what a call gives follows from the body. */
export function hasOpenParameters({ parameters, receiver }: Signature): boolean {
  return parameters.some(({ slot }) => isOpenType(slot.type)) || (receiver !== null && isOpenType(receiver.type));
}

/** What a call of a routine depends on, as text: equal for signatures whose calls are compiled alike. */
export function callShape({ receiver, parameters, result, declaredRaises, mode }: Signature): string {
  const given = parameters.map(({ name, slot, defaultText }) => `${name} ${showSlot(slot)} = ${defaultText ?? ''}`);
  const self = receiver === null ? '' : `${showSlot(receiver)}.`;
  return `${self}(${given.join(', ')}) ${showSlot(result)} ${mode} raises ${declaredRaises?.join() ?? ''}`;
}

/** A function of the standard library: several signatures (overloads) may share a name. `id` names the native body (`text/upper`). */
export interface LibraryFunction {
  readonly id: string;
  readonly signature: Signature;
  readonly documentation: string;
  readonly examples: readonly { readonly call: string; readonly result: string }[];
}

export type { Constant };

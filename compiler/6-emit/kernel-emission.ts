import type { Plan, QueryParameter } from '../contract/plan.ts';
import type { Scalar } from '../contract/scalar.ts';
import type { Span } from '../contract/span.ts';
import type { ScanTraits } from '../contract/traits.ts';
import * as b from './builder.ts';
import type { Bound, Flow } from './kernel-flow.ts';
import type { Names } from './kernel-names.ts';
import type { Value } from './scalar/value.ts';

/** A leaf of the plan that the caller fetches: a table handed to the kernel. */
export interface LeafInput {
  /** Variable of the kernel function that holds the table. */
  readonly name: string;
  readonly traits: ScanTraits | null;
}

/** Rows that a breaker keeps: columns in vectors that lie side by side, read through space 0. */
export interface Relation {
  /** Variable that holds the number of rows. */
  readonly length: string;
  readonly columns: readonly Bound[];
  /** Variable of an `Int32Array` that gives the rows in the order wanted, `null` for the order they lie in. */
  readonly order: string | null;
}

/** Where a scalar is computed: in a loop over a block, or once. Work is written to `out`. */
export interface Scope {
  readonly emission: Emission;
  out: b.Statement[];
  /** What column references stand for. */
  readonly columns: readonly Bound[];
  /** A variable of the kernel function, made visible here. */
  use(name: string): b.Expression;
  read(bound: Bound): Value;
}

/** A value that lives in variables of the kernel function, to be seen from wherever it is needed. */
export type Reference = (scope: Scope) => Value;

export type Consume = (flow: Flow) => void;

/**
 * The state of one kernel's emission. Statements are written to `out`; what must stand before the loops of the pipeline that is being
 * written goes to `declarations`. Lazy declarations are left out at the end when nothing used their name.
 */
export interface Emission {
  readonly names: Names;
  /** Variable that holds the number of rows of a block. */
  readonly block: string;
  readonly abi: Set<string>;
  readonly functions: b.Statement[];
  readonly used: Set<string>;
  readonly lazy: Map<b.Statement, { readonly name: string; readonly needs: readonly string[] }>;
  readonly inputs: ReadonlyMap<Plan, LeafInput>;
  readonly queryParameters: readonly QueryParameter[];
  /** By position in the query's parameters. */
  readonly parameters: Map<number, Reference>;
  /** Parameters that may be beyond ±(2^53 - 1). */
  readonly bigParameters: ReadonlySet<number>;
  /** Natives and routines of the kernel function, by id. */
  readonly callables: Map<string, string>;
  /** Declarations at the top of the kernel function. */
  readonly prologue: b.Statement[];
  /** Lists of literal texts, before everything else, and their names by what is in them: whatever else is written and forgotten, they stay. */
  readonly literals: b.Statement[];
  readonly literalTexts: Map<string, string>;
  /** Texts of plans that occur more than once, and the rows of those that were met. */
  readonly repeated: ReadonlySet<string>;
  readonly shared: Map<string, Relation>;
  /** Rows of the enclosing queries, nearest first; empty outside of correlated subqueries. */
  outer: readonly (readonly Reference[])[];
  /** The rows of the last round of the recursions around, by their id. */
  readonly working: Map<number, Relation>;
  out: b.Statement[];
  declarations: b.Statement[];
  /** Compiles a scalar where `scope` stands. */
  readonly compile: (scope: Scope, scalar: Scalar) => Value;
  /** Writes what belongs to the text at a place: to an aggregate or window function as a whole. */
  readonly placed: <T>(emission: Emission, place: Span | undefined, write: () => T) => T;
  /** Writes the pipeline of a plan; `consume` writes what is done with each block. */
  readonly produce: (emission: Emission, plan: Plan, consume: Consume) => void;
  /** Writes a plan's pipelines and gives its rows, kept. */
  readonly relation: (emission: Emission, plan: Plan) => Relation;
  /** The same with the rows lying in their order: row `i` of the vectors is row `i`. */
  readonly unordered: (emission: Emission, plan: Plan) => Relation;
}

/** The name of a function of the abi, imported by the module from now on. It has a capital inside, so that no name made from a user's can hide it. */
export function abi(emission: Emission, name: string): string {
  if (name === name.toLowerCase()) throw new Error(`abi name ${name} needs a capital`);
  emission.abi.add(name);
  return name;
}

export function abiCall(emission: Emission, name: string, ...args: b.Operand[]): b.Expression {
  return b.call(abi(emission, name), ...args);
}

/** Declares a constant that is left out when nobody uses it. `needs` are the lazy constants that its value mentions. */
export function lazyConstant(
  emission: Emission,
  list: b.Statement[],
  name: string,
  init: b.Operand,
  needs: readonly string[] = [],
): void {
  const statement = b.constant(name, init);
  emission.lazy.set(statement, { name, needs });
  list.push(statement);
}

/** The statements of a finished list, without the lazy ones that nobody used. */
export function settled(emission: Emission, list: readonly b.Statement[]): b.Statement[] {
  const kept = list.toReversed().filter((statement) => {
    const lazy = emission.lazy.get(statement);
    if (lazy === undefined) return true;
    if (!emission.used.has(lazy.name)) return false;
    for (const need of lazy.needs) emission.used.add(need);
    return true;
  });
  return kept.reverse();
}

/** Writes with `out` set to a new list, and gives that list. */
export function writeInto(emission: Emission, write: () => void): b.Statement[] {
  const saved = emission.out;
  const list: b.Statement[] = [];
  emission.out = list;
  try {
    write();
  } finally {
    emission.out = saved;
  }
  return list;
}

/**
 * Writes the loops of one pipeline: what `write` puts into `out` is the loops' inside, what it declares lands before them.
 * `wrap` makes the loops from the inside.
 */
export function writePipeline(
  emission: Emission,
  write: () => void,
  wrap: (inside: b.Statement[]) => readonly b.Statement[],
): void {
  const saved = emission.declarations;
  const declarations: b.Statement[] = [];
  emission.declarations = declarations;
  try {
    const inside = writeInto(emission, write);
    const loops = wrap(inside);
    emission.out.push(...declarations, ...loops);
  } finally {
    emission.declarations = saved;
  }
}

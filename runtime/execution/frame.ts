import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import type { Limits } from '../host/limits.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Environment } from './environment.ts';
import { sealValue } from './secrets/define-secret.ts';
import type { Results } from './results.ts';
import type { Session } from './session.ts';

/** Rounds of loops, and calls, between two looks at cancellation and time. */
const ROUNDS = 5000;
const CALLS = 1000;

/** What a frame is made with. */
export interface FrameOptions {
  readonly environment: Environment;
  readonly session: Session;
  readonly limits: Limits;
  /** Set to 1 by another thread: the call is to end. */
  readonly cancelled?: Int32Array;
  readonly results?: Results;
  /** Locals that statements take from outside and keep for later ones; the session's where nothing is said. */
  readonly locals?: Map<string, unknown>;
  /** What is being run, for messages. */
  readonly what: string;
  /** What is run is COMMIT, ROLLBACK or a savepoint on its own: it needs a transaction that BEGIN opened. */
  readonly alone?: boolean;
  /** Those of the frame around. */
  readonly downloads?: Map<string, Uint8Array>;
}

/**
 * What one top-level call runs in: snapshot and overlay (its session's transaction), the code of that snapshot, clock and random source, limits.
 * Generated code hands it on with every call; it looks into it only through the abi.
 */
export class Frame {
  /** Calls on the stack that are counted. */
  depth = 0;
  /** Counted calls until the next look at the limits. */
  calls = CALLS;
  /** Exceptions that the `try` bodies around keep, innermost last. */
  readonly guards: (readonly (string | null)[])[] = [];
  /** Files of web servers that the call has fetched: it sees each as it was then. */
  readonly downloads: Map<string, Uint8Array>;
  /** The role whose rights count where the call is now: in code with the rights of its definer `null`, the owner. */
  role: string | null;
  /** The procedure that was called last, for messages. */
  procedure = '';
  readonly maxDepth: number;
  readonly environment: Environment;
  readonly session: Session;
  readonly limits: Limits;
  readonly results: Results | undefined;
  readonly locals: Map<string, unknown>;
  readonly what: string;
  readonly alone: boolean;
  readonly #cancelled: Int32Array | undefined;
  readonly #started: number;
  #pinned: CatalogState | null = null;
  #moved: { readonly base: CatalogState; readonly code: CatalogState } | null = null;

  constructor({
    environment,
    session,
    limits,
    cancelled,
    results,
    locals,
    what,
    alone = false,
    downloads,
  }: FrameOptions) {
    this.environment = environment;
    this.downloads = downloads ?? new Map<string, Uint8Array>();
    this.session = session;
    this.role = session.role;
    this.limits = limits;
    this.maxDepth = limits.callDepth;
    this.results = results;
    this.locals = locals ?? session.locals;
    this.what = what;
    this.alone = alone;
    this.#cancelled = cancelled;
    this.#started = environment.clock.now();
  }

  get transaction(): Transaction {
    return this.session.transaction;
  }

  /** The catalog with the code that the call runs: that of its beginning, also after a commit in its middle, over the tables as they are now. */
  get code(): CatalogState {
    const { state } = this.transaction;
    if (this.#pinned === null) return state;
    if (this.#moved?.base !== state) {
      const { routines, types, modules } = this.#pinned;
      this.#moved = { base: state, code: { ...state, routines, types, modules } };
    }
    return this.#moved.code;
  }

  /** Keeps the code as it is, before a transaction of the call ends and another begins. */
  pinCode(): void {
    this.#pinned = this.code;
  }

  /** µs since 1970-01-01. A query looks once. */
  now(): number {
    return this.environment.clock.now();
  }

  random(): number {
    return this.session.random();
  }

  print(line: string): void {
    this.environment.print(line, this.session);
  }

  /** A text as a value of type secret. Errors: `KeyMissing`, `KeyRefused`. */
  seal(text: string): string {
    return sealValue(this, text);
  }

  /** A frame for a statement inside of this one: it takes its locals from `locals` and tells its result to `results`. */
  inner(locals: Map<string, unknown>, results: Results): Frame {
    const { environment, session, limits, what, downloads } = this;
    const frame = new Frame({
      environment,
      session,
      limits,
      what,
      downloads,
      locals,
      results,
      ...(this.#cancelled === undefined ? {} : { cancelled: this.#cancelled }),
    });
    frame.depth = this.depth;
    frame.role = this.role;
    frame.guards.push(...this.guards);
    return frame;
  }

  /** Ends the call when it was cancelled or took too long. */
  check(): void {
    if (this.#cancelled !== undefined && Atomics.load(this.#cancelled, 0) !== 0)
      throw gobiError('Cancelled', { what: this.what });
    const { milliseconds } = this.limits;
    if (milliseconds !== Infinity && this.environment.clock.now() - this.#started > milliseconds * 1000) {
      throw gobiError('TimeLimit', { what: this.what, milliseconds });
    }
  }
}

/** Rounds that a function's loops may go without a look at the limits. */
export function fuel(frame: Frame): number {
  countCall(frame);
  return ROUNDS;
}

/** Looks at the limits; gives the next allowance of rounds. */
export function tick(frame: Frame): number {
  frame.check();
  return ROUNDS;
}

/** Begins a counted call. */
export function enter(frame: Frame, procedure: string): void {
  if (++frame.depth > frame.maxDepth) {
    throw gobiError('StackOverflow', { procedure, limit: frame.maxDepth });
  }
  countCall(frame);
}

/** Ends a counted call; passes its result on. */
export function leave<T>(frame: Frame, result?: T): T | undefined {
  frame.depth--;
  return result;
}

export function depth(frame: Frame): number {
  return frame.depth;
}

function countCall(frame: Frame): void {
  if (--frame.calls > 0) return;
  frame.calls = CALLS;
  frame.check();
}

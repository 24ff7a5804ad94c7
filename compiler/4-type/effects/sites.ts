import type { Span } from '../../contract/span.ts';
import type { Instance } from '../routines/routine-entry.ts';

/** A catch arm around code: what it takes is subtracted from what the code raises. `exceptions` null takes everything. */
export interface Handler {
  readonly exceptions: readonly string[] | null;
  readonly parent: Handler | null;
  /** Set when an arm throws again what it caught: then nothing is subtracted. */
  rethrows: boolean;
}

export interface ThrowSite {
  readonly exception: string;
  readonly span: Span;
  readonly handler: Handler | null;
}

export interface CallSite {
  readonly callee: Instance;
  readonly span: Span;
  readonly handler: Handler | null;
  /** Started, not waited for: its errors and writes are not the caller's. */
  readonly detached: boolean;
  readonly inQuery: boolean;
  /** The trigger that makes the call, for a change of rows that fires it. */
  readonly trigger?: string;
}

/** A change of rows, for the triggers that it fires: of an update the columns that it sets. `table` is `schema.name` in lower case. */
export interface ChangeSite {
  readonly event: 'insert' | 'update' | 'delete' | 'upsert';
  readonly table: string;
  readonly columns: readonly string[];
  readonly span: Span;
  readonly handler: Handler | null;
}

/** The effects of one routine as its code shows them; what its callees add is solved afterwards. */
export interface EffectSites {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  readonly changes: ChangeSite[];
  readonly throws: ThrowSite[];
  readonly calls: CallSite[];
  /** Catch arms for declared exceptions that only the calls of the `try` could throw. */
  readonly arms: { readonly exception: string; readonly span: Span; readonly calls: readonly CallSite[] }[];
  /** Why the code is async by itself: the function that sleeps or uses the network. */
  async: { readonly because: string; readonly span: Span } | null;
  io: boolean;
  ddl: boolean;
  volatile: boolean;
  acts: boolean;
}

export function noSites(): EffectSites {
  return {
    reads: new Set(),
    writes: new Set(),
    changes: [],
    throws: [],
    calls: [],
    arms: [],
    async: null,
    io: false,
    ddl: false,
    volatile: false,
    acts: false,
  };
}

/** Counts what a part of some code does, which was noted apart, as done by the whole. */
export function addSites(whole: EffectSites, part: EffectSites): void {
  for (const name of part.reads) whole.reads.add(name);
  for (const name of part.writes) whole.writes.add(name);
  whole.changes.push(...part.changes);
  whole.throws.push(...part.throws);
  whole.calls.push(...part.calls);
  whole.arms.push(...part.arms);
  whole.async ??= part.async;
  whole.io ||= part.io;
  whole.ddl ||= part.ddl;
  whole.volatile ||= part.volatile;
  whole.acts ||= part.acts;
}

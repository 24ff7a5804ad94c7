import type { Buffer } from './buffer.ts';

/** States of a text to go back to, the last one last, and those that were gone back from. */
export interface Undo {
  readonly past: readonly Buffer[];
  readonly future: readonly Buffer[];
}

export const NO_UNDO: Undo = { past: [], future: [] };

/** States that are kept; of long texts fewer. */
const MOST = 500;
const MOST_CHARACTERS = 20_000_000;

/** Remembers the state before a change. */
export function remember({ past }: Undo, before: Buffer): Undo {
  const kept = Math.max(2, Math.min(MOST, Math.floor(MOST_CHARACTERS / (before.text.length + 1))));
  return { past: [...past, before].slice(-kept), future: [] };
}

/** The state before the last change; `null` when there is none. */
export function undo({ past, future }: Undo, now: Buffer): { readonly buffer: Buffer; readonly undo: Undo } | null {
  const before = past.at(-1);
  return before === undefined ? null : { buffer: before, undo: { past: past.slice(0, -1), future: [...future, now] } };
}

/** The state that `undo` left; `null` when there is none. */
export function redo({ past, future }: Undo, now: Buffer): { readonly buffer: Buffer; readonly undo: Undo } | null {
  const next = future.at(-1);
  return next === undefined ? null : { buffer: next, undo: { past: [...past, now], future: future.slice(0, -1) } };
}

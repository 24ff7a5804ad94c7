import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { CodeArray, Dictionary } from '../column.ts';

/** A dictionary gives way to plain text once it has more entries than this … */
export const DICTIONARY_ENTRIES = 1 << 17;
/** … or, past a first few rows, one for more than every second row. */
export const DICTIONARY_TRIAL_ROWS = 4096;

/** Whether so many distinct strings in so many rows still deserve a dictionary. */
export function dictionaryPays(distinct: number, rows: number): boolean {
  return distinct <= DICTIONARY_ENTRIES && (distinct <= DICTIONARY_TRIAL_ROWS / 2 || distinct * 2 <= rows);
}

/** A new dictionary; its id tells it from every other one, made on whichever thread. `strings` must be distinct and is kept. */
export function newDictionary(strings: readonly string[]): Dictionary {
  return { id: Math.floor(Math.random() * Number.MAX_SAFE_INTEGER), strings };
}

/** Codes in the narrowest array that addresses `entries` strings. */
export function narrowCodes(codes: ArrayLike<number>, length: number, entries: number, arena?: Arena): CodeArray {
  const narrow = sharedArray(entries <= 256 ? 'u8' : entries <= 65536 ? 'u16' : 'i32', length, arena);
  for (let row = 0; row < length; row++) narrow[row] = codes[row]!;
  return narrow;
}

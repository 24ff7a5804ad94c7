import type { LibraryFunction } from './signature.ts';

/**
 * The standard library as the checker sees it: functions by lower-case name, overloads in order of declaration. Operators stand
 * under their symbol (`+`, `=`) or, where they are words, under their operation's name (`and`, `like`).
 */
export type Library = ReadonlyMap<string, readonly LibraryFunction[]>;

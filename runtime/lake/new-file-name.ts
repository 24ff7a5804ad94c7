import { newUuid } from '../host/random.ts';
import type { LakeHost } from './lake.ts';

/** A name for a new file of a lake, as DuckLake gives them: no other file ever has it. */
export function newFileName({ clock, random }: LakeHost, ending: string): string {
  return `ducklake-${newUuid(clock.now(), random)}${ending}`;
}

import { scratchSession, type ScratchSession } from '../run-lake.ts';
import { randomProgram, randomWorld } from './random-program.ts';
import { runProgram, type Unsound } from './run-program.ts';

/** Failures of one kind: how many, and the one with the shortest statement. */
export interface Failures {
  readonly times: number;
  readonly smallest: Unsound & { readonly program: number };
}

/** Programs that run in one lake. */
const PER_WORLD = 200;

/** The world of a program: that of the first one of its two hundred. */
export function worldOf(program: number): ReturnType<typeof randomWorld> {
  return randomWorld(program - (program % PER_WORLD));
}

/** Runs the programs with the seeds from `first` to below `last`; failures by kind. */
export function checkSoundness(first: number, last: number): ReadonlyMap<string, Failures> {
  const kinds = new Map<string, Failures>();
  let session: ScratchSession | undefined;
  let world = worldOf(first);
  for (let program = first; program < last; program++) {
    if (session === undefined || program % PER_WORLD === 0) {
      session?.close();
      session = scratchSession();
      world = worldOf(program);
      session.run(world.text);
    }
    const unsound = runProgram(session, randomProgram(program, world));
    if (unsound === undefined) continue;
    const known = kinds.get(unsound.kind);
    const shorter = known === undefined || unsound.statement.length < known.smallest.statement.length;
    kinds.set(unsound.kind, {
      times: (known?.times ?? 0) + 1,
      smallest: shorter ? { ...unsound, program } : known.smallest,
    });
  }
  session?.close();
  return kinds;
}

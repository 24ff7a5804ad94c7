import type { Frame } from '../frame.ts';
import { enter } from '../frame.ts';

/** Calls a procedure in the version that the frame's snapshot has. When it fails, everything that it wrote is taken back. */
export function call(frame: Frame, id: string, args: readonly unknown[]): unknown {
  const routine = frame.environment.routine(frame, id);
  const { procedure, depth, transaction } = frame;
  enter(frame, routine.name);
  frame.procedure = routine.name;
  const mark = transaction.mark();
  try {
    return routine.run(frame, ...args);
  } catch (error) {
    // A procedure that committed in between has begun another transaction, whose rows before the error stay with the caller.
    if (transaction.open) transaction.undo(mark);
    throw error;
  } finally {
    frame.procedure = procedure;
    frame.depth = depth;
  }
}

/** Starts a procedure that nobody waits for; gives the id of its run. */
export function start(frame: Frame, id: string, args: readonly unknown[]): string {
  return frame.environment.start(frame, id, args);
}

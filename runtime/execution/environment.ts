import type { StackFrame } from '../../compiler/contract/runtime-error.ts';
import type { Clock } from '../host/clock.ts';
import type { Frame } from './frame.ts';
import type { Session } from './session.ts';

/** A procedure that can be called: what is known of it, and its code. */
export interface LiveRoutine {
  readonly id: string;
  readonly name: string;
  readonly run: (frame: Frame, ...args: readonly unknown[]) => unknown;
}

/** What execution needs from the layers above it. */
export interface Environment {
  readonly clock: Clock;
  /** Writes a line to the run log. */
  readonly print: (line: string, session: Session) => void;
  /** The routine of an id as the frame's snapshot has it; compiled when it is called first. Unknown: `ObjectNotFound`. */
  readonly routine: (frame: Frame, id: string) => LiveRoutine;
  /** Starts a call that nobody waits for; gives the id of its run. */
  readonly start: (frame: Frame, id: string, args: readonly unknown[]) => string;
  /** The calls of `.plg` code on the stack of an error, innermost first. */
  readonly frames: (error: Error) => readonly StackFrame[];
}

import { hasGrant } from '../../../compiler/contract/access.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { accessInfo } from '../../catalog/access.ts';
import type { Frame } from '../frame.ts';
import { enter } from '../frame.ts';

/** Calls a procedure in the version that the frame's snapshot has. When it fails, everything that it wrote is taken back. */
export function call(frame: Frame, id: string, args: readonly unknown[]): unknown {
  const routine = frame.environment.routine(frame, id);
  const { procedure, depth, transaction, role } = frame;
  if (role !== null) frame.role = roleInside(frame, role, id);
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
    frame.role = role;
  }
}

/** Looks at the right to execute a routine, for calls that are bound only now too; gives the role whose rights its code has. */
function roleInside({ code }: Frame, role: string, id: string): string | null {
  const routine = code.routines.get(id);
  if (routine === undefined) return role;
  const { kind, name, options } = routine;
  if (!hasGrant(accessInfo(code, role).grants, { role, privilege: 'execute', object: kind, name }))
    throw gobiError('AccessDenied', { who: `role ${role}`, what: `execute ${kind} ${name}` });
  return options['rights'] === 'invoker' ? role : null;
}

/** Starts a procedure that nobody waits for; gives the id of its run. */
export function start(frame: Frame, id: string, args: readonly unknown[]): string {
  return frame.environment.start(frame, id, args);
}

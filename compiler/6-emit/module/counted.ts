import type { TypedRoutine } from '../../ir/typed.ts';
import { walk } from './walk.ts';

/**
 * The functions whose calls are counted: those that may come back to themselves, by calls inside of the module or through another module's function.
 * (Calls of procedures are counted where they are bound.)
 */
export function countedFunctions(routines: readonly TypedRoutine[]): ReadonlySet<string> {
  const functions = routines.filter((routine) => routine.kind === 'function');
  const own = new Set(functions.map((routine) => routine.id));
  const calls = new Map(functions.map((routine) => [routine.id, callsOf(routine)]));
  const counted = new Set<string>();
  for (const { id } of functions) {
    const reached = reach(id, calls);
    if (reached.has(id) || [...reached].some((each) => !own.has(each))) counted.add(id);
  }
  return counted;
}

function callsOf(routine: TypedRoutine): ReadonlySet<string> {
  const called = new Set<string>();
  walk(routine.body, (node) => {
    if (node.kind === 'RoutineReference' || (node.kind === 'RoutineCall' && node.routineKind === 'function'))
      called.add(node.routine);
    return true;
  });
  return called;
}

function reach(start: string, calls: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const seen = new Set<string>();
  const next = [...(calls.get(start) ?? [])];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    next.push(...(calls.get(id) ?? []));
  }
  return seen;
}

import type { RoutineInfo } from '../contract/catalog-view.ts';
import { hasOpenParameters } from '../contract/signature.ts';
import type { Callable, RoutineSyntax } from '../ir/bound.ts';
import type { Binder } from './binder.ts';
import { bindRoutine } from './routines.ts';
import { openScope } from './scope.ts';

/** A routine of the catalog as it can be called: a function with open parameters by its text, which is checked for the types of each call. */
export function storedCallable(binder: Binder, info: RoutineInfo): Callable {
  const isTemplate = info.kind === 'function' && hasOpenParameters(info.signature);
  const syntax = isTemplate ? templateOf(binder, info) : null;
  return syntax === null ? { kind: 'stored', routine: info } : { kind: 'routine', routine: syntax };
}

/** The function's text, parsed and bound once; its findings were reported when it was stored. */
function templateOf(binder: Binder, info: RoutineInfo): RoutineSyntax | null {
  const known = binder.templates.get(info);
  if (known !== undefined) return known;
  const [statement] = binder.context.parseProgram(info.text, info.name).statements;
  if (statement?.kind !== 'DefineFunction') return null;
  binder.templates.set(info, statement);
  const { silent } = binder;
  binder.silent = true;
  bindRoutine(binder, openScope(null, 'top'), statement);
  binder.silent = silent;
  return statement;
}

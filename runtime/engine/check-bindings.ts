import { bindingChange, boundRoutine, type BoundRoutine } from '../../compiler/contract/bindings.ts';
import type { RoutineInfo } from '../../compiler/contract/catalog-view.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';

/** Checks that calls which a client was built for fit the routines that there are. Errors: `StaleBindings` with all that has changed. */
export function checkBindings(built: readonly BoundRoutine[], routines: readonly RoutineInfo[]): void {
  const known = new Map(routines.map((info) => [`${info.kind} ${info.name.toLowerCase()}`, info]));
  const changes = built.flatMap((routine) => {
    const info = known.get(`${routine.kind} ${routine.name.toLowerCase()}`);
    return bindingChange(routine, info === undefined ? null : boundRoutine(info)) ?? [];
  });
  if (changes.length > 0) throw gobiError('StaleBindings', { changes });
}

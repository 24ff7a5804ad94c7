import { bindingChanges, type BoundRoutine } from '../../compiler/contract/bindings.ts';
import type { RoutineInfo } from '../../compiler/contract/catalog-view.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';

/** Checks that calls which a client was built for fit the routines that there are. Errors: `StaleBindings` with all that has changed. */
export function checkBindings(built: readonly BoundRoutine[], routines: readonly RoutineInfo[]): void {
  const changes = bindingChanges(built, routines).map(({ change }) => change);
  if (changes.length > 0) throw gobiError('StaleBindings', { changes });
}

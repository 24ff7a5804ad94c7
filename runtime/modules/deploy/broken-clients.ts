import { bindingChanges } from '../../../compiler/contract/bindings.ts';
import type { RoutineInfo } from '../../../compiler/contract/catalog-view.ts';
import type { BrokenClient, TypedClientInfo } from '../../../compiler/contract/deploy.ts';

/** The programs whose calls fit the routines before a deploy and do not fit those after it. What did not fit before is not its doing. */
export function brokenClients(
  clients: readonly TypedClientInfo[],
  before: readonly RoutineInfo[],
  after: readonly RoutineInfo[],
): readonly BrokenClient[] {
  return clients.flatMap(({ client, connections, routines }) => {
    const known = new Set(bindingChanges(routines, before).map(({ change }) => change));
    const changes = bindingChanges(routines, after).filter(({ change }) => !known.has(change));
    return changes.length === 0 ? [] : [{ client, connections, changes }];
  });
}

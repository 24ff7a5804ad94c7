import type { BoundRoutine } from '../../compiler/contract/bindings.ts';
import type { TypedClientInfo } from '../../compiler/contract/deploy.ts';
import type { RequestMessage } from '../protocol/messages.ts';

/** The routines that a client says it was built for. */
export function boundTo({ name, routines }: Extract<RequestMessage, { type: 'BIND' }>): TypedClientInfo {
  const bound = routines as readonly BoundRoutine[];
  return { client: (name ?? '').slice(0, 200), routines: bound.map((routine) => `${routine.kind} ${routine.name}`) };
}

import type { GobiError } from '../../../compiler/contract/runtime-error.ts';

/** Whether an error may be gone when the statement begins anew: others changed the same, or took the key that was free at its beginning. */
export function metOthers({ exception, params }: Pick<GobiError, 'exception' | 'params'>): boolean {
  return exception === 'SerializationConflict' || (exception === 'UniqueViolation' && params['late'] === true);
}

import { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { Runner } from './runner.ts';
import type { Session } from './session.ts';

export interface TransactionOptions {
  /** How often the work is done at most, when others commit conflicting changes meanwhile. Default 10. */
  readonly tries?: number;
}

/**
 * Does `work` in one transaction, in a session of its own: everything commits when it resolves, nothing when it rejects. Where the changes of others conflict, it is done
 * again, from the beginning and at what the lake is then; at last it rejects with `SerializationConflict`.
 */
export async function inTransaction<T>(
  newSession: () => Session,
  work: (runner: Runner) => Promise<T>,
  { tries = 10 }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const session = newSession();
    try {
      await session.begin();
      const value = await work(session);
      await session.commit();
      return value;
    } catch (error) {
      if (!(error instanceof GobiError && error.exception === 'SerializationConflict') || attempt >= tries) throw error;
    } finally {
      // a connection that is lost has no session any more, and what was lost is told already
      await session.close().catch(() => undefined);
    }
  }
}

import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import type { Frame } from '../frame.ts';

type Action = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollback_to' | 'release';

/** BEGIN, COMMIT, ROLLBACK and savepoints. After COMMIT and ROLLBACK the next statement begins a new transaction. */
export function transaction(frame: Frame, action: Action, name = ''): void {
  const { session } = frame;
  switch (action) {
    case 'begin':
      if (session.explicit) throw gobiError('TransactionState', { statement: 'BEGIN', state: 'a transaction is open' });
      session.explicit = true;
      return;
    case 'commit':
      frame.pinCode();
      session.commit();
      return;
    case 'rollback':
      frame.pinCode();
      session.rollback();
      return;
    case 'savepoint':
      session.transaction.savepoint(name);
      return;
    case 'rollback_to':
      session.transaction.rollbackTo(name);
      return;
    case 'release':
      session.transaction.release(name);
      return;
    default:
      assertNever(action);
  }
}

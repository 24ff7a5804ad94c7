import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import type { Frame } from '../frame.ts';

type Action = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollback_to' | 'release';

const STATEMENTS: Readonly<Record<Exclude<Action, 'begin'>, string>> = {
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  savepoint: 'SAVEPOINT',
  rollback_to: 'ROLLBACK TO SAVEPOINT',
  release: 'RELEASE SAVEPOINT',
};

/**
 * BEGIN, COMMIT, ROLLBACK and savepoints. After COMMIT and ROLLBACK the next statement begins a new transaction. As a statement on its own only BEGIN may
 * come where no transaction was opened; procedures and blocks run in one of their own, which they may commit in pieces.
 */
export function transaction(frame: Frame, action: Action, name = ''): void {
  const { session } = frame;
  if (action !== 'begin' && frame.alone && !session.explicit) throw noTransaction(STATEMENTS[action]);
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

/** The error of a statement that only makes sense between BEGIN and COMMIT. */
export function noTransaction(statement: string): Error {
  return gobiError('TransactionState', {
    statement,
    state: 'no transaction is open',
    instead: 'each statement commits on its own; `begin` opens a transaction',
  });
}

import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import type { Session } from '../execution/session.ts';
import type { CodeBase } from '../modules/code-base.ts';

/** Reads the catalog at the state that a call begins with: the one that it runs at. What it throws ends a transaction that the call alone began. */
export function viewOfCall<T>(code: CodeBase, session: Session, read: (view: CatalogView) => T): T {
  try {
    return read(code.view(session.transaction.state));
  } catch (error) {
    if (!session.explicit) session.rollback();
    throw error;
  }
}

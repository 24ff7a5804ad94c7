import type { TableEntry } from '../../catalog/catalog-state.ts';
import type { CommitOutcome, CommitRequest } from './commit-request.ts';

/** A commit that another thread has made. */
export interface PublishedCommit {
  readonly request: CommitRequest;
  readonly outcome: CommitOutcome;
}

/** The thread that commits, as a thread sees it that shares a lake with it. */
export interface CommitPeer {
  /** The newest snapshot; `null` where it is not told. */
  newest(): number | null;
  /** Commits all of it or nothing, and waits until that is done. Errors: as `Lake.commit`. */
  commit(request: CommitRequest): CommitOutcome;
  /**
   * What was committed up to a snapshot without this thread waiting for it and was not given before, in order. Some may be missing: the catalog has all. `tableOf` gives the tables
   * of the state that the commit before left.
   */
  published(snapshot: number, tableOf: (id: number) => TableEntry | undefined): Iterable<PublishedCommit>;
}

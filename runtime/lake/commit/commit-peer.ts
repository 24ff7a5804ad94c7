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
  /** What other threads have committed up to a snapshot and was not given before, in order. Some may be missing: the catalog has all. */
  published(snapshot: number): readonly PublishedCommit[];
}

/** The request without the rows that are in its files already: what other threads need of it. */
export function withoutSegments(request: CommitRequest): CommitRequest {
  if (request.tables.every(({ files }) => files.length === 0)) return request;
  const tables = request.tables.map((writes) => ({
    ...writes,
    files: writes.files.map((file) => ({ ...file, segments: [] })),
  }));
  return { ...request, tables };
}

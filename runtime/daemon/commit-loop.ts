import type { MessagePort } from 'node:worker_threads';
import { isUnchanged } from '../catalog/catalog-changes.ts';
import { raise } from '../host/signal.ts';
import { withoutSegments, type PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest } from '../lake/commit/commit-request.ts';
import type { Lake } from '../lake/lake.ts';
import { errorData } from '../protocol/error-data.ts';
import { runPortLoop, type Asked, type Member } from './port-loop.ts';
import type { CommitNote, CommitReply, CommitThreadNews, LakeHead } from './thread-messages.ts';

/**
 * The commit thread's work: takes the requests of all run threads that wait, commits them together, answers each, and tells the others, and the main thread, what it was.
 */
export function runCommitLoop(lake: Lake, orders: MessagePort, doorbell: Int32Array, head: LakeHead): void {
  runPortLoop<CommitRequest>(orders, doorbell, (asked, members) => {
    const commits = commitTogether(lake, asked, members, head);
    if (commits.length > 0) orders.postMessage({ kind: 'committed', commits } satisfies CommitThreadNews);
  });
}

function commitTogether(
  lake: Lake,
  asked: readonly Asked<CommitRequest>[],
  members: Iterable<Member>,
  head: LakeHead,
): readonly CommitNote[] {
  const outcomes = outcomesOf(
    lake,
    asked.map(({ message }) => message),
  );
  const made = asked.flatMap(({ member, message: request }, i) => {
    const outcome = outcomes[i]!;
    return outcome instanceof Error ? [] : [{ member, request, outcome }];
  });
  made.sort((a, b) => a.outcome.snapshot - b.outcome.snapshot);
  // what others committed before it must be with a thread when its answer is
  for (const member of members) {
    const commits = made.filter((each) => each.member !== member).map(published);
    if (commits.length > 0) member.port.postMessage({ kind: 'published', commits } satisfies CommitReply);
  }
  const newest = made.at(-1);
  if (newest !== undefined) Atomics.store(head, 0, BigInt(newest.outcome.snapshot));
  asked.forEach(({ member }, i) => {
    member.port.postMessage(replyOf(outcomes[i]!));
    raise({ cell: member.wake });
  });
  return made.map(noteOf);
}

function outcomesOf(lake: Lake, requests: readonly CommitRequest[]): readonly (CommitOutcome | Error)[] {
  try {
    return lake.commitAll(requests);
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return requests.map(() => failure);
  }
}

function published({ request, outcome }: PublishedCommit): PublishedCommit {
  return { request: withoutSegments(request), outcome };
}

function replyOf(outcome: CommitOutcome | Error): CommitReply {
  return outcome instanceof Error ? { kind: 'refused', error: errorData(outcome) } : { kind: 'committed', outcome };
}

function noteOf({ request, outcome }: PublishedCommit): CommitNote {
  const { base, tables, changes } = request;
  return {
    snapshot: outcome.snapshot,
    tables: tables.map(({ table }) => (table.id >= base.nextCatalogId ? table.id + outcome.idShift : table.id)),
    names: !isUnchanged(changes),
  };
}

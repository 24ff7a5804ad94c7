import type { MessagePort } from 'node:worker_threads';
import { isUnchanged } from '../catalog/catalog-changes.ts';
import { raise } from '../host/signal.ts';
import type { PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest } from '../lake/commit/commit-request.ts';
import type { Lake } from '../lake/lake.ts';
import { errorData } from '../protocol/error-data.ts';
import { commitOnWire, requestOfWire, type WireRequest } from './commit-wire.ts';
import { runPortLoop, type Asked, type Member } from './port-loop.ts';
import type { CommitAsk, CommitNote, CommitReply, CommitThreadNews, LakeHead, Settled } from './thread-messages.ts';

/**
 * The commit thread's work: takes the requests of all run threads that wait, commits them together, answers each, and tells the others, and the main thread, what it was.
 */
export function runCommitLoop(lake: Lake, orders: MessagePort, doorbell: Int32Array, head: LakeHead): void {
  runPortLoop<CommitAsk>(orders, doorbell, (asked, members) => {
    const { commits, settled } = commitTogether(lake, asked, members, head);
    if (commits.length + settled.length > 0)
      orders.postMessage({ kind: 'committed', commits, settled } satisfies CommitThreadNews);
  });
}

function commitTogether(
  lake: Lake,
  asked: readonly Asked<CommitAsk>[],
  members: Iterable<Member>,
  head: LakeHead,
): { readonly commits: readonly CommitNote[]; readonly settled: readonly Settled[] } {
  const requests = asked.map(({ message }) => requestIn(lake, message.request));
  const outcomes = outcomesOf(lake, requests);
  const made = asked.flatMap(({ member, message: { ticket } }, i) => {
    const outcome = outcomes[i]!;
    if (outcome instanceof Error) return [];
    const commit = { request: requests[i]!, outcome };
    return [{ waits: ticket === null ? member : null, ...commit, wire: commitOnWire(commit) }];
  });
  made.sort((a, b) => a.outcome.snapshot - b.outcome.snapshot);
  // what was committed before it must be with a thread when its answer is
  for (const member of members) {
    const commits = made.filter(({ waits }) => waits !== member).map(({ wire }) => wire);
    if (commits.length > 0) member.port.postMessage({ kind: 'published', commits } satisfies CommitReply);
  }
  const newest = made.at(-1);
  if (newest !== undefined) Atomics.store(head, 0, BigInt(newest.outcome.snapshot));
  const settled: Settled[] = [];
  asked.forEach(({ member, message: { ticket } }, i) => {
    const outcome = outcomes[i]!;
    if (ticket !== null) return void settled.push(settledOf(ticket, outcome));
    member.port.postMessage(replyOf(outcome));
    raise({ cell: member.wake });
  });
  return { commits: made.map(noteOf), settled };
}

function settledOf(ticket: number, outcome: CommitOutcome | Error): Settled {
  return outcome instanceof Error ? { ticket, error: errorData(outcome) } : { ticket, snapshot: outcome.snapshot };
}

function outcomesOf(lake: Lake, requests: readonly CommitRequest[]): readonly (CommitOutcome | Error)[] {
  try {
    return lake.commitAll(requests);
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return requests.map(() => failure);
  }
}

/** The request with its tables as they are now, or were when it began. */
function requestIn(lake: Lake, wire: WireRequest): CommitRequest {
  const now = lake.head().tables;
  return requestOfWire(wire, (id) => now.get(id) ?? lake.stateAt(wire.base.snapshot).tables.get(id))!;
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

import type { MessagePort } from 'node:worker_threads';
import { isUnchanged } from '../catalog/catalog-changes.ts';
import type { TableEntry } from '../catalog/catalog-state.ts';
import { raise } from '../host/signal.ts';
import type { PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { Lake } from '../lake/lake.ts';
import { errorData } from '../protocol/error-data.ts';
import { commitOnWire, requestOfWire, type WireRequest } from './commit-wire.ts';
import { runPortLoop, type Asked, type Member } from './port-loop.ts';
import type { CommitAsk, CommitNote, CommitReply, CommitThreadNews, LakeHead, Settled } from './thread-messages.ts';

/**
 * The commit thread's work: takes the requests of all run threads that wait, commits them together, answers each, and tells the others, and the main thread, what it was.
 */
export function runCommitLoop(lake: Lake, orders: MessagePort, doorbell: Int32Array, head: LakeHead): void {
  const tell = (news: CommitThreadNews): void => orders.postMessage(news);
  const serve = (asked: readonly Asked<CommitAsk>[], members: Iterable<Member>): void => {
    const { commits, settled } = commitTogether(lake, asked, members, head);
    if (commits.length + settled.length > 0) tell({ kind: 'committed', commits, settled });
  };
  runPortLoop<CommitAsk>(orders, doorbell, serve, ({ entries, keptSince }) => {
    try {
      lake.audit(entries, keptSince);
    } catch (error) {
      tell({ kind: 'audit_failed', entries: entries.length, error: errorData(error) });
    }
  });
}

function commitTogether(
  lake: Lake,
  asked: readonly Asked<CommitAsk>[],
  members: Iterable<Member>,
  head: LakeHead,
): { readonly commits: readonly CommitNote[]; readonly settled: readonly Settled[] } {
  const results = resultsOf(
    lake,
    asked.map(({ message }) => message.request),
  );
  const made = asked.flatMap(({ member, message: { ticket } }, i) => {
    const commit = results[i]!;
    if (commit instanceof Error) return [];
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
    const result = results[i]!;
    if (ticket !== null) return void settled.push(settledOf(ticket, result));
    member.port.postMessage(replyOf(result));
    raise({ cell: member.wake });
  });
  return { commits: made.map(noteOf), settled };
}

function settledOf(ticket: number, result: PublishedCommit | Error): Settled {
  return result instanceof Error ? { ticket, error: errorData(result) } : { ticket, snapshot: result.outcome.snapshot };
}

/** What came of each request. Where the catalog cannot be read or written, that of none. */
function resultsOf(lake: Lake, wires: readonly WireRequest[]): readonly (PublishedCommit | Error)[] {
  try {
    const now = lake.head().tables;
    const requests = wires.map((wire) => requestOfWire(wire, (id) => now.get(id) ?? formerTable(lake, wire, id))!);
    return lake
      .commitAll(requests)
      .map((outcome, i) => (outcome instanceof Error ? outcome : { request: requests[i]!, outcome }));
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return wires.map(() => failure);
  }
}

/** A table that was dropped since a transaction began, as it was then. */
function formerTable(lake: Lake, { base }: WireRequest, id: number): TableEntry | undefined {
  return lake.stateAt(base.snapshot).tables.get(id);
}

function replyOf(result: PublishedCommit | Error): CommitReply {
  return result instanceof Error
    ? { kind: 'refused', error: errorData(result) }
    : { kind: 'committed', outcome: result.outcome };
}

function noteOf({ request, outcome }: PublishedCommit): CommitNote {
  const { base, tables, changes } = request;
  return {
    snapshot: outcome.snapshot,
    tables: tables.map(({ table }) => (table.id >= base.nextCatalogId ? table.id + outcome.idShift : table.id)),
    names: !isUnchanged(changes),
  };
}

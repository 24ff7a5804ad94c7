import { join } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { Change } from '../client/change.ts';
import type { Output, WatchChange, WatchText } from '../client/messages.ts';
import { WATCHED_BYTES } from '../client/subscribe.ts';
import { openSqlite } from '../lake/sqlite-database.ts';
import { inlineLink } from './worker-link.ts';

/** How a lake is watched that nobody serves. */
export interface FolderWatchOptions {
  /** How long to wait for a process that has the lake open, each time the query runs. */
  readonly lockMilliseconds: number;
  readonly role?: string;
  readonly signal?: AbortSignal;
}

/** Milliseconds between two looks at the lake's newest snapshot. */
const LOOK_MILLISECONDS = 100;

/**
 * The changes of a query over a lake in a folder that other processes open and close: it is opened only while the query runs, which it does when there is a new snapshot. Errors: as `open`, and
 * those of the query; `Cancelled` by the signal.
 */
export async function* watchFolder(
  folder: string,
  text: WatchText,
  { lockMilliseconds, role, signal }: FolderWatchOptions,
): AsyncGenerator<Change, void> {
  let before: { readonly state: Uint8Array; readonly result: WatchChange['result'] } | null = null;
  for (;;) {
    const change: WatchChange = await runOnce(folder, text, before, {
      lockMilliseconds,
      ...(role === undefined ? {} : { role }),
    });
    const { table, state, result, key, snapshot } = change;
    const whole = before === null;
    if (state !== null) before = { state, result };
    if (table !== null) yield new Change(table, snapshot, key, whole);
    await newSnapshot(folder, snapshot, signal);
  }
}

async function runOnce(
  folder: string,
  text: WatchText,
  before: { readonly state: Uint8Array; readonly result: WatchChange['result'] } | null,
  options: { readonly lockMilliseconds: number; readonly role?: string },
): Promise<WatchChange> {
  const link = await inlineLink(folder, { ...options, create: false });
  let change: WatchChange | null = null;
  const take = (output: Output): void => {
    if (output.kind === 'change') ({ change } = output);
  };
  try {
    await link.ask({ kind: 'watch', session: 0, ...text, before, limitBytes: WATCHED_BYTES }, take);
  } finally {
    await link.ask({ kind: 'close' });
  }
  return change!;
}

async function newSnapshot(folder: string, seen: number, signal: AbortSignal | undefined): Promise<void> {
  const database = openSqlite(join(folder, '.gobi', 'catalog.sqlite'), { readOnly: true });
  try {
    for (;;) {
      if (signal?.aborted === true) throw gobiError('Cancelled', { what: 'the subscription' });
      const newest = database.one('SELECT max(snapshot_id) AS newest FROM ducklake_snapshot');
      if (Number(newest?.['newest'] ?? 0) > seen) return;
      await new Promise((settle) => setTimeout(settle, LOOK_MILLISECONDS));
    }
  } finally {
    database.close();
  }
}

import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { timestampText } from './text/civil-time.ts';
import type { CatalogDatabase } from './database.ts';

/** Who holds a lake. */
export interface LakeOwner {
  readonly pid: number;
  /** When the process opened the lake, µs since 1970-01-01. */
  readonly since: number;
}

/** A held lock; the operating system also lets go of it when the process ends, however it ends. */
export interface LakeLock {
  /** Since when this process has the lake, µs since 1970-01-01: files that are older are of none of its transactions. */
  readonly since: number;
  release(): void;
}

/**
 * Takes a lake for this process. The lock is an SQLite file whose write lock is held while the lake is open: nothing stale can stay behind,
 * and others can still read in it who the owner is. Errors: `LakeLocked`, which names the owner and what to do.
 */
export function lockLake(folder: string, open: () => CatalogDatabase, owner: LakeOwner): LakeLock {
  const file = open();
  try {
    file.script('CREATE TABLE IF NOT EXISTS owner(pid BIGINT, since BIGINT)');
    file.write(() => {
      file.run('DELETE FROM owner');
      file.run('INSERT INTO owner(pid, since) VALUES (?, ?)', owner.pid, owner.since);
    });
    file.script('BEGIN IMMEDIATE');
  } catch (error) {
    const locked = error instanceof GobiError && error.exception === 'LakeLocked';
    const holder = locked ? holderOf(file) : null;
    file.close();
    if (!locked) throw error;
    throw gobiError(
      'LakeLocked',
      holder === null
        ? { folder, owner: 'another process' }
        : {
            folder,
            owner: `process ${holder.pid}, since ${timestampText(holder.since, true)}`,
            pid: holder.pid,
            here: holder.pid === owner.pid,
          },
      { cause: error },
    );
  }
  return {
    since: owner.since,
    release() {
      file.script('ROLLBACK');
      file.close();
    },
  };
}

/** Since when the process that holds a lake has it; for its other threads. */
export function heldSince(file: CatalogDatabase): number {
  return holderOf(file)?.since ?? 0;
}

function holderOf(file: CatalogDatabase): LakeOwner | null {
  try {
    const row = file.one('SELECT pid, since FROM owner');
    return row === null ? null : { pid: Number(row['pid']), since: Number(row['since']) };
  } catch {
    return null;
  }
}

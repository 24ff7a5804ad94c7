import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { fileError } from '../host/node/node-files.ts';
import type { CatalogDatabase } from './database.ts';
import { openSqlite, openSqliteCopy } from './sqlite-database.ts';

const ATTEMPTS = 5;

/**
 * A catalog in memory, as its file has it now, for a folder that takes no writes: SQLite itself wants to write beside a file that it reads. What is written to the copy
 * is nowhere else. Errors: `FileNotFound`, `PermissionDenied`, `CorruptFile`; `LakeLocked` while another program writes to it all the time.
 */
export function catalogCopy(file: string): CatalogDatabase {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = stamp(file);
      const bytes = logged(file) ? withLog(file) : readFileSync(file);
      // The log only grows, or is written back into the file: when the file has stayed, the two fit.
      if (stamp(file) === before) return openSqliteCopy(file, bytes);
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw fileError('read', file, error);
    throw error;
  }
  throw gobiError('LakeLocked', { folder: file, owner: 'another program that is writing to the catalog' });
}

function stamp(file: string): string {
  const { mtimeNs, size } = statSync(file, { bigint: true });
  return `${mtimeNs} ${size}`;
}

/** Whether commits may stand in the log alone: its owner is at work, or was cut off. */
function logged(file: string): boolean {
  return existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
}

/** The file with what its log holds, put together in a folder that takes writes. */
function withLog(file: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-catalog-'));
  try {
    const copy = join(folder, 'catalog.sqlite');
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    // closing the last connection writes the log back
    openSqlite(copy).close();
    return readFileSync(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { integerValue } from '../columnar/value.ts';
import type { CatalogDatabase, CatalogRow, CatalogValue } from './database.ts';
import { UniqueKeyTaken } from './database.ts';

const BUSY_MILLISECONDS = 10_000;

export interface SqliteOptions {
  readonly readOnly?: boolean;
  /** Writes go to a log beside the file, so that readers never wait. On unless said otherwise. */
  readonly log?: boolean;
  /** How long to wait for another program's write. */
  readonly busyMilliseconds?: number;
}

/** Opens (or makes) a database in an SQLite file; every commit is synced before it is acknowledged. */
export function openSqlite(file: string, options: SqliteOptions = {}): CatalogDatabase {
  const { readOnly = false, log = true, busyMilliseconds = BUSY_MILLISECONDS } = options;
  const connection = guarded(file, () => new DatabaseSync(file, { readOnly, timeout: busyMilliseconds }));
  guarded(file, () => {
    if (!readOnly && log) connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA synchronous = FULL');
    // what a savepoint would take back is small, and need not go through files
    connection.exec('PRAGMA temp_store = MEMORY');
  });
  return new SqliteDatabase(file, connection);
}

/** Opens what a database file holds as a database in memory; `file` names it in errors. */
export function openSqliteCopy(file: string, bytes: Uint8Array): CatalogDatabase {
  return guarded(file, () => {
    const connection = new DatabaseSync(':memory:');
    // The two bytes say that writes go to a log beside the file, which a database in memory has not.
    const copy = new Uint8Array(bytes);
    copy.set([1, 1], 18);
    connection.deserialize(copy);
    return new SqliteDatabase(file, connection);
  });
}

class SqliteDatabase implements CatalogDatabase {
  readonly #file: string;
  readonly #connection: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();
  readonly #preparedArrays = new Map<string, StatementSync>();

  readonly #ofTables = new Map<string, unknown>();
  /** The version of the tables that these are of; `checked` when it has been compared since the transaction began or tables may have changed. */
  #tables: { version: CatalogValue; checked: boolean } = { version: -1, checked: false };

  constructor(file: string, connection: DatabaseSync) {
    this.#file = file;
    this.#connection = connection;
  }

  one(sql: string, ...parameters: CatalogValue[]): CatalogRow | null {
    const row = guarded(this.#file, () => this.#statement(sql).get(...parameters));
    return row === undefined ? null : rowOf(row);
  }

  all(sql: string, ...parameters: CatalogValue[]): CatalogRow[] {
    return guarded(this.#file, () => this.#statement(sql).all(...parameters)).map(rowOf);
  }

  arrays(sql: string, ...parameters: CatalogValue[]): CatalogValue[][] {
    return guarded(this.#file, () => {
      const rows = this.#arrayStatement(sql).all(...parameters) as unknown as CatalogValue[][];
      for (const row of rows) for (let i = 0; i < row.length; i++) row[i] = valueOf(row[i]!);
      return rows;
    });
  }

  run(sql: string, ...parameters: CatalogValue[]): number {
    return guarded(this.#file, () => Number(this.#statement(sql).run(...parameters).changes));
  }

  script(sql: string): void {
    this.#tables.checked = false;
    this.#exec(sql);
  }

  ofTables<T>(key: string, read: () => T): T {
    if (!this.#connection.isTransaction) return read();
    if (!this.#tables.checked) {
      const version = this.one('PRAGMA schema_version')!['schema_version']!;
      if (version !== this.#tables.version) this.#ofTables.clear();
      this.#tables = { version, checked: true };
    }
    if (this.#ofTables.has(key)) return this.#ofTables.get(key) as T;
    const value = read();
    this.#ofTables.set(key, value);
    return value;
  }

  write<T>(work: () => T): T {
    return this.#connection.isTransaction ? work() : this.#transaction('BEGIN IMMEDIATE', work);
  }

  nested<T>(work: () => T): T {
    this.#exec('SAVEPOINT part');
    try {
      const result = work();
      this.#exec('RELEASE part');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.script('ROLLBACK TO part; RELEASE part');
      throw error;
    }
  }

  read<T>(work: () => T): T {
    return this.#connection.isTransaction ? work() : this.#transaction('BEGIN', work);
  }

  close(): void {
    this.#connection.close();
  }

  #exec(sql: string): void {
    guarded(this.#file, () => this.#connection.exec(sql));
  }

  #transaction<T>(begin: string, work: () => T): T {
    this.script(begin);
    try {
      const result = work();
      this.#exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.script('ROLLBACK');
      throw error;
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    statement.setReadBigInts(true);
    this.#prepared.set(sql, statement);
    return statement;
  }

  /** Statements differ in how they give rows, so those of `arrays` are kept apart. */
  #arrayStatement(sql: string): StatementSync {
    const known = this.#preparedArrays.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    this.#preparedArrays.set(sql, statement);
    return statement;
  }
}

function rowOf(row: Record<string, CatalogValue>): CatalogRow {
  for (const name in row) row[name] = valueOf(row[name]!);
  return row;
}

function valueOf(value: CatalogValue): CatalogValue {
  return typeof value === 'bigint' ? integerValue(value) : value;
}

const SQLITE = {
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  notADatabase: 26,
} as const;

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof GobiError ? error : databaseError(file, error);
  }
}

function databaseError(file: string, error: unknown): unknown {
  const { errcode, errstr, message } = error as { errcode?: number; errstr?: string; message?: string };
  if (errcode === undefined) return error;
  const cause = { cause: error };
  const reason = errstr === undefined ? String(message) : `${message} (${errstr})`;
  switch (errcode & 0xff) {
    case SQLITE.constraint:
      return new UniqueKeyTaken(reason, cause);
    case SQLITE.full:
      return gobiError('DiskFull', { file }, cause);
    case SQLITE.busy:
      return gobiError('LakeLocked', { folder: file, owner: 'another program that is writing to the catalog' }, cause);
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return gobiError('CorruptFile', { file, reason }, cause);
    case SQLITE.readOnly:
    case SQLITE.cannotOpen:
      return gobiError('PermissionDenied', { file, operation: 'open' }, cause);
    default:
      return gobiError('IoFailure', { file, operation: 'use', reason }, cause);
  }
}

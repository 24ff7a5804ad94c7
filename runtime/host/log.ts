export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One thing that happened: a fixed message, and what varies as plain data. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Where the engine says what it does. Secrets never go in. */
export interface Log {
  write(entry: LogEntry): void;
}

/** A log that drops everything. */
export const silentLog: Log = { write: () => undefined };

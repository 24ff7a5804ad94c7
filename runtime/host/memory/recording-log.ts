import type { Log, LogEntry } from '../log.ts';

/** A log that keeps its entries. */
export interface RecordingLog extends Log {
  readonly entries: readonly LogEntry[];
}

/** An empty recording log. */
export function recordingLog(): RecordingLog {
  const entries: LogEntry[] = [];
  return { entries, write: (entry) => void entries.push(entry) };
}

import type { Log, LogLevel } from '../log.ts';

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Writes entries of at least `level` to stderr, one JSON object per line. */
export function stderrLog(level: LogLevel): Log {
  return {
    write(entry) {
      if (RANK[entry.level] < RANK[level]) return;
      process.stderr.write(`${JSON.stringify({ level: entry.level, message: entry.message, ...entry.facts })}\n`);
    },
  };
}

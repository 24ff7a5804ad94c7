import { systemClock } from '../host/clock.ts';
import type { Log, LogLevel } from '../host/log.ts';

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A log of one JSON object a line, from a level on: `{"time", "level", "message", …facts}`. */
export function jsonLog(level: LogLevel, write: (line: string) => void): Log {
  const least = ORDER.indexOf(level);
  return {
    write(entry) {
      if (ORDER.indexOf(entry.level) < least) return;
      const time = new Date(systemClock.now() / 1000).toISOString();
      write(`${JSON.stringify({ time, level: entry.level, message: entry.message, ...entry.facts })}\n`);
    },
  };
}

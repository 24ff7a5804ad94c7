import { buildCommand } from '@stricli/core';
import { parseDuration } from '../../parse-duration.ts';
import { parseText } from '../../parse-text.ts';

export interface MaintenanceFlags {
  readonly db?: string;
  /** Milliseconds. */
  readonly olderThan?: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `gobi maintenance`. */
export const maintenanceRoute = buildCommand<MaintenanceFlags>({
  loader: async () => (await import('./maintenance.ts')).maintenance,
  parameters: {
    flags: {
      db: {
        kind: 'parsed',
        parse: parseText,
        brief:
          'The folder of the lake, or the name of its service (default: the one that gobi.json names, else this folder)',
        optional: true,
      },
      olderThan: {
        kind: 'parsed',
        parse: parseDuration,
        brief: 'Leave files that were written less than this ago, as 12h or 7d (default: 1d)',
        optional: true,
      },
      dryRun: { kind: 'boolean', brief: 'Only show what would be removed', default: false, withNegated: false },
      json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
    },
  },
  docs: {
    brief: 'Remove files that no snapshot of a lake names',
    fullDescription: [
      'Remove the data files that no snapshot of a lake names: what a killed load or a failed commit left. Rows are never touched.',
      '',
      'A file stays as long as somebody may be about to commit it: until the process that has the lake is younger than the file, and for a day after the file was written, since other programs',
      '(DuckDB) write to a lake without asking. --older-than sets the day; it must be longer than their longest transaction.',
      '',
      'Examples:',
      '  gobi maintenance --db shop --dry-run',
      '  gobi maintenance --db shop --older-than 7d',
      '',
      'Exit codes: 0 done or nothing to do, 1 failed, 2 wrong command line.',
    ].join('\n'),
  },
});

import { buildCommand } from '@stricli/core';
import { parseCount } from '../../parse-count.ts';
import { parseText } from '../../parse-text.ts';

export interface RollbackFlags {
  readonly code: boolean;
  readonly to?: number;
  readonly db?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `gobi rollback --code`. */
export const rollbackRoute = buildCommand<RollbackFlags>({
  loader: async () => (await import('./rollback.ts')).rollback,
  parameters: {
    flags: {
      code: {
        kind: 'boolean',
        brief: 'Roll back procedures, functions, views, types, triggers, schedules and pipelines; tables stay',
        default: false,
        withNegated: false,
      },
      to: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'The snapshot whose code comes back (default: the one before the last deploy)',
        optional: true,
      },
      db: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The lake (default: the one that gobi.json names, else this folder)',
        optional: true,
      },
      dryRun: { kind: 'boolean', brief: 'Only show what would change', default: false, withNegated: false },
      json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
    },
  },
  docs: {
    brief: "Bring a lake's code back as it was at an earlier snapshot",
    fullDescription: [
      'Bring all code of a lake back as it was at an earlier snapshot, as a new snapshot. Tables and rows stay; code that does not fit the tables any more is an error, and nothing changes.',
      '',
      'Examples:',
      '  gobi rollback --code --dry-run',
      '  gobi rollback --code --to 41 --db shop',
      '',
      'Exit codes: 0 done or nothing to do, 1 failed, 2 wrong command line.',
    ].join('\n'),
  },
});

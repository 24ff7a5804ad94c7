import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface FmtFlags {
  readonly check: boolean;
  readonly json: boolean;
}

export const fmtRoute = buildCommand<FmtFlags, string[]>({
  loader: async () => (await import('./fmt.ts')).fmt,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Files or folders to format', placeholder: 'path', parse: parseText },
      minimum: 0,
    },
    flags: {
      check: {
        kind: 'boolean',
        brief: 'Change nothing; fail when a file is not formatted',
        default: false,
        withNegated: false,
      },
      json: { kind: 'boolean', brief: 'Print the list of files as JSON', default: false, withNegated: false },
    },
  },
  docs: {
    brief: 'Format source files',
    fullDescription:
      'Format .plg files in place. Comments are kept.\n\nExamples:\n  gobi fmt\n  gobi fmt etl.plg\n  gobi fmt --check shop\n\nExit codes: 0 done (with --check: all formatted), 1 a file has syntax errors or is not formatted, 2 wrong command line.',
  },
});

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface CheckFlags {
  readonly format: 'text' | 'json';
  readonly json: boolean;
  readonly schema?: string;
  readonly db?: string;
  readonly strict: boolean;
  readonly dump?: string;
}

export const checkRoute = buildCommand<CheckFlags, string[]>({
  loader: async () => (await import('./check.ts')).check,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Files or folders to check', placeholder: 'path', parse: parseText },
      minimum: 0,
    },
    flags: {
      format: { kind: 'enum', values: ['text', 'json'], brief: 'How findings are printed', default: 'text' },
      json: { kind: 'boolean', brief: 'The same as --format json', default: false, withNegated: false },
      schema: {
        kind: 'parsed',
        parse: parseText,
        brief: 'A gobi.schema.json that tells the tables (default: the one in the folder)',
        optional: true,
      },
      db: { kind: 'parsed', parse: parseText, brief: 'A lake whose tables are to be used', optional: true },
      strict: {
        kind: 'boolean',
        brief: 'Unknown tables, exceptions and unchecked dynamic values are errors',
        default: false,
        withNegated: false,
      },
      dump: {
        kind: 'parsed',
        parse: parseText,
        brief: 'Print stages instead: tokens,syntax,bound,typed,plan,ts',
        optional: true,
      },
    },
  },
  docs: {
    brief: 'Find mistakes without running anything',
    fullDescription:
      'Find mistakes without running anything. Needs no server.\n\nExamples:\n  gobi check\n  gobi check etl.plg --json\n  gobi check shop --strict\n  gobi check etl.plg --dump=typed,plan\n\nExit codes: 0 no errors (warnings may be shown), 1 errors found, 2 wrong command line.',
  },
});

import { buildCommand } from '@stricli/core';
import { parseCount } from '../../parse-count.ts';
import { parseText } from '../../parse-text.ts';
import { CHECK_FORMATS, type CheckFormat } from './formats.ts';

export interface CheckFlags {
  readonly format: CheckFormat;
  readonly json: boolean;
  readonly schema?: string;
  readonly db?: string;
  readonly offline: boolean;
  readonly strict: boolean;
  readonly maxWarnings?: number;
  readonly fix: boolean;
  readonly guesses: boolean;
  readonly dryRun: boolean;
  readonly dump?: string;
  readonly watch: boolean;
  readonly unused: boolean;
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
      format: { kind: 'enum', values: CHECK_FORMATS, brief: 'How findings are printed', default: 'text' },
      json: { kind: 'boolean', brief: 'The same as --format json', default: false, withNegated: false },
      schema: {
        kind: 'parsed',
        parse: parseText,
        brief: 'A gobi.schema.json that tells the tables (default: the one in the folder)',
        optional: true,
      },
      db: { kind: 'parsed', parse: parseText, brief: 'A lake whose tables are to be used', optional: true },
      offline: {
        kind: 'boolean',
        brief: 'Read nothing but the files of the project: no lake, no data files',
        default: false,
        withNegated: false,
      },
      strict: {
        kind: 'boolean',
        brief: 'Unknown tables, exceptions and unchecked dynamic values are errors',
        default: false,
        withNegated: false,
      },
      maxWarnings: { kind: 'parsed', parse: parseCount, brief: 'Fail when there are more warnings', optional: true },
      unused: {
        kind: 'boolean',
        brief: 'Tell too which functions, views, tables, types and exceptions nothing uses',
        default: false,
        withNegated: false,
      },
      fix: {
        kind: 'boolean',
        brief: 'Mend in the files what can be mended without doubt',
        default: false,
        withNegated: false,
      },
      guesses: {
        kind: 'boolean',
        brief: 'With --fix: make fixes too that are guesses, as names with a near spelling',
        default: false,
        withNegated: false,
      },
      dryRun: {
        kind: 'boolean',
        brief: 'With --fix: change nothing, and print the difference',
        default: false,
        withNegated: false,
      },
      dump: {
        kind: 'parsed',
        parse: parseText,
        brief: 'Print stages instead: tokens,syntax,bound,typed,plan,ts',
        optional: true,
      },
      watch: {
        kind: 'boolean',
        brief: 'Stay, and check again what a change reaches; Ctrl-C ends',
        default: false,
        withNegated: false,
      },
    },
    aliases: { w: 'watch' },
  },
  docs: {
    brief: 'Find mistakes without running anything',
    fullDescription: [
      'Find mistakes without running anything. Needs no server.',
      '',
      'Examples:',
      '  gobi check',
      '  gobi check etl.plg --json',
      '  gobi check shop --strict --max-warnings 0',
      '  gobi check shop --fix --dry-run',
      '  gobi check --format sarif > gobi.sarif',
      '  gobi check etl.plg --dump=typed,plan',
      '  gobi check shop --watch',
      '',
      'A comment ignores the warnings of its line, or alone on a line those of the next; it must say why:',
      '  -- gobi-ignore PLG1312: orders are meant, not customers',
      '',
      'Text shows up to 50 findings of a file; the other formats hold all. NO_COLOR turns colours off.',
      '',
      '--watch clears a terminal and prints the findings after every change, with --format json one line of JSON. It reads a lake again when the settings or the',
      'schema file change.',
      '',
      'Exit codes: 0 no errors (warnings may be shown), 1 errors, or more warnings than --max-warnings, 2 wrong command line; 0 after Ctrl-C.',
    ].join('\n'),
  },
});

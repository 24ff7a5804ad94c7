import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';
import { rightsFlags, type RightsFlags } from '../../rights-flags.ts';
import { OUTPUT_FORMATS, type OutputFormat } from '../../../tui/output/formats.ts';

export interface RunFlags extends RightsFlags {
  readonly db?: string;
  readonly arg?: readonly string[];
  readonly create: boolean;
  readonly format: OutputFormat;
  readonly json: boolean;
}

export const runRoute = buildCommand<RunFlags, [string]>({
  loader: async () => (await import('./run.ts')).runScript,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'A .plg or .sql file', placeholder: 'file', parse: parseText }],
    },
    flags: {
      ...rightsFlags,
      db: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The folder of the lake (default: this one when it holds a lake, else an empty one for this command)',
        optional: true,
      },
      create: {
        kind: 'boolean',
        brief: 'Make the lake where there is no such folder',
        default: false,
        withNegated: false,
      },
      arg: {
        kind: 'parsed',
        parse: parseText,
        brief: 'A value for what the script declares by `parameters (…)`, as name=value',
        optional: true,
        variadic: true,
      },
      format: { kind: 'enum', values: OUTPUT_FORMATS, brief: 'How results are printed', default: 'table' },
      json: { kind: 'boolean', brief: 'The same as --format json', default: false, withNegated: false },
    },
    aliases: { a: 'arg' },
  },
  docs: {
    brief: 'Run a script',
    fullDescription:
      'Check a script whole, and run its statements in order, in a lake. A script that begins with `parameters (source string, limit int = 10)` takes --arg source=orders.csv; each value is read by its type.\n\nExamples:\n  gobi run report.plg\n  gobi run load.plg --db shop --arg source=orders.csv --arg limit=10',
  },
});

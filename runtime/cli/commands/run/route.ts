import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';
import { OUTPUT_FORMATS, type OutputFormat } from '../../../tui/output/formats.ts';

export interface RunFlags {
  readonly db?: string;
  readonly arg?: readonly string[];
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
      db: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The folder of the lake (default: this one when it holds a lake, else an empty one for this command)',
        optional: true,
      },
      arg: {
        kind: 'parsed',
        parse: parseText,
        brief: 'A value for the script, as name=value; it is a local there',
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
      "Run a script's statements in order, in a lake.\n\nExamples:\n  gobi run report.plg\n  gobi run load.plg --db shop --arg source=orders.csv --arg limit=10",
  },
});

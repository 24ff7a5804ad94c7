import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';
import { rightsFlags, type RightsFlags } from '../../rights-flags.ts';
import { OUTPUT_FORMATS, type OutputFormat } from '../../../tui/output/formats.ts';

export interface SqlFlags extends RightsFlags {
  readonly db?: string;
  readonly command?: string;
  readonly file?: string;
  readonly create: boolean;
  readonly format: OutputFormat;
  readonly json: boolean;
  readonly stdio: boolean;
}

export const sqlRoute = buildCommand<SqlFlags>({
  loader: async () => (await import('./sql.ts')).sql,
  parameters: {
    positional: { kind: 'tuple', parameters: [] },
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
      command: { kind: 'parsed', parse: parseText, brief: 'The statements to run', optional: true },
      file: { kind: 'parsed', parse: parseText, brief: 'A file of statements to run', optional: true },
      format: { kind: 'enum', values: OUTPUT_FORMATS, brief: 'How results are printed', default: 'table' },
      json: { kind: 'boolean', brief: 'The same as --format json', default: false, withNegated: false },
      stdio: {
        kind: 'boolean',
        brief: 'Keep one session: {"sql": …} lines in, one result line out for each',
        default: false,
        withNegated: false,
      },
    },
    aliases: { c: 'command', f: 'file' },
  },
  docs: {
    brief: 'Run SQL statements',
    fullDescription:
      'Run SQL statements from -c, -f or standard input.\n\nExamples:\n  gobi sql -c "select 1"\n  gobi sql --db shop -f report.sql --format csv\n  echo "select count(*) from orders" | gobi sql --db shop\n  gobi sql --db shop --stdio',
  },
});

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export const LINEAGE_FORMATS = ['text', 'json', 'mermaid', 'svg'] as const;
export type LineageFormat = (typeof LINEAGE_FORMATS)[number];

export interface LineageFlags {
  readonly project?: string;
  readonly db?: string;
  readonly format: LineageFormat;
  readonly downstream: boolean;
  readonly upstream: boolean;
}

export const lineageRoute = buildCommand<LineageFlags, [string]>({
  loader: async () => (await import('./lineage.ts')).lineage,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'A column of a table or view, as orders.total', placeholder: 'table.column', parse: parseText },
      ],
    },
    flags: {
      project: { kind: 'parsed', parse: parseText, brief: 'The project folder (default: this one)', optional: true },
      db: { kind: 'parsed', parse: parseText, brief: 'A lake whose tables and code are to be used', optional: true },
      format: { kind: 'enum', values: LINEAGE_FORMATS, brief: 'How it is printed', default: 'text' },
      upstream: {
        kind: 'boolean',
        brief: 'Where the column comes from (the default)',
        default: false,
        withNegated: false,
      },
      downstream: { kind: 'boolean', brief: 'What comes from the column', default: false, withNegated: false },
    },
  },
  docs: {
    brief: 'Show where a column comes from, or what comes from it',
    fullDescription: [
      'Show where a column comes from, or what comes from it: through queries, views, routines and their locals. Runs nothing.',
      '',
      '  =  is made of: its values are in the column',
      '  ~  is decided by: filters, keys of joins and groups, conditions',
      '  ?  only run time knows: a text names the table',
      '',
      'Examples:',
      '  gobi lineage report.total',
      '  gobi lineage orders.amount --downstream --project shop',
      '  gobi lineage report.total --format svg > total.svg',
      '',
      'Exit codes: 0 shown, 1 failed, 2 wrong command line or no such column.',
    ].join('\n'),
  },
});

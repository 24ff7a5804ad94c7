import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';
import { rightsFlags, type RightsFlags } from '../../rights-flags.ts';

export interface WatchFlags extends RightsFlags {
  readonly db?: string;
  readonly json: boolean;
}

export const watchRoute = buildCommand<WatchFlags, [string]>({
  loader: async () => (await import('./watch.ts')).watch,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'The query to watch', placeholder: 'query', parse: parseText }],
    },
    flags: {
      ...rightsFlags,
      db: {
        kind: 'parsed',
        parse: parseText,
        brief:
          'A service, or the folder of a lake (default: this folder when it holds a lake, else the service mounted last)',
        optional: true,
      },
      json: {
        kind: 'boolean',
        brief: 'Print one JSON object a line for each change',
        default: false,
        withNegated: false,
      },
    },
  },
  docs: {
    brief: 'Show what changes in the rows of a query',
    fullDescription:
      'Print the rows of a query, then those that go (-) and come (+) whenever a commit changes what it reads, until Ctrl-C.\n\nExamples:\n  gobi watch "select status, count(*) from orders group by status" --db shop\n  gobi watch "select * from alerts" --db Shop --json | while read -r change; do …; done',
  },
});

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface WatchFlags {
  readonly db?: string;
  readonly role?: string;
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
      db: {
        kind: 'parsed',
        parse: parseText,
        brief:
          'A service, or the folder of a lake (default: this folder when it holds a lake, else the service mounted last)',
        optional: true,
      },
      role: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The role whose rights the query has (default: the owner, who may do everything)',
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

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface ExplainFlags {
  readonly json: boolean;
}

export const explainRoute = buildCommand<ExplainFlags, [string?]>({
  loader: async () => (await import('./explain.ts')).explain,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'A code, as PLG1306; without it all are listed',
          placeholder: 'code',
          parse: parseText,
          optional: true,
        },
      ],
    },
    flags: { json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false } },
  },
  docs: {
    brief: 'Tell what a diagnostic means, with a wrong and a right example',
    fullDescription:
      'Tell what a diagnostic means, with a wrong and a right example; without a code list all.\n\nExamples:\n  gobi explain\n  gobi explain PLG1306\n  gobi explain plg1503 --json\n\nExit codes: 0 done, 2 there is no such code.',
  },
});

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface ExplainFlags {
  readonly json: boolean;
}

export const explainRoute = buildCommand<ExplainFlags, [string]>({
  loader: async () => (await import('./explain.ts')).explain,
  parameters: {
    positional: { kind: 'tuple', parameters: [{ brief: 'A code, as PLG1306', placeholder: 'code', parse: parseText }] },
    flags: { json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false } },
  },
  docs: {
    brief: 'Tell what a diagnostic means, with a wrong and a right example',
    fullDescription:
      'Tell what a diagnostic means, with a wrong and a right example.\n\nExamples:\n  gobi explain PLG1306\n  gobi explain plg1503 --json',
  },
});

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface ExplainFlags {
  readonly json: boolean;
  readonly project?: string;
  readonly db?: string;
}

export const explainRoute = buildCommand<ExplainFlags, [string?]>({
  loader: async () => (await import('./explain.ts')).explain,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'A code, as PLG1306, or the name of an object of the project; without it all codes are listed',
          placeholder: 'code|object',
          parse: parseText,
          optional: true,
        },
      ],
    },
    flags: {
      json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
      project: { kind: 'parsed', parse: parseText, brief: 'The project folder (default: this one)', optional: true },
      db: { kind: 'parsed', parse: parseText, brief: 'A lake whose tables and code are to be used', optional: true },
    },
  },
  docs: {
    brief: 'Tell what a diagnostic means, or what an object of the project does',
    fullDescription: [
      'Tell what a diagnostic means, with a wrong and a right example; without a code list all.',
      '',
      'For a procedure, function, view, trigger, schedule or pipeline: its signature, the columns that it reads and writes (through all that it calls), the',
      'exceptions that may leave it, who calls it and whom it calls, and the triggers that it fires. Runs nothing.',
      '',
      'Examples:',
      '  gobi explain',
      '  gobi explain PLG1306',
      '  gobi explain make_report --project shop',
      '  gobi explain make_report --db /data/shop --json',
      '',
      'Exit codes: 0 done, 1 failed, 2 there is no such code or object.',
    ].join('\n'),
  },
});

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface InitFlags {
  readonly json: boolean;
}

export const initRoute = buildCommand<InitFlags, [string?]>({
  loader: async () => (await import('./init.ts')).init,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'The folder (default: this one)', placeholder: 'folder', parse: parseText, optional: true },
      ],
    },
    flags: { json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false } },
  },
  docs: {
    brief: 'Make a lake and a project in a folder',
    fullDescription:
      'Make a lake and a project in a folder; the folder is made when it is not there.\n\nExamples:\n  gobi init\n  gobi init shop',
  },
});

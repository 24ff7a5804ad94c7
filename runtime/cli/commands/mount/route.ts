import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface MountFlags {
  readonly name?: string;
  readonly foreground: boolean;
  readonly json: boolean;
}

export const mountRoute = buildCommand<MountFlags, [string?]>({
  loader: async () => (await import('./mount.ts')).mount,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'The folder of the lake (default: this one)',
          placeholder: 'folder',
          parse: parseText,
          optional: true,
        },
      ],
    },
    flags: {
      name: {
        kind: 'parsed',
        parse: parseText,
        brief: 'What the service is called (default: Gobi, or the folder when another has that name)',
        optional: true,
      },
      foreground: {
        kind: 'boolean',
        brief: 'Stay here and write the log to the error stream',
        default: false,
        withNegated: false,
      },
      json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
    },
  },
  docs: {
    brief: 'Serve a lake to any number of terminals and programs',
    fullDescription:
      'Serve a lake to any number of terminals and programs, in a process of its own that goes on when the command has ended. The command ends when the service answers. A folder without a lake gets one.\n\nExamples:\n  gobi mount shop\n  gobi mount shop --name Shop\n  gobi mount shop --foreground\n\nExit codes: 0 the service answers, 1 it could not start, 2 wrong command line.',
  },
});

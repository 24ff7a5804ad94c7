import { buildCommand } from '@stricli/core';
import type { ListenFlags } from './listen-place.ts';
import { parseText } from '../../parse-text.ts';

export interface MountFlags extends ListenFlags {
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
      listen: {
        kind: 'parsed',
        parse: parseText,
        brief: 'HOST:PORT to listen at too, for those who have a token; beyond this machine with TLS only',
        optional: true,
      },
      tlsCert: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The certificate chain of --listen, a PEM file',
        optional: true,
      },
      tlsKey: { kind: 'parsed', parse: parseText, brief: 'The key of the certificate, a PEM file', optional: true },
      json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
    },
  },
  docs: {
    brief: 'Serve a lake to any number of terminals and programs',
    fullDescription:
      'Serve a lake to any number of terminals and programs, in a process of its own that goes on when the command has ended. The command ends when the service answers. A folder without a lake gets one.\n\nExamples:\n  gobi mount shop\n  gobi mount shop --name Shop\n  gobi mount shop --foreground\n  gobi mount shop --listen 0.0.0.0:4624 --tls-cert shop.crt --tls-key shop.key\n\nExit codes: 0 the service answers, 1 it could not start, 2 wrong command line.',
  },
});

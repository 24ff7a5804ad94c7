import { buildCommand } from '@stricli/core';
import { OUTPUT_FORMATS, type OutputFormat } from '../../../tui/output/formats.ts';
import { parseText } from '../../parse-text.ts';
import { rightsFlags, type RightsFlags } from '../../rights-flags.ts';

export interface AttachFlags extends RightsFlags {
  readonly command?: string;
  readonly file?: string;
  readonly create: boolean;
  readonly format: OutputFormat;
}

export const attachRoute = buildCommand<AttachFlags, [string?]>({
  loader: async () => (await import('./attach.ts')).attach,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief:
            'A service, or the folder of a lake (default: this folder when it holds a lake, else the service mounted last, else an empty lake)',
          placeholder: 'name',
          parse: parseText,
          optional: true,
        },
      ],
    },
    flags: {
      ...rightsFlags,
      command: { kind: 'parsed', parse: parseText, brief: 'Run these statements and leave', optional: true },
      file: { kind: 'parsed', parse: parseText, brief: 'Run the statements of a file and leave', optional: true },
      create: {
        kind: 'boolean',
        brief: 'Make the lake where there is no such folder',
        default: false,
        withNegated: false,
      },
      format: { kind: 'enum', values: OUTPUT_FORMATS, brief: 'How results are shown', default: 'table' },
    },
    aliases: { c: 'command', f: 'file' },
  },
  docs: {
    brief: 'Type statements at a prompt',
    fullDescription:
      'Type statements at a prompt: with completion, history, and what is wrong before anything is sent. \\? lists its commands.\nWith -c, -f, or statements on standard input it runs these, like gobi sql.\n\nExamples:\n  gobi attach shop\n  gobi attach shop -c "select count(*) from orders" --format csv',
  },
});

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface BuildFlags {
  readonly out?: string;
  readonly client?: string;
  readonly watch: boolean;
  readonly json: boolean;
  readonly schema?: string;
  readonly db?: string;
  readonly strict: boolean;
}

export const buildCommandRoute = buildCommand<BuildFlags, [string?]>({
  loader: async () => (await import('./build.ts')).build,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'The project folder (default: this one)', placeholder: 'folder', parse: parseText, optional: true },
      ],
    },
    flags: {
      out: {
        kind: 'parsed',
        parse: parseText,
        brief: 'Where modules are written (default: FOLDER/.gobi/modules)',
        optional: true,
      },
      client: {
        kind: 'parsed',
        parse: parseText,
        brief: 'Write a TypeScript client of its procedures and functions to this file instead',
        optional: true,
      },
      watch: { kind: 'boolean', brief: 'Stay, and build what changes', default: false, withNegated: false },
      json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
      schema: { kind: 'parsed', parse: parseText, brief: 'A gobi.schema.json that tells the tables', optional: true },
      db: { kind: 'parsed', parse: parseText, brief: 'A lake whose tables are to be used', optional: true },
      strict: { kind: 'boolean', brief: 'Check strictly', default: false, withNegated: false },
    },
    aliases: { o: 'out', w: 'watch' },
  },
  docs: {
    brief: 'Compile a project to ES modules',
    fullDescription:
      'Compile the .plg files of a folder to ES modules with source maps and manifests. What did not change is not built again.\n\nExamples:\n  gobi build\n  gobi build shop --out dist\n  gobi build shop --watch\n  gobi build shop --client src/shop.ts',
  },
});

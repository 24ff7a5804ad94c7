import { buildCommand, buildRouteMap } from '@stricli/core';
import { parseText } from '../../parse-text.ts';

export interface SchemaFlags {
  readonly db?: string;
  readonly service?: string;
  readonly json: boolean;
}

const parameters = {
  positional: {
    kind: 'tuple',
    parameters: [
      {
        brief: 'The project folder (default: this one, else that of --db)',
        placeholder: 'folder',
        parse: parseText,
        optional: true,
      },
    ],
  },
  flags: {
    db: {
      kind: 'parsed',
      parse: parseText,
      brief: 'The lake (default: the one that gobi.json names, else the project folder)',
      optional: true,
    },
    service: {
      kind: 'parsed',
      parse: parseText,
      brief: 'Ask a running service instead: its name, folder or address',
      optional: true,
    },
    json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
  },
} as const;

/** `gobi schema pull` and `gobi schema diff`. */
export const schemaRoutes = buildRouteMap({
  routes: {
    pull: buildCommand<SchemaFlags, [string?]>({
      loader: async () => (await import('./pull.ts')).pull,
      parameters,
      docs: {
        brief: "Write the lake's schema to gobi.schema.json",
        fullDescription:
          "Write the lake's schema, and the columns of the data files that the project names, to gobi.schema.json. Commit the file: `gobi check` needs no lake then.\n\nExamples:\n  gobi schema pull\n  gobi schema pull shop --db /data/shop\n  gobi schema pull --service Shop\n\nExit codes: 0 written, 1 failed, 2 wrong command line.",
      },
    }),
    diff: buildCommand<SchemaFlags, [string?]>({
      loader: async () => (await import('./diff.ts')).diff,
      parameters,
      docs: {
        brief: 'Show where the lake differs from what the project expects',
        fullDescription:
          'Show where the lake differs from what the project expects: from gobi.schema.json with the declarations of the project laid over it.\n\nExamples:\n  gobi schema diff\n  gobi schema diff shop --db /data/shop --json\n\nExit codes: 0 no difference, 1 differences (or failed), 2 wrong command line.',
      },
    }),
  },
  docs: { brief: "Keep what the project knows of its lake's tables" },
});

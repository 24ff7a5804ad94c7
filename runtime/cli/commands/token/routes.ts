import { buildCommand, buildRouteMap } from '@stricli/core';
import { parseText } from '../../parse-text.ts';
import { parseDuration } from '../../parse-duration.ts';

export interface TokenFlags {
  readonly db?: string;
  readonly json: boolean;
}

export interface CreateFlags extends TokenFlags {
  readonly role: string;
  /** Milliseconds from now. */
  readonly expires?: number;
}

const db = {
  kind: 'parsed',
  parse: parseText,
  brief: 'The folder of the lake, or the name of its service (default: this folder)',
  optional: true,
} as const;

const json = { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false } as const;

/** `gobi token create|list|revoke`. */
export const tokenRoutes = buildRouteMap({
  routes: {
    create: buildCommand<CreateFlags>({
      loader: async () => (await import('./create.ts')).create,
      parameters: {
        flags: {
          role: { kind: 'parsed', parse: parseText, brief: 'The role whose rights its bearer has' },
          expires: {
            kind: 'parsed',
            parse: parseDuration,
            brief: 'How long it holds, as 12h or 30d (default: until it is revoked)',
            optional: true,
          },
          ...{ db, json },
        },
      },
      docs: {
        brief: 'Make a token of a role',
        fullDescription:
          'Make a token that lets clients of the service in with the rights of a role. It is printed once; the lake keeps only its SHA-256.\n\nExamples:\n  gobi token create --role clerk --expires 30d\n  gobi token create --role clerk --db Shop --json',
      },
    }),
    list: buildCommand<TokenFlags>({
      loader: async () => (await import('./list.ts')).list,
      parameters: { flags: { db, json } },
      docs: { brief: 'Show the tokens that there are; what they are is kept nowhere' },
    }),
    revoke: buildCommand<TokenFlags, [string]>({
      loader: async () => (await import('./revoke.ts')).revoke,
      parameters: {
        positional: {
          kind: 'tuple',
          parameters: [{ brief: 'Its id, as `gobi token list` shows it', placeholder: 'id', parse: parseText }],
        },
        flags: { db, json },
      },
      docs: {
        brief: 'Take a token back',
        fullDescription:
          'Take a token back: who has it is let in no more, and the next request of those who came with it is refused.\n\nExample:\n  gobi token revoke 3f9a01c2d4e5',
      },
    }),
  },
  docs: { brief: 'Let others into a service: create, list, revoke' },
});

import { parseText } from './parse-text.ts';

/** Whose rights a command has. */
export interface RightsFlags {
  readonly role?: string;
  readonly token?: string;
}

/** The flags of commands that may have less than the owner's rights. */
export const rightsFlags = {
  role: {
    kind: 'parsed',
    parse: parseText,
    brief: 'The role whose rights the statements have (default: the owner, who may do everything)',
    optional: true,
  },
  token: {
    kind: 'parsed',
    parse: parseText,
    brief:
      'The token that lets in to a service (better in the variable GOBI_TOKEN, where no list of processes shows it)',
    optional: true,
  },
} as const;

/** The rights that a command line asks for. */
export function rightsOf({ role, token }: RightsFlags): RightsFlags {
  return { ...(role === undefined ? {} : { role }), ...(token === undefined ? {} : { token }) };
}

import { buildCommand } from '@stricli/core';
import { parseText } from '../../parse-text.ts';
import { rightsFlags, type RightsFlags } from '../../rights-flags.ts';

export interface DeployFlags extends RightsFlags {
  readonly db?: string;
  readonly create: boolean;
  readonly dryRun: boolean;
  readonly allow: boolean;
  readonly prune: boolean;
  readonly json: boolean;
}

/** `gobi deploy`. */
export const deployRoute = buildCommand<DeployFlags, [string?]>({
  loader: async () => (await import('./deploy.ts')).deploy,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'The project folder (default: this one)', placeholder: 'folder', parse: parseText, optional: true },
      ],
    },
    flags: {
      ...rightsFlags,
      db: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The lake (default: the one that gobi.json names, else the project folder)',
        optional: true,
      },
      create: {
        kind: 'boolean',
        brief: 'Make the lake where there is no such folder',
        default: false,
        withNegated: false,
      },
      dryRun: {
        kind: 'boolean',
        brief: 'Only show what would change, and whom it touches',
        default: false,
        withNegated: false,
      },
      allow: {
        kind: 'boolean',
        brief: 'Make changes that lose data, may fail for rows that are there, or break what a session made',
        default: false,
        withNegated: false,
      },
      prune: {
        kind: 'boolean',
        brief: 'Drop what the project deployed once and does not declare any more',
        default: false,
        withNegated: false,
      },
      json: { kind: 'boolean', brief: 'Print as JSON', default: false, withNegated: false },
    },
  },
  docs: {
    brief: "Make a lake's code and tables what the project declares",
    fullDescription: [
      "Check a project whole, then make a lake's code and tables what its files declare, in one transaction: all of it or nothing.",
      '`create table` says what a table is to be: new tables and columns are added, and what loses data or may fail needs --allow.',
      'What a session made is left alone, and so is what vanished from the project, without --prune. Files in scripts/ are never deployed.',
      '',
      'Examples:',
      '  gobi deploy shop --dry-run',
      '  gobi deploy shop',
      '  gobi deploy --db /data/shop --allow --prune',
      '',
      'Exit codes: 0 deployed or nothing to do, 1 refused or failed, 2 wrong command line.',
    ].join('\n'),
  },
});

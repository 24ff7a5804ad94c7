import { buildCommand } from '@stricli/core';
import { parseCount } from '../../parse-count.ts';
import { routineArguments, routineName } from '../../named-arguments.ts';
import { parseText } from '../../parse-text.ts';
import { rightsFlags, type RightsFlags } from '../../rights-flags.ts';

export interface ProfileFlags extends RightsFlags {
  readonly db?: string;
  readonly arg?: readonly string[];
  readonly lines: number;
  readonly svg?: string;
  readonly json: boolean;
}

/** `gobi profile`. */
export const profileRoute = buildCommand<ProfileFlags, [string]>({
  loader: async () => (await import('./profile.ts')).profile,
  parameters: {
    positional: routineName,
    flags: {
      ...rightsFlags,
      db: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The folder of the lake, or the address of a service (default: this folder)',
        optional: true,
      },
      arg: routineArguments,
      lines: { kind: 'parsed', parse: parseCount, brief: 'How many lines are shown', default: '20' },
      svg: { kind: 'parsed', parse: parseText, brief: 'Write a flame graph to this file', optional: true },
      json: { kind: 'boolean', brief: 'Print all lines and stacks as JSON', default: false, withNegated: false },
    },
    aliases: { a: 'arg' },
  },
  docs: {
    brief: 'Call a procedure and show which of its lines take the time',
    fullDescription: [
      'Call a procedure or function, and show where the time went, by lines of its source. What the call does is kept, as by gobi call.',
      '',
      '"self" is what a line took itself, with the queries and library functions that it runs; "total" has the routines that it calls too. The time is that of the clock, so that waiting counts.',
      'The code is compiled anew for it, which is told beside the lines. Only the owner of a lake may profile; a service does it where the call runs.',
      '',
      'Examples:',
      '  gobi profile daily_report --db shop',
      '  gobi profile load --db shop --arg day=2026-01-31 --svg load.svg',
      '  gobi profile daily_report --db shop --json',
      '',
      'Exit codes: 0 done, 1 failed, 2 wrong command line.',
    ].join('\n'),
  },
});

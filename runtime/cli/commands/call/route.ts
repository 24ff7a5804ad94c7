import { buildCommand } from '@stricli/core';
import { routineArguments, routineName } from '../../named-arguments.ts';
import { parseText } from '../../parse-text.ts';
import { rightsFlags, type RightsFlags } from '../../rights-flags.ts';
import { OUTPUT_FORMATS, type OutputFormat } from '../../../tui/output/formats.ts';

export interface CallFlags extends RightsFlags {
  readonly db?: string;
  readonly arg?: readonly string[];
  readonly format: OutputFormat;
  readonly json: boolean;
}

export const callRoute = buildCommand<CallFlags, [string]>({
  loader: async () => (await import('./call.ts')).callRoutine,
  parameters: {
    positional: routineName,
    flags: {
      ...rightsFlags,
      db: {
        kind: 'parsed',
        parse: parseText,
        brief: 'The folder of the lake (default: this one when it holds a lake, else an empty one for this command)',
        optional: true,
      },
      arg: routineArguments,
      format: { kind: 'enum', values: OUTPUT_FORMATS, brief: 'How results are printed', default: 'table' },
      json: { kind: 'boolean', brief: 'The same as --format json', default: false, withNegated: false },
    },
    aliases: { a: 'arg' },
  },
  docs: {
    brief: 'Call a procedure or function',
    fullDescription:
      'Call a procedure or function of a lake, in one transaction. Each value is read by the type of its parameter: dates as 2026-01-31, lists and structs as JSON, null where the parameter may be NULL.\n\nExamples:\n  gobi call count_visits --db shop --arg page=home\n  gobi call load --db shop --arg day=2026-01-31 --arg \'regions=["north", "south"]\' --json',
  },
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant, MutationResult } from './mutate.ts';

/** The list of mutants that the check does not find. */
export const MISSED = join(import.meta.dirname, '../../fuzz/missed-mutants.md');

/** Of how many failing mutants the check finds one, from 0 to 1. */
export function foundShare({ failed }: MutationResult): number {
  return failed.filter(({ found }) => found !== null).length / failed.length;
}

/** Writes the list of the missed, with the reason of each. */
export function writeMissed(result: MutationResult, count: number, seed: number): void {
  const { run, failed } = result;
  const missed = failed.filter(({ found }) => found === null);
  const late = failed.filter(({ error }) => !error.code.startsWith('PLG'));
  const errors = failed.filter(({ found }) => found === 'error').length;
  const lines = [
    '# Mutants that the check does not find',
    '',
    `Written by \`node test/fuzz/mutation.ts --count ${count} --seed ${seed}\`: single random mutations of the goldens and examples that check and run well.`,
    '',
    `- mutants run: ${run}`,
    `- of these, runs that end in an error of names, types, arguments or NULL: ${failed.length}`,
    `- found by an error of the check: ${errors}; by a warning alone: ${failed.length - errors - missed.length}; missed: ${missed.length}`,
    `- failed only after the engine had compiled the statement: ${late.length}, of which found: ${late.filter(({ found }) => found !== null).length}`,
    `- found: ${(100 * foundShare(result)).toFixed(1)} %`,
    '',
    ...missed.flatMap(described),
  ];
  writeFileSync(MISSED, `${lines.join('\n').trimEnd()}\n`);
}

function described({ subject, edit, before, after, error }: Mutant): readonly string[] {
  return [
    `## ${subject}`,
    '',
    `- mutation: ${edit}`,
    `- before: \`${before}\``,
    `- after: \`${after}\``,
    `- run: ${error.code} ${error.exception}: ${error.message}`,
    `- reason: ${reasonOf(error)}`,
    '',
  ];
}

/** Why a check cannot know, or does not tell; by the code or the exception of the run. */
function reasonOf({ code, exception }: Mutant['error']): string {
  return REASONS[code] ?? REASONS[exception] ?? 'the check does not look for this';
}

const REASONS: Readonly<Record<string, string>> = {
  PLG1114: 'roles are known to the lake alone',
  PLG1207: 'the row is one of a table that a string names: its columns are known when it runs',
  Unsupported: 'the check knows SHOW with any word: which there are the engine says',
  ConversionError: 'a cast of a text may fail on purpose, for `try … catch` to take; or the text stands in a file',
  DuplicateDefinition: 'an index is known to the lake alone',
  SemanticError: 'the columns are those of a file that an earlier statement writes',
  NotNullViolation: 'a column that may be NULL goes into one that may not: allowed, the rows decide',
  NullError: 'the value comes from code whose types are known when it runs',
  InvalidArgument: 'the bounds of an argument are those of the function, which tests it when it runs',
  TableNotFound:
    'the table is named in a statement that reads the catalog of the lake, or there may be one in the lake',
  ObjectNotFound: 'the object may be in the lake already',
  SchemaMismatch: 'the rows have the shape of a file or table that is read when it runs',
  TypeMismatch: 'the value is dynamic: its type is known when it runs',
  IncompatibleOperation: 'the value is dynamic: its type is known when it runs',
};

import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ScratchSession } from '../run-lake.ts';
import { nonconforming } from './conforms.ts';

/** What a program did that a well-typed one never does. */
export interface Unsound {
  /** Groups failures of one cause: code of the error, and where the engine made it. */
  readonly kind: string;
  readonly statement: string;
  readonly message: string;
}

/** Errors that are the fault of values: arithmetic, sizes, keys, casts of what cannot be cast. */
const FAULTS_OF_VALUES = new Set(
  [
    'DivisionByZero',
    'IndexError',
    'NumericOverflow',
    'CardinalityError',
    'MatchError',
    'InvalidArgument',
    'ConversionError',
    'StackOverflow',
    'UniqueViolation',
    'NotNullViolation',
    'MemoryLimit',
    'TimeLimit',
  ].concat('Refused', 'Missing'),
);

/** Runs the statements in a transaction that leaves nothing; the first unsound one. An error of a value ends the program. */
export function runProgram(session: ScratchSession, texts: readonly string[]): Unsound | undefined {
  session.run('begin');
  try {
    for (const statement of texts) {
      try {
        for (const { table } of session.run(statement)) {
          const wrong = table === null ? undefined : nonconforming(table);
          if (wrong !== undefined) return { kind: 'value', statement, message: wrong };
        }
      } catch (error) {
        const unsound = judged(error, statement);
        if (unsound !== undefined) return unsound;
        return undefined;
      }
    }
  } finally {
    session.session.rollback();
  }
  return undefined;
}

function judged(error: unknown, statement: string): Unsound | undefined {
  if (!(error instanceof GobiError))
    return {
      kind: 'thrown',
      statement,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  if (error.code.startsWith('PLG')) return { kind: error.code, statement, message: error.message };
  if (FAULTS_OF_VALUES.has(error.exception)) return undefined;
  const cause = error.cause instanceof Error ? `\n${error.cause.stack ?? ''}` : '';
  return { kind: `${error.code} ${error.exception}`, statement, message: `${error.message}${cause}` };
}

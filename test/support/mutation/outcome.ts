import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import { checkGolden } from '../golden/check-golden.ts';
import type { Golden } from '../golden/golden-file.ts';
import { scratchSession } from '../run-lake.ts';

/** How a run ended that did not end well. */
export interface RunError {
  readonly code: string;
  readonly exception: string;
  readonly message: string;
}

const MILLISECONDS = 3000;

/** Runs the texts of a program one after the other in a lake of its own that DATA filled; the first error. */
export function runErrorOf({ data, sources }: Golden): RunError | undefined {
  const session = scratchSession({ milliseconds: MILLISECONDS });
  try {
    if (data !== undefined) session.run(data);
    for (const { text } of sources) session.run(text);
    return undefined;
  } catch (error) {
    if (error instanceof GobiError) return { code: error.code, exception: error.exception, message: error.message };
    return { code: 'thrown', exception: 'InternalError', message: String(error) };
  } finally {
    session.close();
  }
}

/** Errors that values are guilty of, that the world outside is, or that the program raises itself. */
const OTHER_FAULTS = new Set(
  [
    'DivisionByZero',
    'IndexError',
    'NumericOverflow',
    'CardinalityError',
    'MatchError',
    'StackOverflow',
    'UniqueViolation',
    'CheckViolation',
    'ForeignKeyViolation',
    'TimeLimit',
    'MemoryLimit',
    'TransactionState',
    'SavepointNotFound',
    'FileNotFound',
  ].concat('Exception'),
);

/** Whether an error is one of names, types, arguments or NULL, which a checker is there to find. */
export function isCheckable({ code, exception }: RunError): boolean {
  return !OTHER_FAULTS.has(exception) && !code.startsWith('USER');
}

/** What the check of a program finds: errors and warnings. */
export function findingsOf(golden: Golden): readonly Diagnostic[] {
  return checkGolden(golden).flatMap((checked) => checked.diagnostics.filter(({ severity }) => severity !== 'info'));
}

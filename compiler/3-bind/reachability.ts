import type { Statement } from '../ir/syntax-statement.ts';
import { report, type Binder } from './binder.ts';

/** Warns once of what stands behind a statement that always leaves the block. */
export function warnOfUnreachable(binder: Binder, statements: readonly Statement[]): void {
  const leaving = statements.findIndex(leaves);
  const first = statements[leaving + 1];
  const last = statements.at(-1);
  const statement = statements[leaving];
  if (leaving < 0 || first === undefined || last === undefined || statement === undefined) return;
  report(binder, 'PLG1106', { after: statement.kind.toLowerCase() }, { start: first.span.start, end: last.span.end });
}

function leaves(statement: Statement): boolean {
  return (
    statement.kind === 'Return' ||
    statement.kind === 'Throw' ||
    statement.kind === 'Break' ||
    statement.kind === 'Continue'
  );
}

import type { DynamicStatement } from '../../../compiler/contract/manifest.ts';
import type { Table } from '../../columnar/table.ts';
import type { StatementRequest } from '../environment.ts';
import { fileFields } from '../files/file-fields.ts';
import type { Frame } from '../frame.ts';
import type { StatementOutcome } from '../results.ts';
import { scopeOf } from './scope.ts';

/**
 * Runs a statement whose tables are known only now: it is typed with the tables and files that its strings name, compiled (or found compiled), and run with the
 * values of its locals. Gives the rows of a query or of RETURNING, the number of rows of a data change.
 */
export function runDynamic(
  frame: Frame,
  statement: DynamicStatement,
  source: StatementRequest['source'],
  values: readonly unknown[],
): Table | number | null {
  const { scope, files, locals } = scopeOf(frame, statement.locals, values);
  const { state } = frame.transaction;
  const { main } = frame.environment.compiler.statement({
    statement,
    source,
    state,
    role: frame.role,
    scope,
    files,
    fileFields: (path, secrets) => fileFields(frame, path, secrets),
  });
  let outcome: StatementOutcome | null = null;
  main(frame.inner(locals, (each) => (outcome = each)));
  const { table, rowsChanged } = outcome ?? { table: null, rowsChanged: null };
  return table ?? rowsChanged;
}

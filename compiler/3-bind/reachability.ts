import type { Block, Statement } from '../ir/syntax-statement.ts';
import { report, type Binder } from './binder.ts';

/** Warns once of what stands behind a statement that always leaves the block. */
export function warnOfUnreachable(binder: Binder, statements: readonly Statement[]): void {
  const leaving = statements.findIndex(leaves);
  const first = statements[leaving + 1];
  const last = statements.at(-1);
  const statement = statements[leaving];
  if (leaving < 0 || first === undefined || last === undefined || statement === undefined) return;
  const after = statement.kind === 'If' ? 'if … else' : statement.kind.toLowerCase();
  report(binder, 'PLG1106', { after }, { start: first.span.start, end: last.span.end });
}

/** Whether control never gets behind a statement. */
function leaves(statement: Statement): boolean {
  switch (statement.kind) {
    case 'Return':
    case 'Throw':
    case 'Break':
    case 'Continue':
      return true;
    case 'If':
      return (
        statement.otherwise !== undefined &&
        blockLeaves(statement.otherwise) &&
        statement.branches.every((branch) => blockLeaves(branch.body))
      );
    default:
      return false;
  }
}

function blockLeaves(block: Block): boolean {
  return block.statements.some(leaves);
}

import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';

/** A node of a body: a statement or an expression. */
export type BodyNode = TypedStatement | TypedExpression;

/** Parts of nodes in which no statement or expression stands, or which lead out of the body. */
const SKIPPED = new Set(['slot', 'span', 'local', 'locals', 'captures', 'subjectLocal', 'type', 'fields', 'change']);

/** Visits the statements and expressions below `root` (and `root`), outer ones first; `visit` gives whether to go below. */
export function walk(root: unknown, visit: (node: BodyNode) => boolean): void {
  if (root === null || typeof root !== 'object') return;
  if (Array.isArray(root)) {
    for (const part of root) walk(part, visit);
    return;
  }
  if (isNode(root) && !visit(root)) return;
  for (const [key, part] of Object.entries(root)) if (!SKIPPED.has(key)) walk(part, visit);
}

function isNode(value: object): value is BodyNode {
  return 'span' in value && 'kind' in value;
}

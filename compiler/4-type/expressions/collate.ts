import type { Call } from '../../ir/syntax-call.ts';
import type { Collate, Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { callLibrary } from '../calls/library-arguments.ts';
import { report, type Env } from '../checker.ts';
import { failed, isFailed } from './build.ts';
import { asCell } from './cell.ts';
import { check } from './expression.ts';

/** The function whose results are compared in place of the texts; `null` compares them as they are. */
const FOLDS: ReadonlyMap<string, string | null> = new Map([
  ['nocase', 'lower'],
  ['noaccent', 'strip_accents'],
  ['binary', null],
]);

/** A key of ORDER BY; with COLLATE what stands for it in the order. */
export function checkSortKey(env: Env, node: Expression): TypedExpression {
  return node.kind === 'Collate' ? folded(env, node, node.operand) : check(env, node, null);
}

/** Both operands of a comparison of which one or both have a COLLATE: what is compared in their place. */
export function checkCollated(
  env: Env,
  collate: Collate,
  left: Expression,
  right: Expression,
): readonly [TypedExpression, TypedExpression] {
  const bare = (node: Expression): Expression => (node.kind === 'Collate' ? node.operand : node);
  const other = left.kind === 'Collate' && right.kind === 'Collate' ? right : collate;
  if (other.collation.text.toLowerCase() !== collate.collation.text.toLowerCase()) {
    const what = `\`collate ${other.collation.text}\` beside \`collate ${collate.collation.text}\``;
    report(env, 'PLG1014', { what, place: 'in one comparison' }, other.collation.span);
    return [failed(left.span), failed(right.span)];
  }
  return [folded(env, collate, bare(left)), folded(env, collate, bare(right))];
}

/** COLLATE where no texts are compared. */
export function refuseCollate(env: Env, node: Collate): TypedExpression {
  const place = 'here: it stands behind an operand of a comparison or a key of ORDER BY';
  report(env, 'PLG1014', { what: '`collate`', place }, node.collation.span);
  return failed(node.span);
}

function folded(env: Env, { collation }: Collate, node: Expression): TypedExpression {
  const value = asCell(env, check(env, node, null));
  const name = FOLDS.get(collation.text.toLowerCase());
  if (name === undefined) {
    const place = `here: there is ${[...FOLDS.keys()].map((each) => `\`${each}\``).join(', ')}`;
    report(env, 'PLG1014', { what: `\`collate ${collation.text}\``, place }, collation.span);
    return failed(node.span);
  }
  if (name === null || isFailed(value)) return value;
  const call: Call = {
    kind: 'Call',
    span: node.span,
    callee: collation,
    distinct: false,
    args: [],
    orderBy: [],
    withinGroup: [],
  };
  return callLibrary(env, name, env.checker.context.library.get(name) ?? [], null, call, [value]);
}

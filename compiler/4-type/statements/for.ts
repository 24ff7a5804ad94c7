import { INT } from '../../contract/data-type.ts';
import { isDataType, showType, type TableType, type Type, type TypeSlot } from '../../contract/type.ts';
import type { For } from '../../ir/syntax-statement.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedFor } from '../../ir/typed-statement.ts';
import { report, type Env } from '../checker.ts';
import { rowStruct } from '../calls/type-variables.ts';
import { functionUsed } from '../calls/function-used.ts';
import { intLiteral } from '../expressions/build.ts';
import { check } from '../expressions/expression.ts';
import { requireRowNames } from '../queries/distinct-names.ts';
import { ERROR } from '../types/conversion.ts';
import { checkBlock } from './block.ts';
import { withoutLocals } from './facts.ts';
import type { CheckedStatement } from './let.ts';
import { assignedIn, declareLocal } from './locals.ts';

type Over = Pick<TypedFor, 'over' | 'iterable' | 'bounds'> & { readonly item: TypeSlot };

/** `for x in e`, over a list, the rows of a table, or a range of numbers that is counted without a list. */
export function checkFor(env: Env, node: For): CheckedStatement {
  const over = overOf(env, check(env, node.source, null));
  const facts = withoutLocals(env.facts, assignedIn(env, node));
  const inside = { ...env, facts };
  const index =
    node.index === undefined ? null : declareLocal(inside, node.index, { type: INT, nullable: false }, 'loop');
  const item = declareLocal(inside, node.variable, over.item, 'loop');
  const { block } = checkBlock(inside, node.body);
  const { over: kind, iterable, bounds } = over;
  return {
    statements: [{ kind: 'For', item, columns: [], index, over: kind, iterable, bounds, body: block, span: node.span }],
    flow: { facts, leaves: false },
  };
}

function overOf(env: Env, source: TypedExpression): Over {
  const { type } = source.slot;
  requireRowNames(env, type, source.span);
  const range = source.kind === 'Native' ? boundsOf(env, source) : null;
  if (range !== null) return { over: 'range', iterable: null, bounds: range, item: { type: INT, nullable: false } };
  switch (type.kind) {
    case 'list':
      return {
        over: 'list',
        iterable: source,
        bounds: null,
        item: { type: type.element, nullable: type.elementNullable },
      };
    case 'table':
      return {
        over: 'table',
        iterable: source,
        bounds: null,
        item: { type: rowType(type), nullable: false },
      };
    case 'iterator':
      return {
        over: 'table',
        iterable: source,
        bounds: null,
        item: { type: rowType(type.table), nullable: false },
      };
    case 'dynamic':
      return { over: 'list', iterable: source, bounds: null, item: { type, nullable: true } };
    default:
      if (type !== ERROR && type.kind !== 'variable') report(env, 'PLG1221', { found: showType(type) }, source.span);
      return { over: 'list', iterable: source, bounds: null, item: { type: ERROR, nullable: false } };
  }
}

/** What a loop over a table's rows holds; dynamic where only run time knows all the types. */
function rowType(table: TableType): Type {
  const isKnown = table.open === null && table.columns.every(({ type }) => isDataType(type));
  return isKnown ? rowStruct(table) : { kind: 'dynamic' };
}

/** The bounds of a range of ints in steps of one: a loop counts through them instead of making the list. */
function boundsOf(
  env: Env,
  source: Extract<TypedExpression, { kind: 'Native' }>,
): readonly [TypedExpression, TypedExpression] | null {
  const [first, second, step] = source.args;
  const { library } = env.checker.context;
  if (source.id === functionUsed(library, 'count_to')?.id)
    return first === undefined || first.slot.nullable ? null : [intLiteral(0, source.span), first];
  if (source.id !== functionUsed(library, 'count_from')?.id) return null;
  if (first === undefined || second === undefined || first.slot.nullable || second.slot.nullable) return null;
  return step === undefined || (step.kind === 'Literal' && step.value === 1) ? [first, second] : null;
}

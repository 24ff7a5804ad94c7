import type { Span } from '../../contract/span.ts';
import type { TypeSlot } from '../../contract/type.ts';
import type { Block, Statement } from '../../ir/syntax-statement.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedBlock, TypedStatement } from '../../ir/typed-statement.ts';
import type { Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { checkQueryValue } from '../queries/subquery.ts';
import { withinBlock } from '../routines/standing-tables.ts';
import { withoutLocals } from './facts.ts';
import type { Flow } from './flow.ts';
import { checkLet } from './let.ts';
import { noting } from './locals.ts';
import { checkStatement } from './statement.ts';

/** Whether the last statement may be the block's value, and what is expected of it. */
export interface BlockUse {
  readonly wantsValue: boolean;
  readonly expected: TypeSlot | null;
}

export interface CheckedBlock {
  readonly block: TypedBlock;
  readonly flow: Flow;
  /** The value of the last statement, which is then not among the block's statements. */
  readonly value: TypedExpression | null;
}

const HOLDS_BLOCKS: ReadonlySet<Statement['kind']> = new Set(['Assign', 'If', 'While', 'For']);

const NO_VALUE: BlockUse = { wantsValue: false, expected: null };

export function checkBlock(env: Env, block: Block): CheckedBlock {
  return checkStatements(env, block.statements, block.span, NO_VALUE);
}

/** Statements in order: each sees what those before it made known. */
export function checkStatements(env: Env, statements: readonly Statement[], span: Span, use: BlockUse): CheckedBlock {
  return withinBlock(env.frame, () => checkInOrder(env, statements, span, use));
}

function checkInOrder(env: Env, statements: readonly Statement[], span: Span, use: BlockUse): CheckedBlock {
  const typed: TypedStatement[] = [];
  let flow: Flow = { facts: env.facts, leaves: false };
  let value: TypedExpression | null = null;
  for (const [i, statement] of statements.entries()) {
    const inside = { ...env, facts: flow.facts };
    const isLast = i === statements.length - 1;
    if (isLast && use.wantsValue && !flow.leaves) value = checkValue(inside, statement, use.expected);
    if (value !== null) break;
    const { result, assigned } = noting(env, () =>
      statement.kind === 'Let'
        ? checkLet(inside, statement, () => statements.slice(i + 1))
        : checkStatement(inside, statement),
    );
    typed.push(...result.statements);
    // arms in the midst of an expression may assign; statements that hold blocks tell themselves what is known behind them
    const facts = HOLDS_BLOCKS.has(statement.kind) ? result.flow.facts : withoutLocals(result.flow.facts, assigned);
    flow = { facts, leaves: flow.leaves || result.flow.leaves };
  }
  if (value?.slot.type.kind === 'never') flow = { ...flow, leaves: true };
  return { block: { kind: 'Block', statements: typed, span }, flow, value };
}

/** The value of a last statement that is an expression or a query; `null` for other statements. */
function checkValue(env: Env, statement: Statement, expected: TypeSlot | null): TypedExpression | null {
  if (statement.kind === 'ExpressionStatement') return check(env, statement.expression, expected);
  if (statement.kind === 'QueryStatement' && statement.query.then === undefined)
    return checkQueryValue(env, statement.query);
  return null;
}

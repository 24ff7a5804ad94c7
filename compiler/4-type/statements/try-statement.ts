import type { Try } from '../../ir/syntax-control.ts';
import type { TypedArmBody } from '../../ir/typed-expression.ts';
import type { TypedBlock } from '../../ir/typed-statement.ts';
import type { Env } from '../checker.ts';
import { checkDropped } from '../expressions/try.ts';
import { withoutLocals } from './facts.ts';
import type { CheckedStatement } from './let.ts';
import { noting } from './locals.ts';

/** `try` as a statement: values are dropped. What the body assigned may or may not have happened. */
export function checkTryStatement(env: Env, node: Try): CheckedStatement {
  const { result, assigned } = noting(env, () => checkDropped(env, node));
  const { body, arms, slot } = result;
  return {
    statements: [{ kind: 'TryStatement', body: asBlock(body.body, node.span), arms, span: node.span }],
    flow: { facts: withoutLocals(env.facts, assigned), leaves: slot.type.kind === 'never' },
  };
}

/** A body as statements, its value the last of them. */
export function asBlock(body: TypedArmBody, span: TypedBlock['span']): TypedBlock {
  const before = body.kind === 'block' ? body.block.statements : [];
  const { value } = body;
  if (value === null) return body.kind === 'block' ? body.block : { kind: 'Block', statements: before, span };
  return { kind: 'Block', statements: [...before, { kind: 'ExpressionStatement', value, span: value.span }], span };
}

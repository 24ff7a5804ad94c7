import { showType } from '../../contract/type.ts';
import type { Call } from '../../ir/syntax-call.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { failed } from '../expressions/build.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { checkArgumentsOnly } from './call.ts';

/** A call of a lambda, or of a function held in a local. */
export function callFunctionValue(env: Env, callee: TypedExpression, node: Call): TypedExpression {
  const { type } = callee.slot;
  if (type === ERROR || type.kind === 'variable') return checkArgumentsOnly(env, node);
  if (type.kind !== 'function') {
    report(
      env,
      'PLG1212',
      { what: callee.kind === 'Local' ? `\`${callee.local.name}\`` : 'this', type: showType(type) },
      node.callee.span,
    );
    return checkArgumentsOnly(env, node);
  }
  if (type.parameters.length !== node.args.length) {
    const name = callee.kind === 'Local' ? callee.local.name : 'the lambda';
    report(
      env,
      'PLG1206',
      { name, given: node.args.length, needed: String(type.parameters.length), signature: showType(type) },
      node.span,
    );
    return checkArgumentsOnly(env, node);
  }
  const args = node.args.map(({ value }, i) => {
    const slot = type.parameters[i]!;
    return value.kind === 'Star' ? failed(value.span) : coerce(env, check(env, value, slot), slot);
  });
  return { kind: 'LambdaCall', callee, args, span: node.span, slot: type.result };
}

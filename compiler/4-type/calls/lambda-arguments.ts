import type { Env } from '../checker.ts';
import { failed } from '../expressions/build.ts';
import { checkLambda } from '../expressions/lambda.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { Given } from './library-arguments.ts';
import { parameterAt, type Choice } from './overload.ts';
import { bindVariables, substitute } from './type-variables.ts';

/** Types the lambdas of a call, now that their parameters are known; their results bind what is still open (`map`'s `U`). */
export function checkLambdas(env: Env, choice: Choice, given: readonly Given[]): readonly TypedExpression[] {
  return given.map(({ node, value }, i) => {
    const declared = parameterAt(choice.function.signature.parameters, i)?.slot.type;
    if (value !== null) {
      if (declared?.kind === 'function' && value.slot.type.kind === 'function') {
        bindVariables(
          choice.bindings,
          declared.result.type,
          value.slot.type.result.type,
          value.slot.type.result.nullable,
          null,
        );
      }
      return value;
    }
    if (node.kind !== 'Lambda') return failed(node.span);
    if (declared?.kind !== 'function') return checkLambda(env, node, null);
    const lambda = checkLambda(env, node, { type: substitute(declared, choice.bindings), nullable: false });
    const { type } = lambda.slot;
    if (type.kind === 'function')
      bindVariables(choice.bindings, declared.result.type, type.result.type, type.result.nullable, null);
    return lambda;
  });
}

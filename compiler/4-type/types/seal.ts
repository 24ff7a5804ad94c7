import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { functionUsed } from '../calls/function-used.ts';
import { failed } from '../expressions/build.ts';
import { asLiteral } from '../literals/literal-conversion.ts';
import { isLifted } from './parameter-type.ts';

/** A text as a secret: sealed where it is computed. A literal would stay readable in the statement, in logs and beside messages: PLG1806. */
export function sealed(env: Env, value: TypedExpression): TypedExpression {
  const { span } = value;
  const literal = asLiteral(value);
  if (literal === null ? isLifted(value) : literal.value !== null) {
    report(
      env,
      'PLG1806',
      { place: 'the text', instead: 'give it as a parameter, `$value`, or read it from a table or file' },
      span,
    );
    return failed(span);
  }
  const id = functionUsed(env.checker.context.library, 'seal')?.id;
  if (id === undefined) return failed(span);
  const slot = { type: { kind: 'secret' as const }, nullable: value.slot.nullable };
  return { kind: 'Native', id, strict: true, volatile: true, args: [value], span, slot };
}

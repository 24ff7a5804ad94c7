import { FLOAT, INT } from '../../contract/data-type.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Sample } from '../../ir/syntax-source.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedSample } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';

const METHODS = ['bernoulli', 'system', 'reservoir'];

/** `sample 10 rows`, `tablesample bernoulli (2.5%) repeatable (7)`. A reservoir has a share of rows exactly, the others give each row that chance; a number alone is a percentage for these. */
export function checkSample(env: Env, { amount, unit, method, seed, span }: Sample): TypedSample {
  const name = method?.text.toLowerCase();
  if (name !== undefined && !METHODS.includes(name))
    report(
      env,
      'PLG1014',
      { what: `\`${method!.text}\``, place: 'as the method of a sample: write bernoulli, system or reservoir' },
      span,
    );
  return {
    amount: constant(env, amount, unit === 'rows' ? INT : FLOAT, 'SAMPLE'),
    unit,
    exactly: unit === 'rows' || name === 'reservoir',
    seed: seed === undefined ? null : constant(env, seed, INT, 'REPEATABLE'),
  };
}

/** A number that does not depend on rows. */
function constant(env: Env, node: Expression, type: typeof INT | typeof FLOAT, what: string): TypedExpression {
  const outside: Env = { ...env, query: null };
  const value = asCell(outside, check(outside, node, { type, nullable: false }));
  if (value.slot.type.kind === 'dynamic') return value;
  return coerce(env, value, { type, nullable: true }, () => report(env, 'PLG1335', { what }, node.span));
}

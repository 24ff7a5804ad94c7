import type { AtTimeZone, Extract } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { STRING } from '../../contract/data-type.ts';
import type { Env } from '../checker.ts';
import { literal } from './build.ts';
import { asCell } from './cell.ts';
import { check } from './expression.ts';
import { operate } from './operators.ts';

/** `extract(year from t)`: the standard library's function of that name, with the part as a string. */
export function checkExtract(env: Env, node: Extract): TypedExpression {
  const value = asCell(env, check(env, node.operand, null));
  return operate(env, 'date_part', [literal(node.part.text.toLowerCase(), STRING, node.part.span), value], node.span);
}

/** `t at time zone 'Europe/Berlin'`. */
export function checkTimeZone(env: Env, node: AtTimeZone): TypedExpression {
  const value = asCell(env, check(env, node.operand, null));
  const zone = asCell(env, check(env, node.zone, null));
  return operate(env, 'at time zone', [value, zone], node.span);
}

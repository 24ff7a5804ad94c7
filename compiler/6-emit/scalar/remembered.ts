import * as b from '../builder.ts';
import { abiCallIn } from './convert.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';

/**
 * The result of a call on a dictionary's string, made at most once for each entry that occurs: `compute` calls with the string. `null` where the row's
 * string is NULL.
 */
export function rememberedByCode(
  scope: Scope,
  text: Value,
  hint: string,
  compute: (string: b.Expression) => b.Expression,
): b.Expression {
  const { emission } = scope;
  const memo = emission.names.fresh(`${hint}_by_code`);
  emission.used.add(text.strings!);
  emission.declarations.push(b.constant(memo, abiCallIn(scope, 'emptyMemo', b.member(text.strings!, 'length'))));
  const result = emission.names.fresh(hint);
  const remembered = b.at(scope.use(memo), text.code);
  const make = [b.assign(result, compute(b.at(scope.use(text.strings!), text.code))), b.assign(remembered, result)];
  const look = [b.assign(result, remembered), b.when(b.binary(result, '===', 'undefined'), make)];
  scope.out.push(b.variable(result, b.nothing()));
  scope.out.push(...(text.isNull === null ? look : [b.when(b.binary(text.isNull, '===', 0), look)]));
  return b.name(result);
}

import { STRING, type DataType } from '../../contract/data-type.ts';
import type { Call } from '../../ir/syntax-call.ts';
import type { StructLiteral } from '../../ir/syntax-literal.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { functionUsed } from '../calls/function-used.ts';
import { callLibrary } from '../calls/library-arguments.ts';
import { coerce } from '../types/coerce.ts';
import { failed, isFailed, literal } from './build.ts';
import { asCell } from './cell.ts';
import { check } from './expression.ts';

/** `{a: 1, b: 2}` where a map of strings is expected: its keys are the names, as written. `{}` is an empty map of any keys. */
export function checkMapLiteral(
  env: Env,
  node: StructLiteral,
  type: Extract<DataType, { readonly kind: 'map' }>,
): TypedExpression {
  const nullable = type.valueNullable === true;
  const wanted = { type: type.value, nullable };
  const seen = new Set<string>();
  const values = node.fields.map(({ name, value }) => {
    if (seen.has(name.text)) report(env, 'PLG1228', { field: name.text, struct: 'the map' }, name.span);
    seen.add(name.text);
    return coerce(env, asCell(env, check(env, value, wanted)), wanted);
  });
  if (values.some(isFailed) || seen.size < values.length) return failed(node.span);
  const keys = node.fields.map(({ name }) => literal(name.text, STRING, name.span));
  const { span } = node;
  const list = (items: readonly TypedExpression[], element: DataType, elementNullable: boolean): TypedExpression => ({
    kind: 'List',
    items,
    span,
    slot: { type: { kind: 'list', element, elementNullable }, nullable: false },
  });
  const maker = functionUsed(env.checker.context.library, 'map_literal');
  const name = maker?.signature.name ?? '';
  const callee = { kind: 'Identifier', text: name, quoted: false, span } as const;
  const call: Call = { kind: 'Call', callee, args: [], distinct: false, orderBy: [], withinGroup: [], span };
  return callLibrary(env, name, maker === undefined ? [] : [maker], null, call, [
    list(keys, type.key, false),
    list(values, type.value, nullable),
  ]);
}

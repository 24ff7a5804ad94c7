import type { Constant } from '../../contract/scalar.ts';
import type { TypeSlot } from '../../contract/type.ts';
import * as b from '../builder.ts';
import type { FunctionScope } from '../module/function-scope.ts';

/** A constant as the abi carries its type. */
export function literal(scope: FunctionScope, value: Constant, slot: TypeSlot): b.Expression {
  if (value === null) return b.nothing();
  switch (typeof value) {
    case 'boolean':
      return b.boolean(value);
    case 'number':
      return b.number(value);
    case 'string':
      return b.string(value);
    default:
      if ('big' in value) return whole(BigInt(value.big));
      if ('float' in value) return b.number(Number(value.float));
      if ('interval' in value) return b.name(scope.module.constant('interval$', 'interval', value.interval));
      return b.name(scope.module.constant(`${slot.type.kind}$`, 'blob', [value.blob]));
  }
}

function whole(value: bigint): b.Expression {
  return Number.isSafeInteger(Number(value)) ? b.number(Number(value)) : b.bigint(value);
}

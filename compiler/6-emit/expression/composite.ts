import { isDataType } from '../../contract/type.ts';
import type {
  TypedExpression,
  TypedField,
  TypedIndex,
  TypedList,
  TypedSlice,
  TypedStruct,
} from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';
import { expression, expressions } from './expression.ts';
import { lift } from './lift.ts';
import { localLook } from './local.ts';

export function list(scope: FunctionScope, e: TypedList): b.Expression {
  return b.array(expressions(scope, e.items));
}

export function struct(scope: FunctionScope, e: TypedStruct): b.Expression {
  const fields = e.slot.type.kind === 'struct' ? e.slot.type.fields : [];
  const values = expressions(scope, e.values);
  return b.object(Object.fromEntries(values.map((value, i) => [`$${fields[i]!.name}`, value])));
}

/** A field of a struct, a member of JSON, or a field of a value whose type is known only at run time. */
export function field(scope: FunctionScope, e: TypedField): b.Expression {
  const held = e.value.kind === 'Local' ? scope.locals.get(e.value.local) : undefined;
  if (held?.kind === 'row') return b.name(held.fields.get(e.name)!);
  const code = look(scope, e.value);
  const { type } = e.value.slot;
  return lift(scope, [{ code, nullable: e.value.slot.nullable }], ([value]) => {
    if (type.kind === 'json') return abi('jsonMember', value!, b.string(e.name));
    return isDataType(type) ? b.property(value!, `$${e.name}`) : abi('dynamicField', value!, b.string(e.name));
  });
}

/** An element of a list, JSON or Dict. */
export function index(scope: FunctionScope, e: TypedIndex): b.Expression {
  const [value, at] = ordered(scope, e.value, e.index);
  const { type } = e.value.slot;
  const operands = [
    { code: value, nullable: e.value.slot.nullable },
    { code: at, nullable: e.index.slot.nullable },
  ];
  return lift(scope, operands, ([from, position]) => {
    switch (type.kind) {
      case 'json':
        return e.index.slot.type.kind === 'string'
          ? abi('jsonMember', from!, position!)
          : abi('jsonElement', from!, position!);
      case 'map':
        return abi('mapValue', b.name(scope.module.constant('order$', 'comparator', [type.key])), from!, position!);
      case 'string':
        return abi('character', from!, position!);
      default:
        return abi('element', from!, position!);
    }
  });
}

/** A part of a list or string. */
export function slice(scope: FunctionScope, e: TypedSlice): b.Expression {
  const parts = expressions(
    scope,
    [e.value, e.from, e.to].filter((part) => part !== null),
  );
  const nullable = [e.value, e.from, e.to].filter((part) => part !== null).map((part) => part.slot.nullable);
  const hasFrom = e.from !== null;
  return lift(
    scope,
    parts.map((code, i) => ({ code, nullable: nullable[i]! })),
    ([value, ...bounds]) => {
      const from = hasFrom ? bounds[0]! : b.number(0);
      const to = e.to === null ? [] : [bounds[hasFrom ? 1 : 0]!];
      return abi(e.value.slot.type.kind === 'string' ? 'sliceText' : 'slice', value!, from, ...to);
    },
  );
}

/** An expression that is only looked into, not kept. */
export function look(scope: FunctionScope, e: TypedExpression): b.Expression {
  return e.kind === 'Local' ? localLook(scope, e.local) : expression(scope, e);
}

function ordered(
  scope: FunctionScope,
  value: TypedExpression,
  at: TypedExpression,
): readonly [b.Expression, b.Expression] {
  const before = scope.prelude.length;
  const [first, second] = expressions(scope, [value, at]);
  return value.kind === 'Local' && scope.prelude.length === before
    ? [localLook(scope, value.local), second!]
    : [first!, second!];
}

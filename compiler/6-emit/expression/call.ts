import { isDataType } from '../../contract/type.ts';
import type {
  TypedExpression,
  TypedLambdaCall,
  TypedNative,
  TypedRoutineCall,
  TypedRoutineReference,
} from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, variable, type FunctionScope } from '../module/function-scope.ts';
import { functionName } from '../module/module-scope.ts';
import { expressions } from './expression.ts';
import { lift } from './lift.ts';

/** A native body of the standard library, made for the types of this call. The frame comes as `this`: most bodies never look at it. */
export function nativeCall(scope: FunctionScope, e: TypedNative): b.Expression {
  const hint = e.id.replace(/[^A-Za-z0-9]+/g, '$');
  const body = scope.module.constant(hint, 'native', [e.id, e.args.map((arg) => arg.slot.type), e.slot.type]);
  const scalar =
    isDataType(e.slot.type) &&
    e.slot.type.kind !== 'list' &&
    e.slot.type.kind !== 'struct' &&
    e.slot.type.kind !== 'map';
  const codes = scalar ? looked(scope, e.args) : expressions(scope, e.args);
  const operands = e.args.map((arg, i) => ({ code: codes[i]!, nullable: e.strict && arg.slot.nullable }));
  return lift(scope, operands, (args) => b.method(body, 'call', 'frame', ...args));
}

/** Arguments of a call that keeps none of them: a local that holds its list alone goes on doing so. */
function looked(scope: FunctionScope, args: readonly TypedExpression[]): b.Expression[] {
  if (!args.some((arg) => arg.kind === 'Local' && scope.owned.has(arg.local))) return expressions(scope, args);
  const codes = expressions(scope, args);
  return codes.map((code, i) => {
    const arg = args[i]!;
    return arg.kind === 'Local' && scope.owned.has(arg.local) ? b.name(variable(scope, arg.local)) : code;
  });
}

/** A function is called directly, a procedure through the frame, which knows its present version. */
export function routineCall(scope: FunctionScope, e: TypedRoutineCall): b.Expression {
  const args = expressions(scope, e.args);
  if (e.nowait) return abi('start', 'frame', b.string(e.routine), b.array(args));
  if (e.routineKind === 'procedure') return abi('call', 'frame', b.string(e.routine), b.array(args));
  return b.call(functionName(scope.module, e.routine), 'frame', ...args);
}

/** A function as a value: like a lambda it is called without the frame. */
export function routineReference(scope: FunctionScope, e: TypedRoutineReference): b.Expression {
  const count = e.slot.type.kind === 'function' ? e.slot.type.parameters.length : 0;
  const names = Array.from({ length: count }, (_, i) => `argument$${i + 1}`);
  return b.arrow(names, b.call(functionName(scope.module, e.routine), 'frame', ...names));
}

export function lambdaCall(scope: FunctionScope, e: TypedLambdaCall): b.Expression {
  const [callee, ...args] = expressions(scope, [e.callee, ...e.args]);
  return b.call(callee!, ...args);
}

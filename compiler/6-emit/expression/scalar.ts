import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { temp, type FunctionScope } from '../module/function-scope.ts';
import { convert } from './cast.ts';
import { lift } from './lift.ts';
import { literal } from './literal.ts';
import { strict } from './operation.ts';

/** What a plan's scalar refers to when it is evaluated for one row, outside of a kernel. */
export interface Surroundings {
  readonly parameters: readonly b.Expression[];
  column(index: number): b.Expression;
}

/** Whether a scalar can be written as an expression of its own. */
export function isDirect(s: Scalar): boolean {
  switch (s.kind) {
    case 'column':
    case 'parameter':
    case 'constant':
      return true;
    case 'operation':
      return s.args.every(isDirect);
    case 'cast':
      return isDirect(s.value);
    case 'native':
      return s.args.every(isDirect);
    case 'case':
      return (
        s.arms.every((arm) => isDirect(arm.when) && isDirect(arm.then)) &&
        (s.otherwise === null || isDirect(s.otherwise))
      );
    default:
      return false;
  }
}

/** The JavaScript of a direct scalar. */
export function scalar(scope: FunctionScope, s: Scalar, from: Surroundings): b.Expression {
  switch (s.kind) {
    case 'column':
      return from.column(s.index);
    case 'parameter':
      return from.parameters[s.index]!;
    case 'constant':
      return literal(scope, s.value, s);
    case 'cast':
      return lift(scope, [{ code: scalar(scope, s.value, from), nullable: s.value.nullable }], ([code]) =>
        convert(scope, code!, s.value.type, s.type, s),
      );
    case 'native': {
      const body = scope.module.constant(s.id.replace(/[^A-Za-z0-9]+/g, '$'), 'native', [
        s.id,
        s.args.map((arg) => arg.type),
        s.type,
      ]);
      return lift(
        scope,
        s.args.map((arg) => ({ code: scalar(scope, arg, from), nullable: s.strict && arg.nullable })),
        (args) => b.method(body, 'call', 'frame', ...args),
      );
    }
    case 'case':
      return s.arms.reduceRight(
        (rest, arm) =>
          b.conditional(
            b.binary(scalar(scope, arm.when, from), '===', b.boolean(true)),
            scalar(scope, arm.then, from),
            rest,
          ),
        s.otherwise === null ? b.nothing() : scalar(scope, s.otherwise, from),
      );
    case 'operation':
      return operation(scope, s, from);
    default:
      throw new Error(`a ${s.kind} needs a plan`);
  }
}

function operation(scope: FunctionScope, s: Scalar & { readonly kind: 'operation' }, from: Surroundings): b.Expression {
  const codes = s.args.map((arg) => scalar(scope, arg, from));
  switch (s.operation) {
    case 'coalesce':
      return codes.reduce((all, code) => b.binary(all, '??', code));
    case 'is_null':
    case 'is_not_null':
      return b.binary(codes[0]!, s.operation === 'is_null' ? '===' : '!==', b.nothing());
    case 'and':
    case 'or':
      return connect(scope, codes[0]!, codes[1]!, s.operation === 'or');
    default:
      return strict(
        scope,
        s.operation,
        s.args.map((arg, i) => ({ code: codes[i]!, nullable: arg.nullable, type: arg.type })),
        s.type,
      );
  }
}

function connect(scope: FunctionScope, left: b.Expression, right: b.Expression, decisive: boolean): b.Expression {
  const l = temp(scope);
  const r = temp(scope);
  const second = b.conditional(
    b.binary(b.assignment(r, right), '===', b.boolean(decisive)),
    b.boolean(decisive),
    b.conditional(b.binary(l, '===', b.nothing()), b.nothing(), r),
  );
  return b.conditional(b.binary(b.assignment(l, left), '===', b.boolean(decisive)), b.boolean(decisive), second);
}

import type { DataType } from '../../contract/data-type.ts';
import type { OperationScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCallIn, fromAny, toAny } from './convert.ts';
import { bind, type Scope } from './scope.ts';
import type { Value } from './value.ts';

const TEMPORAL = new Set<DataType['kind']>(['date', 'time', 'timestamp', 'interval']);

/** Sums and differences with dates, times, timestamps and intervals, and multiples of intervals; `null` when no operand is one. */
export function compileTemporal(scope: Scope, scalar: OperationScalar, args: readonly Value[]): Value | null {
  if (!args.some((arg) => TEMPORAL.has(arg.type.kind))) return null;
  const any = args.map((arg) => toAny(scope, arg));
  const kinds = b.array(args.map((arg) => b.string(arg.type.kind)));
  const code = bind(
    scope,
    abiCallIn(
      scope,
      'temporalArithmetic',
      b.string(scalar.operation),
      kinds,
      b.string(scalar.type.kind),
      ...any.map((value) => value.code),
    ),
    'temporal',
  );
  return fromAny(
    scope,
    scalar.type,
    code,
    any.some((value) => value.isNull !== null),
  );
}

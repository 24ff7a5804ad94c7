import type { OperationScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { lazyConstant } from '../kernel-emission.ts';
import { abiCallIn, plainCode, toAny } from './convert.ts';
import { bind, compile, unlessNull, type Scope } from './scope.ts';
import { anyValue, eitherNull, type Value } from './value.ts';

/** `like` and its kin: whether the pattern matches (or, for `wanted` false, does not); a pattern that is a literal is prepared once. */
export function likeTruth(scope: Scope, scalar: OperationScalar, wanted: boolean): b.Expression {
  const text = compile(scope, scalar.args[0]!);
  const pattern = scalar.args[1]!;
  const insensitive = scalar.operation === 'ilike' || scalar.operation === 'not_ilike';
  const negated = scalar.operation === 'not_like' || scalar.operation === 'not_ilike';
  if (pattern.kind === 'constant' && pattern.value === null) return b.number(0);
  const other = pattern.kind === 'constant' ? null : compile(scope, pattern);
  const isNull = eitherNull(text.isNull, other?.isNull ?? null);
  const matches = unlessNull(scope, isNull, 0, 'like', () => {
    if (other !== null)
      return b.unary(
        '+',
        abiCallIn(scope, 'matchesLike', plainCode(scope, text), plainCode(scope, other), b.boolean(insensitive)),
      );
    return b.unary(
      '+',
      b.call(
        matcher(scope, String(pattern.kind === 'constant' ? pattern.value : ''), insensitive),
        plainCode(scope, text),
      ),
    );
  });
  const holds = wanted !== negated ? matches : b.binary(matches, '^', 1);
  return isNull === null
    ? holds
    : b.binary(b.parenthesized(holds), '&', b.parenthesized(b.binary(b.parenthesized(isNull), '^', 1)));
}

function matcher(scope: Scope, pattern: string, insensitive: boolean): b.Expression {
  const { emission } = scope;
  const name = emission.names.fresh('pattern');
  lazyConstant(
    emission,
    emission.prologue,
    name,
    abiCallIn(scope, 'likeMatcher', b.string(pattern), b.boolean(insensitive)),
  );
  return scope.use(name);
}

/** `||` of strings, lists or blobs. */
export function compileConcat(scope: Scope, scalar: OperationScalar): Value {
  const parts = scalar.args.map((arg) => compile(scope, arg));
  const isNull = parts.reduce<b.Expression | null>((all, part) => eitherNull(all, part.isNull), null);
  if (scalar.type.kind === 'string' && parts.every((part) => part.type.kind === 'string')) {
    const text = unlessNull(scope, isNull, b.nothing(), 'text', () =>
      parts.map((part) => plainCode(scope, part)).reduce((a, c) => b.binary(a, '+', c)),
    );
    return anyValue(scalar.type, text, isNull !== null);
  }
  const code = abiCallIn(scope, 'concatValues', ...parts.map((part) => toAny(scope, part).code));
  return anyValue(scalar.type, bind(scope, code, 'joined'), isNull !== null);
}

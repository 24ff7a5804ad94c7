import { BOOLEAN, type DataType } from '../../contract/data-type.ts';
import type { Operation, Scalar } from '../../contract/scalar.ts';
import type { TypedExpression, TypedLocal, TypedMatch, TypedPattern } from '../../ir/typed-expression.ts';
import { dataTypeOf } from './data-type-of.ts';
import type { Environment } from './environment.ts';

type Lower = (e: TypedExpression, environment: Environment) => Scalar;

/** A match over a row as CASE. The subject is pure, so it may stand several times. Without an arm that fits, the match raises `MatchError`. */
export function lowerMatch(e: TypedMatch, environment: Environment, lower: Lower): Scalar {
  const subject = lower(e.subject, environment);
  const type = dataTypeOf(e.slot.type);
  const arms = e.arms.map(({ patterns, guard, body }) => {
    const bound = new Map<TypedLocal, Scalar>();
    const tests = patterns.map((pattern) => test(pattern, subject, environment, bound, lower));
    const inside: Environment = {
      ...environment,
      replaced: (x) => (x.kind === 'Local' ? bound.get(x.local) : undefined) ?? environment.replaced(x),
    };
    const value = valueOf(body);
    if (value === null) throw new Error('a block in an arm: such a match is called');
    const when = [or(tests), ...(guard === null ? [] : [lower(guard, inside)])].reduce((a, b) =>
      operation('and', [a, b], a.nullable || b.nullable),
    );
    return { when, then: lower(value, inside) };
  });
  const whole = e.arms.some(
    (arm) => arm.guard === null && arm.patterns.some((p) => p.kind === 'any' || p.kind === 'bind'),
  );
  const otherwise: Scalar | null = whole
    ? null
    : { kind: 'native', id: e.noMatch, strict: false, args: [subject], type, nullable: false };
  return { kind: 'case', arms, otherwise, type, nullable: e.slot.nullable };
}

export function valueOf(body: TypedMatch['arms'][number]['body']): TypedExpression | null {
  if (body.kind === 'expression') return body.value;
  return body.block.statements.length === 0 ? body.value : null;
}

function test(
  pattern: TypedPattern,
  subject: Scalar,
  environment: Environment,
  bound: Map<TypedLocal, Scalar>,
  lower: Lower,
): Scalar {
  switch (pattern.kind) {
    case 'any':
      return TRUE;
    case 'bind':
      bound.set(pattern.local, subject);
      return TRUE;
    case 'value': {
      const value = lower(pattern.value, environment);
      return value.kind === 'constant' && value.value === null
        ? operation('is_null', [subject], false)
        : operation('is_not_distinct', [subject, value], false);
    }
    case 'range': {
      const low = operation('greater_equal', [subject, lower(pattern.low, environment)], subject.nullable);
      const high = operation('less_equal', [subject, lower(pattern.high, environment)], subject.nullable);
      return operation('and', [low, high], subject.nullable);
    }
    case 'struct': {
      const tests = pattern.fields.map(({ name, pattern: inner }) =>
        test(inner, field(subject, name), environment, bound, lower),
      );
      return tests.reduce(
        (a, b) => operation('and', [a, b], a.nullable || b.nullable),
        operation('is_not_null', [subject], false),
      );
    }
  }
}

function field(subject: Scalar, name: string): Scalar {
  const found = subject.type.kind === 'struct' ? subject.type.fields.find((f) => f.name === name) : undefined;
  if (found === undefined) throw new Error(`a pattern for a field ${name} that the value has not`);
  return { kind: 'field', value: subject, name, type: found.type, nullable: found.nullable || subject.nullable };
}

const TRUE: Scalar = { kind: 'constant', value: true, type: BOOLEAN, nullable: false };

function or(tests: readonly Scalar[]): Scalar {
  return tests.reduce((a, b) => operation('or', [a, b], a.nullable || b.nullable));
}

function operation(name: Operation, args: readonly Scalar[], nullable: boolean, type: DataType = BOOLEAN): Scalar {
  return { kind: 'operation', operation: name, args, type, nullable };
}

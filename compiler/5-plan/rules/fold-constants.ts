import { BOOLEAN, FLOAT } from '../../contract/data-type.ts';
import type { Plan } from '../../contract/plan.ts';
import type { Constant, OperationScalar, Scalar } from '../../contract/scalar.ts';
import { mapScalarChildren } from '../../contract/scalar-children.ts';
import { conjunctsOf, filtered } from '../conjuncts.ts';
import { mapPlanScalars, rewritePlan } from '../rewrite.ts';

/*
 * before: filter (x > 1 + 2 and true)
 * after:  filter x > 3
 */

/** Computes what is made of literals, and drops tests that are always true. */
export function foldConstants(plan: Plan): Plan {
  return rewritePlan(plan, (each) => {
    const folded = mapPlanScalars(each, fold);
    if (folded.kind !== 'filter') return folded;
    const terms = conjunctsOf(folded.predicate);
    const kept = terms.filter((term) => constantOf(term) !== true);
    if (kept.some((term) => term.kind === 'constant' && term.value !== true))
      return { kind: 'values', rows: [], fields: folded.fields };
    return kept.length === terms.length ? folded : filtered(folded.input, kept);
  });
}

function fold(scalar: Scalar): Scalar {
  const inner = mapScalarChildren(scalar, fold);
  switch (inner.kind) {
    case 'operation':
      return foldOperation(inner);
    case 'cast': {
      const value = constantOf(inner.value);
      if (value === null && inner.value.kind === 'constant')
        return { kind: 'constant', value: null, type: inner.type, nullable: true };
      if (
        typeof value === 'number' &&
        inner.value.type.kind === 'int' &&
        inner.type.kind === 'float' &&
        inner.type.bits === 64
      )
        return { kind: 'constant', value, type: FLOAT, nullable: false };
      return inner;
    }
    case 'case': {
      const arms = inner.arms.filter((arm) => !(arm.when.kind === 'constant' && arm.when.value !== true));
      if (arms.length === inner.arms.length) return inner;
      if (arms.length === 0)
        return inner.otherwise ?? { kind: 'constant', value: null, type: inner.type, nullable: true };
      return { ...inner, arms };
    }
    default:
      return inner;
  }
}

function foldOperation(scalar: OperationScalar): Scalar {
  const { operation, args } = scalar;
  const [left, right] = args;
  switch (operation) {
    case 'and':
    case 'or': {
      const decisive = operation === 'or';
      const rest = args.filter((arg) => constantOf(arg) !== !decisive);
      if (rest.some((arg) => constantOf(arg) === decisive)) return truth(decisive);
      if (rest.length === 0) return truth(!decisive);
      return rest.length === 1 ? rest[0]! : rest.length === args.length ? scalar : { ...scalar, args: rest };
    }
    case 'not': {
      const value = constantOf(left!);
      return typeof value === 'boolean' ? truth(!value) : scalar;
    }
    case 'is_null':
      return left!.kind === 'constant' ? truth(left!.value === null) : left!.nullable ? scalar : truth(false);
    case 'is_not_null':
      return left!.kind === 'constant' ? truth(left!.value !== null) : left!.nullable ? scalar : truth(true);
    case 'coalesce': {
      const rest = args.filter((arg) => !(arg.kind === 'constant' && arg.value === null));
      return rest.length > 0 && (rest.length === 1 || !rest[0]!.nullable) ? rest[0]! : scalar;
    }
    case 'add':
    case 'subtract':
    case 'multiply':
      return arithmetic(scalar, constantOf(left!), constantOf(right!));
    case 'negate': {
      const value = constantOf(left!);
      return typeof value === 'number' && value !== 0
        ? { kind: 'constant', value: -value, type: scalar.type, nullable: false }
        : scalar;
    }
    case 'equal':
    case 'not_equal':
    case 'less':
    case 'less_equal':
    case 'greater':
    case 'greater_equal':
      return comparison(scalar, constantOf(left!), constantOf(right!));
    default:
      return scalar;
  }
}

/** Ints that stay safe; anything else is left to the kernel, which knows about overflow. */
function arithmetic(scalar: OperationScalar, a: Constant | undefined, c: Constant | undefined): Scalar {
  if (scalar.type.kind !== 'int' || scalar.type.bits !== 64 || typeof a !== 'number' || typeof c !== 'number')
    return scalar;
  const value = scalar.operation === 'add' ? a + c : scalar.operation === 'subtract' ? a - c : a * c;
  return Number.isSafeInteger(value)
    ? { kind: 'constant', value: value + 0, type: scalar.type, nullable: false }
    : scalar;
}

function comparison(scalar: OperationScalar, a: Constant | undefined, c: Constant | undefined): Scalar {
  const sameKind = scalar.args[0]!.type.kind === scalar.args[1]!.type.kind && scalar.args[0]!.type.kind !== 'decimal';
  if (!sameKind || typeof a !== 'number' || typeof c !== 'number') return scalar;
  switch (scalar.operation) {
    case 'equal':
      return truth(a === c);
    case 'not_equal':
      return truth(a !== c);
    case 'less':
      return truth(a < c);
    case 'less_equal':
      return truth(a <= c);
    case 'greater':
      return truth(a > c);
    default:
      return truth(a >= c);
  }
}

/** The value of a literal; `undefined` for anything else. */
function constantOf(scalar: Scalar): Constant | undefined {
  return scalar.kind === 'constant' ? scalar.value : undefined;
}

function truth(value: boolean): Scalar {
  return { kind: 'constant', value, type: BOOLEAN, nullable: false };
}

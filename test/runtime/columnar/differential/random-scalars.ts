import {
  BOOLEAN,
  DATE,
  decimal,
  FLOAT,
  INT,
  sameDataType,
  STRING,
  TIMESTAMP,
  type DataType,
  type DecimalType,
  type Field,
} from '../../../../compiler/contract/data-type.ts';
import { decimalRules, type DecimalRule } from '../../../../compiler/contract/decimal-rules.ts';
import type { Constant, Operation, Scalar } from '../../../../compiler/contract/scalar.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import type { Random } from './random.ts';
import { columnKinds } from './tables.ts';

/** What a scalar may refer to: the row at hand, and the rows around it, nearest first. */
export interface Row {
  readonly fields: readonly Field[];
  readonly outer: readonly (readonly Field[])[];
}

const COMPARISONS: readonly Operation[] = ['equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'];

export function constant(type: DataType, value: Value): Scalar {
  const carried: Constant =
    typeof value === 'bigint'
      ? { big: String(value) }
      : typeof value === 'number' && !Number.isFinite(value)
        ? { float: String(value) as 'NaN' }
        : (value as Constant);
  return { kind: 'constant', value: carried, type, nullable: value === null };
}

export function operation(name: Operation, type: DataType, ...args: Scalar[]): Scalar {
  const never = name === 'is_null' || name === 'is_not_null' || name === 'is_distinct' || name === 'is_not_distinct';
  const nullable = name === 'coalesce' ? args.every((arg) => arg.nullable) : !never && args.some((arg) => arg.nullable);
  return { kind: 'operation', operation: name, type, nullable, args };
}

/** A reference to a column of the type, of the row or sometimes of a row around it; `null` when there is none. */
export function column(random: Random, row: Row, type: DataType): Scalar | null {
  const outer = row.outer.length > 0 && random.chance(0.4) ? random.below(row.outer.length) + 1 : 0;
  const fields = outer === 0 ? row.fields : row.outer[outer - 1]!;
  const fitting = fields.flatMap((field, index) => (sameDataType(field.type, type) ? [{ field, index }] : []));
  if (fitting.length === 0) return null;
  const { field, index } = random.pick(fitting);
  const common = { index, name: field.name, type: field.type, nullable: field.nullable };
  return outer === 0 ? { kind: 'column', ...common } : { kind: 'outer', depth: outer, ...common };
}

function literal(random: Random, type: DataType): Scalar {
  if (random.chance(0.05)) return constant(type, null);
  const kind = columnKinds.find((each) => sameDataType(each.type, type));
  if (kind !== undefined) return constant(type, kind.draw(random));
  return constant(type, type.kind === 'decimal' ? random.below(1000) : 1);
}

function leaf(random: Random, row: Row, type: DataType): Scalar {
  return (random.chance(0.8) ? column(random, row, type) : null) ?? literal(random, type);
}

/** A scalar of the given type whose computation cannot raise. */
export function scalar(random: Random, row: Row, type: DataType, depth: number): Scalar {
  if (depth === 0 || random.chance(0.3)) return leaf(random, row, type);
  const again = (other: DataType = type): Scalar => scalar(random, row, other, depth - 1);
  if (random.chance(0.12)) {
    const arms = random.list(1 + random.below(2), () => ({ when: again(BOOLEAN), then: again() }));
    const otherwise = random.chance(0.7) ? again() : null;
    return {
      kind: 'case',
      arms,
      otherwise,
      type,
      nullable: otherwise === null || otherwise.nullable || arms.some((arm) => arm.then.nullable),
    };
  }
  if (random.chance(0.08)) return operation('coalesce', type, again(), again());
  switch (type.kind) {
    case 'boolean':
      return predicate(random, row, depth);
    case 'int':
      if (type.bits === 32) return leaf(random, row, type);
      if (random.chance(0.2))
        return operation(
          random.pick(['modulo', 'div']),
          INT,
          smallInt(random, row),
          constant(INT, random.pick([1, 3, -4, 7])),
        );
      return operation(random.pick(['add', 'subtract', 'multiply']), INT, smallInt(random, row), smallInt(random, row));
    case 'float': {
      if (random.chance(0.3))
        return { kind: 'cast', value: smallInt(random, row), safe: false, type: FLOAT, nullable: true };
      const [a, c] = [leaf(random, row, FLOAT), leaf(random, row, FLOAT)];
      return random.chance(0.2)
        ? operation('negate', FLOAT, a)
        : operation(random.pick(['add', 'subtract', 'multiply']), FLOAT, a, c);
    }
    case 'string':
      return random.chance(0.5)
        ? operation('concat', STRING, leaf(random, row, STRING), leaf(random, row, STRING))
        : leaf(random, row, STRING);
    default:
      return leaf(random, row, type);
  }
}

function smallInt(random: Random, row: Row): Scalar {
  const found = row.fields.flatMap((field, index) => (field.name === 'i' ? [{ field, index }] : []));
  if (found.length === 0 || random.chance(0.3)) return constant(INT, random.below(30) - 10);
  const { field, index } = random.pick(found);
  return { kind: 'column', index, name: field.name, type: field.type, nullable: field.nullable };
}

/** The sum, difference or product of two decimals, with the type that the rules give it. */
export function decimalScalar(random: Random, row: Row): Scalar {
  const operands = random.list(2, () => leaf(random, row, decimal(10, 2)));
  const name = random.pick(['add', 'subtract', 'multiply'] as const);
  const types = operands.map((each) => each.type as DecimalType);
  const rule: DecimalRule = name === 'multiply' ? decimalRules.multiply : decimalRules.add;
  const type = rule(types, null)!;
  return operation(name, type, ...operands);
}

const comparedTypes: readonly DataType[] = [
  INT,
  FLOAT,
  decimal(10, 2),
  decimal(30, 4),
  STRING,
  BOOLEAN,
  DATE,
  TIMESTAMP,
];

export function predicate(random: Random, row: Row, depth: number): Scalar {
  const type = random.pick(comparedTypes);
  const part = (): Scalar => scalar(random, row, type, Math.max(0, depth - 1));
  switch (random.below(9)) {
    case 0:
      return operation(
        random.pick(['and', 'or']),
        BOOLEAN,
        predicate(random, row, depth - 1),
        predicate(random, row, depth - 1),
      );
    case 1:
      return operation('not', BOOLEAN, predicate(random, row, depth - 1));
    case 2:
      return operation(random.pick(['is_null', 'is_not_null']), BOOLEAN, part());
    case 3:
      return operation(random.pick(['is_distinct', 'is_not_distinct']), BOOLEAN, part(), part());
    case 4: {
      const list = random.list(1 + random.below(10), () => literal(random, type));
      return { kind: 'in_list', value: part(), list, negated: random.chance(0.4), type: BOOLEAN, nullable: true };
    }
    case 5:
      return operation(
        random.pick(['like', 'not_like', 'ilike', 'not_ilike']),
        BOOLEAN,
        leaf(random, row, STRING),
        constant(STRING, random.pick(['a%', '%b', '%a%', '_', 'a_c', '%', '\\%x%', 'Z%', '%ë'])),
      );
    default:
      return depth <= 0 && random.chance(0.2)
        ? leaf(random, row, BOOLEAN)
        : operation(random.pick(COMPARISONS), BOOLEAN, part(), part());
  }
}

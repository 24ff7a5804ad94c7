import type { TypedExpression } from '../../ir/typed-expression.ts';

/** Places that are known not to be NULL: keys of locals, of paths into them, of columns. */
export type Facts = ReadonlySet<string>;

export const NO_FACTS: Facts = new Set();

/** The key of a place that narrowing works on: `l3`, `l3.note`, `c5.2`; `null` for other expressions. */
export function placeOf(expression: TypedExpression): string | null {
  switch (expression.kind) {
    case 'Local':
      return `l${expression.local.id}`;
    case 'Column':
      return `c${expression.source}.${expression.column}`;
    case 'Field': {
      const inner = placeOf(expression.value);
      return inner === null ? null : `${inner}.${expression.name.toLowerCase()}`;
    }
    case 'Cell': {
      const inner = placeOf(expression.table);
      return inner === null ? null : `${inner}.${expression.name.toLowerCase()}`;
    }
    case 'Cast':
      return expression.safe ? null : placeOf(expression.value);
    default:
      return null;
  }
}

/** Facts with more places. */
export function withPlaces(facts: Facts, places: Iterable<string>): Facts {
  const added = [...places].filter((place) => !facts.has(place));
  return added.length === 0 ? facts : new Set([...facts, ...added]);
}

/** Facts without those of a local, whose value changed. */
export function withoutLocals(facts: Facts, ids: ReadonlySet<number>): Facts {
  if (facts.size === 0 || ids.size === 0) return facts;
  return new Set([...facts].filter((place) => !ids.has(localOf(place))));
}

/** What both branches agree on. */
export function common(left: Facts, right: Facts): Facts {
  if (left === right) return left;
  return new Set([...left].filter((place) => right.has(place)));
}

function localOf(place: string): number {
  return place.startsWith('l') ? Number.parseInt(place.slice(1), 10) : -1;
}

/** The places that are not NULL when a condition is true, and when it is false. */
export interface Outcome {
  readonly whenTrue: readonly string[];
  readonly whenFalse: readonly string[];
}

const NOTHING: Outcome = { whenTrue: [], whenFalse: [] };

/** Operations that are NULL when an operand is: if they are true or false, no operand was NULL. */
const STRICT = new Set([
  'equal',
  'not_equal',
  'less',
  'less_equal',
  'greater',
  'greater_equal',
  'like',
  'not_like',
  'ilike',
  'not_ilike',
]);

/** What the outcome of a condition says about the places in it. */
export function outcomeOf(condition: TypedExpression): Outcome {
  switch (condition.kind) {
    case 'Operation':
      return outcomeOfOperation(condition);
    case 'InList':
      return { whenTrue: placesIn([condition.value]), whenFalse: [] };
    case 'Subquery':
      return condition.value === null || condition.negated
        ? NOTHING
        : { whenTrue: placesIn([condition.value]), whenFalse: [] };
    case 'Native':
      return condition.strict ? { whenTrue: placesIn(condition.args), whenFalse: placesIn(condition.args) } : NOTHING;
    case 'Cast':
      return outcomeOf(condition.value);
    default: {
      const place = placeOf(condition);
      return place === null ? NOTHING : { whenTrue: [place], whenFalse: [] };
    }
  }
}

function outcomeOfOperation(condition: Extract<TypedExpression, { kind: 'Operation' }>): Outcome {
  const { operation, args } = condition;
  const [left, right] = args;
  switch (operation) {
    case 'is_null':
      return { whenTrue: [], whenFalse: placesIn(args) };
    case 'is_not_null':
      return { whenTrue: placesIn(args), whenFalse: [] };
    case 'not': {
      const inner = left === undefined ? NOTHING : outcomeOf(left);
      return { whenTrue: inner.whenFalse, whenFalse: inner.whenTrue };
    }
    case 'and':
    case 'or': {
      const a = left === undefined ? NOTHING : outcomeOf(left);
      const b = right === undefined ? NOTHING : outcomeOf(right);
      const both = (x: readonly string[], y: readonly string[]): readonly string[] =>
        x.filter((place) => y.includes(place));
      return operation === 'and'
        ? { whenTrue: [...a.whenTrue, ...b.whenTrue], whenFalse: both(a.whenFalse, b.whenFalse) }
        : { whenTrue: both(a.whenTrue, b.whenTrue), whenFalse: [...a.whenFalse, ...b.whenFalse] };
    }
    case 'coalesce':
      return right?.kind === 'Literal' && right.value === false && left !== undefined
        ? { whenTrue: outcomeOf(left).whenTrue, whenFalse: [] }
        : NOTHING;
    case 'is_not_distinct':
      return NOTHING;
    default:
      // what is NULL whatever the places hold takes the false branch with any of them
      return STRICT.has(operation) && !args.some(isNull)
        ? { whenTrue: placesIn(args), whenFalse: placesIn(args) }
        : NOTHING;
  }
}

function isNull(value: TypedExpression): boolean {
  if (value.kind === 'Cast') return isNull(value.value);
  return value.kind === 'Literal' && value.value === null;
}

/** Places that must have a value for strict operations over them to have one. */
function placesIn(expressions: readonly TypedExpression[]): readonly string[] {
  return expressions.flatMap((expression) => {
    const place = placeOf(expression);
    if (place !== null) return [place];
    const strict =
      expression.kind === 'Native'
        ? expression.strict
        : expression.kind === 'Operation' && ARITHMETIC.has(expression.operation);
    return strict && (expression.kind === 'Native' || expression.kind === 'Operation') ? placesIn(expression.args) : [];
  });
}

const ARITHMETIC = new Set(['add', 'subtract', 'multiply', 'divide', 'modulo', 'div', 'negate', 'concat']);

import type { DataType } from '../../contract/data-type.ts';
import type { CaseScalar, OperationScalar, Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { lazyConstant, type Emission } from '../kernel-emission.ts';
import type { Range } from '../kernel-flow.ts';
import { nullValue } from './constant.ts';
import { toAny } from './convert.ts';
import { isTrue } from './logic.ts';
import { compile, inside, type Scope } from './scope.ts';
import { anyValue, booleanValue, codeValue, isText, numberValue, type Value } from './value.ts';

/** One way through a choice: work and a test, then work and a value. The last way has no test. */
interface Way {
  readonly test: { readonly statements: readonly b.Statement[]; readonly result: b.Expression } | null;
  readonly statements: b.Statement[];
  readonly value: Value;
}

/** Searched CASE: conditions in order, and only the chosen arm is computed. */
export function compileCase(scope: Scope, scalar: CaseScalar): Value {
  const ways: Way[] = scalar.arms.map((arm) => ({
    test: inside(scope, (inner) => isTrue(inner, arm.when)),
    ...way(scope, arm.then),
  }));
  ways.push({
    test: null,
    ...(scalar.otherwise === null ? { statements: [], value: nullValue(scalar.type) } : way(scope, scalar.otherwise)),
  });
  return choose(scope, scalar.type, scalar.nullable, ways);
}

/** The first argument that is not NULL; later ones are computed only when needed. */
export function compileCoalesce(scope: Scope, scalar: OperationScalar): Value {
  const ways: Way[] = [];
  for (const [i, arg] of scalar.args.entries()) {
    const { statements, value } = way(scope, arg);
    if (value.isNull === null || i === scalar.args.length - 1) {
      ways.push({ test: null, statements, value });
      break;
    }
    ways.push({
      test: { statements, result: b.binary(value.isNull, '^', 1) },
      statements: [],
      value: { ...value, isNull: null },
    });
  }
  return choose(scope, scalar.type, scalar.nullable, ways);
}

function way(scope: Scope, scalar: Scalar): { readonly statements: b.Statement[]; readonly value: Value } {
  const { statements, result } = inside(scope, (inner) => compile(inner, scalar));
  return { statements, value: result };
}

function choose(scope: Scope, type: DataType, nullable: boolean, ways: readonly Way[]): Value {
  const values = ways.map((each) => each.value).filter((value) => !isNullLiteral(value));
  if (isText(type) && values.length > 0 && values.every((value) => b.literalText(value.code) !== null))
    return chooseText(scope, type, nullable, ways);
  const form =
    values.length > 0 && values.every((value) => value.form === 'number')
      ? 'number'
      : values.every((value) => value.form === 'boolean') && type.kind === 'boolean'
        ? 'boolean'
        : 'any';
  const name = scope.emission.names.fresh('chosen');
  const flag = form !== 'any' && nullable ? scope.emission.names.fresh('chosen_null') : null;
  scope.out.push(b.variable(name, form === 'any' ? b.nothing() : 0));
  if (flag !== null) scope.out.push(b.variable(flag, 0));
  scope.out.push(...branches(scope, form, name, flag, ways));
  const isNull = flag === null ? null : b.name(flag);
  if (form === 'boolean') return booleanValue(b.name(name), isNull);
  return form === 'number'
    ? numberValue(type, b.name(name), isNull, union(values.map((value) => value.range)))
    : anyValue(type, b.name(name), nullable);
}

/** A choice among literal texts is a code into their list. */
function chooseText(scope: Scope, type: DataType, nullable: boolean, ways: readonly Way[]): Value {
  const { emission } = scope;
  const texts = [...new Set(ways.map((each) => b.literalText(each.value.code)).filter((text) => text !== null))];
  const strings = literalTexts(emission, texts);
  const coded = ways.map((each): Way => {
    const text = b.literalText(each.value.code);
    return text === null
      ? { ...each, value: nullValue({ kind: 'boolean' }) }
      : { ...each, value: numberValue(type, b.number(texts.indexOf(text)), each.value.isNull, null) };
  });
  const chosen = choose(scope, { kind: 'null' }, nullable, coded);
  emission.used.add(strings);
  return codeValue(type, chosen.code, chosen.isNull, strings);
}

/** The name of a list of texts; equal lists are one. */
function literalTexts(emission: Emission, texts: readonly string[]): string {
  const key = JSON.stringify(texts);
  const known = emission.literalTexts.get(key);
  if (known !== undefined) return known;
  const name = emission.names.fresh('texts');
  lazyConstant(emission, emission.literals, name, b.array(texts.map(b.string)));
  emission.literalTexts.set(key, name);
  return name;
}

function branches(
  scope: Scope,
  form: 'number' | 'boolean' | 'any',
  name: string,
  flag: string | null,
  ways: readonly Way[],
): b.Statement[] {
  const [first, ...rest] = ways;
  if (first === undefined) return [];
  const body = [...first.statements, ...store(scope, form, name, flag, first.value)];
  if (first.test === null) return body;
  return [
    ...first.test.statements,
    b.when(b.binary(first.test.result, '===', 1), body, branches(scope, form, name, flag, rest)),
  ];
}

function store(
  scope: Scope,
  form: 'number' | 'boolean' | 'any',
  name: string,
  flag: string | null,
  value: Value,
): b.Statement[] {
  if (isNullLiteral(value)) return flag === null ? [] : [b.assign(flag, 1)];
  if (form === 'any') {
    const { statements, result } = inside(scope, (inner) => toAny(inner, value));
    return [...statements, b.assign(name, result.code)];
  }
  return [
    b.assign(name, value.code),
    ...(flag === null || value.isNull === null ? [] : [b.assign(flag, value.isNull)]),
  ];
}

function isNullLiteral(value: Value): boolean {
  return value.isNull !== null && b.literalNumber(value.isNull) === 1;
}

function union(ranges: readonly (Range | null)[]): Range | null {
  let all: Range | null = null;
  for (const range of ranges) {
    if (range === null) return null;
    all = all === null ? range : { low: Math.min(all.low, range.low), high: Math.max(all.high, range.high) };
  }
  return all;
}

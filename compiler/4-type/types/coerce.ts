import { showDataType } from '../../contract/data-type.ts';
import { isDataType, showSlot, showType, type Type, type TypeSlot } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { isDynamic, report, textOf, type Env } from '../checker.ts';
import { isPartOfAnyRow, usesAnyRow } from '../routines/trigger-parameters.ts';
import { constrain } from '../inference/inference.ts';
import { asLiteral, fitLiteral } from '../literals/literal-conversion.ts';
import { numberText, rangeText } from '../literals/number-text.ts';
import { asCell } from '../expressions/cell.ts';
import { failed } from '../expressions/build.ts';
import { ERROR, conversionCost, isSealed, tableFits } from './conversion.ts';
import { sealed } from './seal.ts';
import { holdsSecret, nameOfValue } from './secret.ts';
import { parameterAs, takesTypeOfPlace } from './parameter-type.ts';

/** How a mismatch is reported; a type mismatch unless something is said. */
export type Mismatch = (found: TypeSlot, expected: TypeSlot) => void;

/**
 * Makes a value fit a place: implicit conversions are written out, crossings from `dynamic` become checked casts, a one-column table gives its value.
 * What does not fit is reported once and becomes a failed expression.
 */
export function coerce(env: Env, value: TypedExpression, target: TypeSlot, mismatch?: Mismatch): TypedExpression {
  const from = value.slot;
  if (from.type === ERROR || target.type === ERROR) return value;
  if (from.type.kind === 'variable' || target.type.kind === 'variable') return constrain(env, value, target, 'strong');
  if (from.type.kind === 'table' && isScalarTarget(target.type))
    return coerce(env, asCell(env, value), target, mismatch);
  const report_ = (): TypedExpression => {
    if (mismatch === undefined) reportMismatch(env, value, target);
    else mismatch(from, target);
    return failed(value.span);
  };
  const converted = convert(env, value, target.type);
  if (converted === null) return report_();
  if (converted.slot.type === ERROR) return converted;
  if (converted.slot.nullable && !target.nullable && !acceptsNull(target.type))
    return usesAnyRow(value) ? present(converted) : report_();
  return converted;
}

/** Whether a part of a row of any table is NULL is checked when it runs, and for the table of each trigger. */
function present(value: TypedExpression): TypedExpression {
  const { span, slot } = value;
  return { kind: 'Cast', value, safe: false, span, slot: { type: slot.type, nullable: false } };
}

function isScalarTarget(type: Type): boolean {
  return (isDataType(type) && type.kind !== 'list') || (type.kind === 'list' ? false : type.kind === 'union');
}

function acceptsNull(type: Type): boolean {
  return (
    type.kind === 'any' ||
    type.kind === 'dynamic' ||
    type.kind === 'null' ||
    type.kind === 'void' ||
    type.kind === 'table'
  );
}

/** The value with its conversion to a type written out; `null` where there is none. Whether it may be NULL stays as it is. */
export function convert(env: Env, value: TypedExpression, type: Type): TypedExpression | null {
  const from = value.slot;
  if (isSealed(from.type, type)) return sealed(env, value);
  const literal = asLiteral(value);
  if (literal !== null && from.type.kind !== 'null') {
    const fit = fitLiteral(literal, type);
    if (fit !== null && 'value' in fit) return { ...literal, value: fit.value, slot: { type, nullable: false } };
    if (fit !== null && conversionCost(from.type, type) !== 0) return reportLiteral(env, value, type, fit);
  }
  if (from.type.kind === 'null' && literal !== null)
    return { ...literal, slot: { type: isDataType(type) ? type : from.type, nullable: true } };
  if (takesTypeOfPlace(value, type)) return parameterAs(value, type);
  const cost = conversionCost(from.type, type) ?? clockCost(value, type);
  if (cost === null) return null;
  return needsCast(from.type, type) ? cast(env, value, type) : value;
}

/** `now()` is an instant and fits both kinds of timestamps. */
function clockCost(value: TypedExpression, type: Type): number | null {
  return isClock(value) && type.kind === 'timestamp' ? 1 : null;
}

/** Whether a value is `now()`. */
export function isClock(value: TypedExpression): boolean {
  return value.kind === 'Native' && value.args.length === 0 && value.slot.type.kind === 'timestamp';
}

function needsCast(from: Type, to: Type): boolean {
  if (from === to || to.kind === 'any' || to.kind === 'union' || from.kind === 'never') return false;
  if (to.kind === 'dynamic') return isDataType(from) && from.kind !== 'null';
  if (to.kind === 'decimal' && to.precision === 0) return from.kind !== 'decimal';
  if (isDataType(from) && isDataType(to)) {
    if (from.kind === 'string' && to.kind === 'string' && to.maxLength === undefined) return false;
    return showDataType(from) !== showDataType(to);
  }
  if (from.kind === 'table' && to.kind === 'table')
    return (
      from.open === 'dynamic' && to.open !== 'dynamic' && (to.open === null || !tableFits({ ...from, open: null }, to))
    );
  return from.kind === 'dynamic';
}

/** A cast that the checker writes. From `dynamic` it is a crossing that is checked when it runs. */
export function cast(env: Env, value: TypedExpression, type: Type): TypedExpression {
  const from = value.slot;
  const crossing = from.type.kind === 'dynamic' || (from.type.kind === 'table' && from.type.open === 'dynamic');
  if (crossing && !isDynamic(env) && !isPartOfAnyRow(value))
    report(env, 'PLG1307', { type: showType(type) }, value.span);
  // What is NULL is not known of a dynamic value; where NULL is not allowed, the check at run time says so.
  const nullable = from.type.kind === 'dynamic' ? false : from.nullable;
  return { kind: 'Cast', value, safe: false, span: value.span, slot: { type, nullable } };
}

function reportLiteral(
  env: Env,
  value: TypedExpression,
  type: Type,
  fit: { readonly wrong: 'text'; readonly form: string } | { readonly wrong: 'range' | 'digits' },
): TypedExpression {
  const text = value.kind === 'Literal' ? String(value.value) : '';
  const column = env.column === undefined ? {} : { column: env.column };
  if (fit.wrong === 'text')
    report(env, 'PLG1217', { text, type: showType(type), form: fit.form, ...column }, value.span);
  else if (type.kind === 'string')
    report(
      env,
      'PLG1219',
      { value: `'${text}'`, type: showType(type), range: `${type.maxLength ?? 0} characters`, ...column },
      value.span,
    );
  else if (fit.wrong === 'range' && value.kind === 'Literal' && (type.kind === 'int' || type.kind === 'decimal'))
    report(
      env,
      'PLG1219',
      { value: numberText(value), type: showType(type), range: rangeText(type), ...column },
      value.span,
    );
  else report(env, 'PLG1218', { from: showType(value.slot.type), to: showType(type) }, value.span);
  return failed(value.span);
}

/** Reports that a value does not fit; `column` is named where the text does not show which column the value is for. */
export function reportMismatch(env: Env, value: TypedExpression, target: TypeSlot, column?: string): void {
  const from = value.slot;
  if (holdsSecret(from.type) && !holdsSecret(target.type)) {
    report(env, 'PLG1801', { name: nameOfValue(value), where: `a ${showType(target.type)}` }, value.span);
    return;
  }
  const lossy = isLossy(from.type, target.type);
  const castOfPart = lossy ? aroundWhole(env, value) : undefined;
  if (lossy)
    report(env, 'PLG1218', { from: showType(from.type), to: showType(target.type), column, castOfPart }, value.span);
  else
    report(
      env,
      'PLG1201',
      {
        // Where no NULL comes, that NULL might would only distract.
        expected: showSlot({ type: target.type, nullable: target.nullable && from.nullable }),
        found: showSlot(from),
        hint: hintFor(value, target),
        column,
      },
      value.span,
    );
}

/** `(a * b) :: T` for `a * b :: T`, which casts b alone. */
function aroundWhole(env: Env, value: TypedExpression): string | undefined {
  if (value.kind !== 'Operation' || value.args.length !== 2) return undefined;
  const written = /^([^;]*\S)\s*::\s*([\w ]+(?:\([\d, ]*\))?)$/.exec(textOf(env, value));
  return written === null ? undefined : `(${written[1]!}) :: ${written[2]!}`;
}

function isLossy(from: Type, to: Type): boolean {
  const rank = (type: Type): number => ['int', 'decimal', 'float'].indexOf(type.kind);
  return rank(from) >= 0 && rank(to) >= 0 && conversionCost(from, to) === null;
}

function hintFor(value: TypedExpression, target: TypeSlot): string {
  const from = value.slot;
  const type = showType(target.type);
  const onlyNull = from.nullable && !target.nullable && conversionCost(from.type, target.type) !== null;
  if (from.type.kind === 'table' && target.type.kind === 'list') return `convert it: \`:: ${showType(target.type)}\``;
  if (onlyNull) return 'say what NULL means: `… ?? value`, or test `is not null` first';
  if (lacksName(from.type, target.type))
    return `it has the fields of ${type} but not its name: where it is made write \`type struct as ${type} {…}\`, or \`let x: ${type} = …\``;
  if (!isDataType(from.type) || !isDataType(target.type) || target.type.kind === 'struct')
    return `give a value of type ${type}`;
  const literal = asLiteral(value);
  if (literal === null || typeof literal.value !== 'string' || from.type.kind !== 'string')
    return `cast it: \`:: ${type}\``;
  const isNumber = ['int', 'decimal', 'float'].includes(target.type.kind) && NUMBER.test(literal.value);
  return isNumber ? `write it without quotes: ${literal.value}` : `give a value of type ${type}`;
}

/** Whether a value is a struct of the fields that a named one has. */
function lacksName(from: Type, to: Type): boolean {
  if (from.kind !== 'struct' || to.kind !== 'struct' || from.name !== undefined || to.name === undefined) return false;
  const names = from.fields.map(({ name }) => name);
  return names.length === to.fields.length && to.fields.every(({ name }) => names.includes(name));
}

/** Texts of numbers that may stand as they are. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

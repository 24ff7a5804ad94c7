import { isDataType, showType, type Type, type TypeSlot } from '../../contract/type.ts';
import type { Cast } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { constrain, isOpen } from '../inference/inference.ts';
import { fitLiteral } from '../literals/literal-conversion.ts';
import { numberText, rangeText } from '../literals/number-text.ts';
import { ERROR, conversionCost, isSealed } from '../types/conversion.ts';
import { sealed } from '../types/seal.ts';
import { nameOfValue } from '../types/secret.ts';
import { typeOf } from '../types/type-names.ts';
import { failed, isFailed, literal } from './build.ts';
import { asCell } from './cell.ts';
import { check } from './expression.ts';

/** `x :: T`, `cast(x as T)`, `try_cast(x as T)`. */
export function checkCast(env: Env, node: Cast): TypedExpression {
  const target = typeOf(env.checker, node.type);
  // Elements of a list are cast, not expected to be of the type.
  const given = check(
    env,
    node.operand,
    node.operand.kind === 'ListLiteral' && node.operand.elements.length > 0 ? null : target,
  );
  // a type that is as good as left out (`array`, `struct`) asks for nothing
  if (target === null) return given;
  if (target.type === ERROR) return failed(node.span);
  return castTo(env, given, target, node);
}

/** Whether a text is surely not read as a number when it is cast. */
function isNoNumber(text: string): boolean {
  return !/\d/.test(text);
}

/** A typed value cast to a type; a list that is written down element by element, so that mistakes in literals show. */
function castTo(
  env: Env,
  given: TypedExpression,
  target: TypeSlot,
  node: Pick<Cast, 'safe' | 'span'>,
): TypedExpression {
  if (given.kind === 'List' && target.type.kind === 'list') {
    const element = { type: target.type.element, nullable: target.type.elementNullable };
    const items = given.items.map((item) => castTo(env, item, element, { safe: node.safe, span: item.span }));
    if (items.some(isFailed)) return failed(node.span);
    const elementNullable = target.type.elementNullable || items.some((item) => item.slot.nullable);
    return { ...given, items, span: node.span, slot: { type: { ...target.type, elementNullable }, nullable: false } };
  }
  const value = target.type.kind === 'table' || target.type.kind === 'list' ? given : asCell(env, given);
  const from = value.slot.type;
  if (from === ERROR) return failed(node.span);
  if (isOpen(from)) return constrain(env, value, target, 'weak');
  if (value.kind === 'Literal' && value.value !== null) {
    const fit = fitLiteral(value, target.type);
    if (fit !== null && 'value' in fit) return literal(fit.value, target.type, node.span);
    const number = target.type.kind === 'int' || target.type.kind === 'decimal' ? target.type : null;
    if (fit !== null && fit.wrong === 'range' && number !== null && !node.safe) {
      const shown = { value: numberText(value), type: showType(number), range: rangeText(number) };
      report(env, 'PLG1219', shown, value.span);
      return failed(node.span);
    }
    if (fit === null && number !== null && from.kind === 'string' && isNoNumber(String(value.value)) && !node.safe) {
      const form = number.kind === 'int' ? '42' : '4.2';
      report(env, 'PLG1217', { text: String(value.value), type: showType(number), form }, value.span);
      return failed(node.span);
    }
    if (fit !== null && fit.wrong === 'text' && !node.safe) {
      report(env, 'PLG1217', { text: String(value.value), type: showType(target.type), form: fit.form }, value.span);
      return failed(node.span);
    }
  }
  if (from.kind === 'table' && target.type.kind === 'list')
    return { kind: 'TableToList', table: value, span: node.span, slot: { type: target.type, nullable: false } };
  if (isSealed(from, target.type)) return sealed(env, value);
  if (from.kind === 'secret' && target.type.kind !== 'secret') {
    report(env, 'PLG1801', { name: nameOfValue(value), where: `a ${showType(target.type)}` }, node.span);
    return failed(node.span);
  }
  if (!isCastable(from, target.type)) {
    report(env, 'PLG1210', { from: showType(from), to: showType(target.type) }, node.span);
    return failed(node.span);
  }
  const type =
    target.type.kind === 'table' && from.kind === 'table'
      ? { ...target.type, cardinality: from.cardinality }
      : target.type;
  const nullable = node.safe || value.slot.nullable || (target.nullable && from.kind === 'dynamic');
  return { kind: 'Cast', value, safe: node.safe, span: node.span, slot: { type, nullable } };
}

const NUMBERS = new Set<Type['kind']>(['int', 'float', 'decimal']);

/** Whether a cast can be written, checked when it runs. */
function isCastable(from: Type, to: Type): boolean {
  if (from.kind === 'dynamic' || from.kind === 'null' || conversionCost(from, to) !== null) return true;
  if (from.kind === 'table' && to.kind === 'table') return true;
  if (!isDataType(from) || !isDataType(to) || from.kind === 'secret' || to.kind === 'secret') return false;
  if (to.kind === 'string' || to.kind === 'json') return true;
  if (from.kind === 'string') return to.kind !== 'list' && to.kind !== 'struct' && to.kind !== 'map';
  if (from.kind === 'json') return true;
  if (NUMBERS.has(from.kind) && NUMBERS.has(to.kind)) return true;
  if (from.kind === 'boolean') return to.kind === 'int';
  if (to.kind === 'boolean') return from.kind === 'int';
  if (from.kind === 'timestamp') return to.kind === 'timestamp' || to.kind === 'date' || to.kind === 'time';
  if (from.kind === 'date') return to.kind === 'timestamp';
  if (from.kind === 'list' && to.kind === 'list') return isCastable(from.element, to.element);
  if (from.kind === 'struct' && to.kind === 'struct') {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((field, i) => isCastable(field.type, to.fields[i]!.type))
    );
  }
  return false;
}

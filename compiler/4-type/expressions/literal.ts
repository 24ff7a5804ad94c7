import { FLOAT, INT, INTERVAL, NULL, STRING, type DataType, type Field } from '../../contract/data-type.ts';
import { scalarTypeOf } from '../../contract/type-names.ts';
import { isDataType, showType, type Type, type TypeSlot } from '../../contract/type.ts';
import type {
  IntervalLiteral,
  ListLiteral,
  NumberLiteral,
  StructLiteral,
  TypedLiteral as TypedLiteralSyntax,
  TypedStruct,
} from '../../ir/syntax-literal.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { isDynamic, meaningOf, report, type Env } from '../checker.ts';
import { intRange, readDecimal, wholeConstant } from '../literals/number-text.ts';
import { readInterval } from '../literals/temporal-text.ts';
import { fitLiteral } from '../literals/literal-conversion.ts';
import { coerce } from '../types/coerce.ts';
import { solveSlot } from '../calls/type-variables.ts';
import { structType, typeOf } from '../types/type-names.ts';
import { reportNoCommonType } from './case.ts';
import { asCell } from './cell.ts';
import { failed, isFailed, literal } from './build.ts';
import { check } from './expression.ts';
import { checkMapLiteral } from './map-literal.ts';

export function checkNumber(env: Env, node: NumberLiteral): TypedExpression {
  if (node.form === 'float') {
    const value = Number(node.text);
    if (Number.isFinite(value)) return literal(value, FLOAT, node.span);
    const range = `numbers up to ${Number.MAX_VALUE}; write \`'infinity'::float\` for what is beyond all of them`;
    report(env, 'PLG1219', { value: node.text, type: 'float', range }, node.span);
    return failed(node.span);
  }
  if (node.form === 'decimal') {
    const read = readDecimal(node.text);
    if (read !== null) return literal(read.value, read.type, node.span);
    report(
      env,
      'PLG1219',
      { value: node.text, type: 'decimal', range: '38 digits; write it as a float: `1.5e0`' },
      node.span,
    );
    return failed(node.span);
  }
  return wholeNumber(env, BigInt(node.text), node.span);
}

/** A whole number: an int, beyond 64 bits a decimal. */
export function wholeNumber(env: Env, value: bigint, span: NumberLiteral['span']): TypedExpression {
  const [low, high] = intRange(INT);
  if (value >= low && value <= high) return literal(wholeConstant(value), INT, span);
  const digits = String(value).replace('-', '').length;
  if (digits <= 38) return literal(wholeConstant(value), { kind: 'decimal', precision: digits, scale: 0 }, span);
  report(env, 'PLG1219', { value: String(value), type: 'decimal(38,0)', range: '38 digits' }, span);
  return failed(span);
}

/** `date '…'`, `timestamp '…'`, `json '…'`. */
export function checkTypedLiteral(env: Env, node: TypedLiteralSyntax): TypedExpression {
  const type = scalarTypeOf(node.type.text);
  const text = literal(node.text.value, STRING, node.text.span);
  if (type === undefined) {
    const nearest = suggest(node.type.text, ['date', 'time', 'timestamp', 'timestampz', 'interval', 'json', 'uuid']);
    report(env, 'PLG1103', { name: node.type.text, nearest }, node.type.span);
    return failed(node.span);
  }
  const fit = fitLiteral(text, type);
  if (fit !== null && 'value' in fit) return literal(fit.value, type, node.span);
  if (type.kind === 'string') return text;
  if (fit !== null && fit.wrong === 'text')
    report(env, 'PLG1217', { text: node.text.value, type: showType(type), form: fit.form }, node.text.span);
  else report(env, 'PLG1210', { from: 'a literal', to: showType(type) }, node.span);
  return failed(node.span);
}

export function checkInterval(env: Env, node: IntervalLiteral): TypedExpression {
  const amount = node.amount.kind === 'StringLiteral' ? node.amount.value : node.amount.text;
  const text = node.unit === undefined ? amount : `${amount} ${node.unit.text}`;
  const value = readInterval(text);
  if (value !== null) return literal(value, INTERVAL, node.span);
  report(env, 'PLG1217', { text, type: 'interval', form: '7 days' }, node.span);
  return failed(node.span);
}

/** A list: its elements have a common type; an expected list gives theirs. */
export function checkList(env: Env, node: ListLiteral, expected: TypeSlot | null): TypedExpression {
  const declared = node.elementType === undefined ? null : typeOf(env.checker, node.elementType);
  const wanted =
    declared ??
    (expected?.type.kind === 'list'
      ? { type: expected.type.element as Type, nullable: expected.type.elementNullable }
      : null);
  const hint = wanted !== null && isDataType(wanted.type) ? wanted : null;
  const items = node.elements.map((element) => asCell(env, check(env, element, hint)));
  const slot = hint ?? solveSlot(items);
  if (slot === null) {
    if (!items.some(isFailed)) reportNoCommonType(env, items, 'the elements of the list', node.span);
    return failed(node.span);
  }
  if (items.some(isFailed)) return failed(node.span);
  if (slot.type.kind === 'dynamic' && isDynamic(env)) return { kind: 'List', items, span: node.span, slot };
  if (!isDataType(slot.type)) {
    report(
      env,
      'PLG1227',
      { what: 'an element of a list', found: showType(slot.type), expected: 'a value' },
      node.span,
    );
    return failed(node.span);
  }
  const converted = items.map((item) =>
    coerce(env, item, { type: slot.type, nullable: hint === null || slot.nullable }),
  );
  const elementNullable = hint === null ? converted.some((item) => item.slot.nullable) : slot.nullable;
  return {
    kind: 'List',
    items: converted,
    span: node.span,
    slot: { type: { kind: 'list', element: slot.type, elementNullable }, nullable: false },
  };
}

/** A struct literal: of the struct type expected here, or a structural one of its own fields. */
export function checkStruct(env: Env, node: StructLiteral, expected: TypeSlot | null): TypedExpression {
  if (expected?.type.kind === 'struct') return checkAgainst(env, node, expected.type);
  if (expected?.type.kind === 'map' && (expected.type.key.kind === 'string' || node.fields.length === 0))
    return checkMapLiteral(env, node, expected.type);
  const fields: Field[] = [];
  const values: TypedExpression[] = [];
  for (const { name, value: item } of node.fields) {
    const value = asCell(env, check(env, item, null));
    if (fields.some((field) => field.name.toLowerCase() === name.text.toLowerCase())) {
      report(env, 'PLG1228', { field: name.text, struct: 'the struct' }, name.span);
      continue;
    }
    if (isFailed(value)) return failed(node.span);
    if (!isDataType(value.slot.type)) {
      report(
        env,
        'PLG1227',
        { what: `field \`${name.text}\``, found: showType(value.slot.type), expected: 'a value' },
        item.span,
      );
      return failed(node.span);
    }
    fields.push({ name: name.text, type: value.slot.type, nullable: value.slot.nullable });
    values.push(value);
  }
  return { kind: 'Struct', values, span: node.span, slot: { type: { kind: 'struct', fields }, nullable: false } };
}

function checkAgainst(env: Env, node: StructLiteral, type: Extract<DataType, { kind: 'struct' }>): TypedExpression {
  const struct = showType(type);
  const given = new Map<string, TypedExpression>();
  let wrong = false;
  for (const { name, value: item } of node.fields) {
    const key = name.text.toLowerCase();
    const field = type.fields.find((f) => f.name.toLowerCase() === key);
    const value = check(env, item, field ?? null);
    if (field === undefined) {
      report(
        env,
        'PLG1207',
        {
          field: name.text,
          struct,
          nearest: suggest(
            name.text,
            type.fields.map((f) => f.name),
          ),
        },
        name.span,
      );
      wrong = true;
    } else if (given.has(key)) {
      report(env, 'PLG1228', { field: name.text, struct }, name.span);
      wrong = true;
    } else given.set(key, coerce(env, value, field));
  }
  const missing = type.fields
    .filter((field) => !given.has(field.name.toLowerCase()) && !field.nullable)
    .map((field) => field.name);
  if (missing.length > 0 && !wrong) report(env, 'PLG1208', { struct, fields: missing }, node.span);
  if (missing.length > 0 || wrong) return failed(node.span);
  const values = type.fields.map(
    (field) => given.get(field.name.toLowerCase()) ?? literal(null, field.type, node.span),
  );
  return { kind: 'Struct', values, span: node.span, slot: { type, nullable: false } };
}

/** `type struct as Point {…}`. */
export function checkTypedStruct(env: Env, node: TypedStruct): TypedExpression {
  const meaning = meaningOf(env, node.name);
  if (meaning?.kind !== 'struct') {
    check(env, node.value, null);
    return failed(node.span);
  }
  return {
    ...checkStruct(env, node.value, { type: structType(env.checker, meaning.struct), nullable: false }),
    span: node.span,
  };
}

/** `(a, b)`: a struct whose fields are numbered. */
export function checkTuple(
  env: Env,
  elements: readonly Parameters<typeof check>[1][],
  span: NumberLiteral['span'],
): TypedExpression {
  const values = elements.map((element) => asCell(env, check(env, element, null)));
  if (values.some(isFailed)) return failed(span);
  const fields = values.map((value, i): Field => ({
    name: `_${i + 1}`,
    type: isDataType(value.slot.type) ? value.slot.type : NULL,
    nullable: value.slot.nullable,
  }));
  return { kind: 'Struct', values, span, slot: { type: { kind: 'struct', fields }, nullable: false } };
}

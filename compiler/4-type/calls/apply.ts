import { decimalOfInt, decimalRules } from '../../contract/decimal-rules.ts';
import { showType, type Type, type TypeSlot } from '../../contract/type.ts';
import type { DecimalType } from '../../contract/data-type.ts';
import type { Traits } from '../../contract/signature.ts';
import type { Span } from '../../contract/span.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { asCell } from '../expressions/cell.ts';
import { requireRowNames } from '../queries/distinct-names.ts';
import { decimalOfWhole, wholeOf } from '../literals/number-text.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR, isAnyDecimal } from '../types/conversion.ts';
import { parameterType, type Choice } from './overload.ts';
import { substituteSlot } from './type-variables.ts';

/** The arguments as the chosen overload takes them, implicit casts written out. */
export function convertArguments(
  env: Env,
  choice: Choice,
  values: readonly TypedExpression[],
): readonly TypedExpression[] {
  const { traits, parameters } = choice.function.signature;
  return values.map((value, i) => {
    const type = parameterType(choice, i);
    const declared = parameters[Math.min(i, parameters.length - 1)]?.slot.nullable === true;
    if (type.kind === 'function') return value;
    if (isAnyDecimal(type)) return toDecimal(env, value);
    if (type.kind === 'list' && isAnyDecimal(type.element) && value.slot.type.kind === 'list') return value;
    return coerce(env, toParameter(env, value, type), { type, nullable: declared || traits.strict !== false });
  });
}

/** A table where a list or a value is wanted. */
export function toParameter(env: Env, value: TypedExpression, type: Type): TypedExpression {
  const from = value.slot.type;
  if (from.kind !== 'table' || type.kind === 'table') return value;
  if (type.kind === 'list') requireRowNames(env, from, value.span);
  if (type.kind === 'list')
    return { kind: 'TableToList', table: value, span: value.span, slot: { type, nullable: false } };
  return asCell(env, value);
}

function toDecimal(env: Env, given: TypedExpression): TypedExpression {
  const value = given.slot.type.kind === 'table' ? asCell(env, given) : given;
  const { type } = value.slot;
  if (type.kind === 'decimal' || type === ERROR) return value;
  if (type.kind === 'int') {
    const target = value.kind === 'Literal' ? decimalOfWhole(wholeOf(value.value)) : decimalOfInt(type);
    return coerce(env, value, { type: target, nullable: true });
  }
  return coerce(env, value, { type: { kind: 'decimal', precision: 38, scale: 0 }, nullable: true });
}

/** The type of the result of a call, from what the signature says and the converted arguments are. */
export function resultSlot(env: Env, choice: Choice, args: readonly TypedExpression[], span: Span): TypeSlot {
  const { signature } = choice.function;
  const { traits } = signature;
  const declared = substituteSlot(signature.result, choice.bindings);
  const type = isAnyDecimal(declared.type) ? decimalResult(env, choice, args, span) : declared.type;
  return { type, nullable: declared.nullable || traits.mayBeNull === true || nullFromArguments(choice, traits, args) };
}

function nullFromArguments(choice: Choice, traits: Traits, args: readonly TypedExpression[]): boolean {
  const any = args.some((arg) => arg.slot.nullable);
  if (traits.nullWhen === 'all') return args.every((arg) => arg.slot.nullable);
  if (traits.nullWhen === 'any' || traits.strict !== false) return any;
  const { result } = choice.function.signature;
  return result.type.kind === 'variable' && choice.bindings.get(result.type.name)?.nullable === true;
}

function decimalResult(env: Env, choice: Choice, args: readonly TypedExpression[], span: Span): Type {
  const { traits, parameters, name } = choice.function.signature;
  const rule = traits.decimal;
  const operands = decimalsOf(args);
  if (rule === undefined || operands.length === 0) return operands[0] ?? { kind: 'decimal', precision: 38, scale: 0 };
  const digitsAt = parameters.findIndex((p) => p.slot.type.kind === 'int');
  const digits = digitsAt < 0 ? undefined : args[digitsAt];
  const result = decimalRules[rule](
    operands,
    digits?.kind === 'Literal' && typeof digits.value === 'number' ? digits.value : null,
  );
  if (result !== null) return result;
  const [left, right] = operands;
  report(
    env,
    'PLG1202',
    {
      operator: name,
      left: showType(left!),
      right: right === undefined ? undefined : showType(right),
      hint: 'no decimal holds the exact result: cast an operand to fewer digits',
    },
    span,
  );
  return ERROR;
}

/** The decimals among the arguments, or in lists; an int that gives a decimal counts as one of its digits. */
function decimalsOf(args: readonly TypedExpression[]): readonly DecimalType[] {
  const types = args.map(({ slot: { type } }) => (type.kind === 'list' ? type.element : type));
  const decimals = types.filter((type) => type.kind === 'decimal');
  return decimals.length > 0 ? decimals : types.filter((type) => type.kind === 'int').map(decimalOfInt);
}

/** Whether any of the arguments is a mistake already reported. */
export function anyFailed(values: readonly (TypedExpression | null)[]): boolean {
  return values.some((value) => value !== null && value.slot.type === ERROR);
}

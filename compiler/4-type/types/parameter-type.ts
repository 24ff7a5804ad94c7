import type { DataType } from '../../contract/data-type.ts';
import { isDataType, type Type } from '../../contract/type.ts';
import type { TypedCast, TypedExpression } from '../../ir/typed-expression.ts';

/** What the text of a parameter may stand for, as the text of a literal may. */
const FROM_TEXT = new Set<Type['kind']>(['date', 'time', 'timestamp', 'interval', 'uuid', 'json', 'decimal']);

/**
 * Whether a value is a text that was given for a parameter of a statement (`$1`, `$name`) and takes another type, the one that its place needs: its value
 * is converted, and checked, when the statement runs.
 */
export function takesType(value: TypedExpression, type: Type): boolean {
  return isTextParameter(value) && isExactType(type) && FROM_TEXT.has(type.kind);
}

/** As `takesType`, where a value is put: a fraction that JavaScript gave goes into a decimal that has all of its digits. */
export function takesTypeOfPlace(value: TypedExpression, type: Type): boolean {
  if (takesType(value, type)) return true;
  return isParameter(value) && value.slot.type.kind === 'float' && isExactType(type) && type.kind === 'decimal';
}

function isExactType(type: Type): type is DataType {
  return isDataType(type) && !(type.kind === 'decimal' && type.precision === 0);
}

/** Whether a value is a text that was given for a parameter of a statement. */
export function isTextParameter(value: TypedExpression): boolean {
  return isParameter(value) && value.slot.type.kind === 'string';
}

/** A literal that was taken out of a text is no parameter: it has a type of its own. */
function isParameter(value: TypedExpression): value is Extract<TypedExpression, { kind: 'Local' }> {
  return value.kind === 'Local' && value.local.name.startsWith('$') && !isLifted(value);
}

/** Whether a value is a literal that was taken out of a text, so that texts with other literals share its code. */
export function isLifted(value: TypedExpression): boolean {
  return value.kind === 'Local' && value.local.name.startsWith('$literal');
}

/** A parameter as a value of a type that it takes. */
export function parameterAs(value: TypedExpression, type: Type): TypedCast {
  const slot = { type, nullable: value.slot.nullable };
  const cast: TypedCast = { kind: 'Cast', value, safe: false, span: value.span, slot };
  return isParameter(value) ? { ...cast, parameter: value.local.name } : cast;
}

/** A parameter as a value of the type of what it stands beside. */
export function withTypeOf(value: TypedExpression, other: TypedExpression | undefined): TypedExpression {
  const type = other?.slot.type;
  return type === undefined || !takesType(value, type) ? value : parameterAs(value, type);
}

import { isDataType, type Type } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';

/** What the text of a parameter may stand for, as the text of a literal may. */
const FROM_TEXT = new Set<Type['kind']>(['date', 'time', 'timestamp', 'interval', 'uuid', 'json', 'decimal']);

/**
 * Whether a value is a text that was given for a parameter of a statement (`$1`, `$name`) and takes another type, the one that its place needs: its value
 * is converted, and checked, when the statement runs.
 */
export function takesType(value: TypedExpression, type: Type): boolean {
  if (value.kind !== 'Local' || !isParameter(value.local.name)) return false;
  if (!isDataType(type) || (type.kind === 'decimal' && type.precision === 0)) return false;
  return value.slot.type.kind === 'string' && FROM_TEXT.has(type.kind);
}

/** A literal that was taken out of a text is no parameter: it has a type of its own. */
function isParameter(name: string): boolean {
  return name.startsWith('$') && !name.startsWith('$literal');
}

/** A parameter as a value of the type of what it stands beside. */
export function withTypeOf(value: TypedExpression, other: TypedExpression | undefined): TypedExpression {
  const type = other?.slot.type;
  if (type === undefined || !takesType(value, type)) return value;
  return { kind: 'Cast', value, safe: false, span: value.span, slot: { type, nullable: value.slot.nullable } };
}

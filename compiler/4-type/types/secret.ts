import type { Type } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';

/** Whether values of a type show a secret when they are shown. */
export function holdsSecret(type: Type): boolean {
  switch (type.kind) {
    case 'secret':
      return true;
    case 'list':
      return holdsSecret(type.element);
    case 'struct':
      return type.fields.some((field) => holdsSecret(field.type));
    default:
      return false;
  }
}

/** What a value is called in a message. */
export function nameOfValue(value: TypedExpression): string {
  if (value.kind === 'Local') return value.local.name;
  return value.kind === 'Column' || value.kind === 'Field' || value.kind === 'Cell' ? value.name : 'value';
}

import type { Type } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { failed } from '../expressions/build.ts';

/** Whether values of a type show a secret when they are shown. */
export function holdsSecret(type: Type): boolean {
  switch (type.kind) {
    case 'secret':
      return true;
    case 'list':
      return holdsSecret(type.element);
    case 'struct':
      return type.fields.some((field) => holdsSecret(field.type));
    case 'map':
      return holdsSecret(type.key) || holdsSecret(type.value);
    case 'table':
      return type.columns.some((column) => holdsSecret(column.type));
    case 'iterator':
      return holdsSecret(type.table);
    case 'union':
      return type.members.some(holdsSecret);
    default:
      return false;
  }
}

/** What a value is called in a message. */
export function nameOfValue(value: TypedExpression): string {
  if (value.kind === 'Local') return value.local.name;
  if (value.slot.type.kind === 'table')
    return value.slot.type.columns.find((each) => holdsSecret(each.type))?.name ?? 'value';
  return value.kind === 'Column' || value.kind === 'Field' || value.kind === 'Cell' ? value.name : 'value';
}

/** The value where it may stand in a place that compares or shows it; PLG1801 for a secret. */
export function withoutSecret(env: Env, value: TypedExpression, where: string): TypedExpression {
  if (!holdsSecret(value.slot.type)) return value;
  report(env, 'PLG1801', { name: nameOfValue(value), where }, value.span);
  return failed(value.span);
}

import type { TypedExpression } from '../../ir/typed-expression.ts';
import { sameExpression } from './same-expression.ts';

/**
 * With grouping sets a key is NULL in the rows of sets that leave it out, and so is what is computed from it. Gives expressions over the groups with such keys, and all
 * that stands around them, as what may be NULL.
 */
export function absentKeys(
  keys: readonly TypedExpression[],
  sets: readonly (readonly number[])[] | null,
): (value: TypedExpression) => TypedExpression {
  const absent = keys.filter((_, i) => sets?.some((set) => !set.includes(i)) === true);
  if (absent.length === 0) return (value) => value;
  const expression = (node: TypedExpression): TypedExpression => {
    if (absent.some((key) => sameExpression(key, node))) return withNull(node, true);
    if (node.kind === 'Aggregate') return node;
    const changed = parts(node);
    return changed === node ? node : withNull(withNullParts(changed), mayBeNull(changed, node));
  };
  const parts = <T extends object>(node: T): T => {
    const entries = Object.entries(node).map(([name, each]): [string, unknown] => [
      name,
      CLOSED.has(name) ? each : part(each),
    ]);
    return entries.every(([name, each]) => each === node[name as keyof T]) ? node : (Object.fromEntries(entries) as T);
  };
  const part = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || 'role' in value) return value;
    if (Array.isArray(value)) {
      const items = value.map(part);
      return items.every((item, i) => item === value[i]) ? value : items;
    }
    return 'kind' in value && 'slot' in value ? expression(value as TypedExpression) : parts(value);
  };
  return expression;
}

/** Parts of a node that hold no expressions. */
const CLOSED: ReadonlySet<string> = new Set(['kind', 'slot', 'span', 'type', 'fields']);

/** Whether an expression is NULL perhaps after some of its parts have become so. */
function mayBeNull(node: TypedExpression, before: TypedExpression): boolean {
  if (node.slot.nullable) return true;
  if (node.kind === 'Operation') {
    if (node.operation === 'is_null' || node.operation === 'is_not_null') return false;
    if (node.operation === 'coalesce') return node.args.every(({ slot }) => slot.nullable);
  }
  if (node.kind === 'Case' && before.kind === 'Case')
    return node.otherwise?.slot.nullable === true || node.arms.some(({ then }) => then.slot.nullable);
  // a list or struct of NULLs is none itself
  return node.kind !== 'List' && node.kind !== 'Struct';
}

/** A list or struct whose parts may be NULL now is of a type that says so. */
function withNullParts(node: TypedExpression): TypedExpression {
  const { type } = node.slot;
  if (node.kind === 'List' && type.kind === 'list' && node.items.some(({ slot }) => slot.nullable))
    return { ...node, slot: { ...node.slot, type: { ...type, elementNullable: true } } };
  if (node.kind !== 'Struct' || type.kind !== 'struct') return node;
  const fields = type.fields.map((field, i) =>
    node.values[i]?.slot.nullable === true ? { ...field, nullable: true } : field,
  );
  return { ...node, slot: { ...node.slot, type: { ...type, fields } } };
}

function withNull(node: TypedExpression, nullable: boolean): TypedExpression {
  return node.slot.nullable === nullable ? node : { ...node, slot: { ...node.slot, nullable } };
}

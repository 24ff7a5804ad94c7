import type { Select } from '../../ir/syntax-select.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedItem } from '../../ir/typed-query.ts';

/** Select items by the aliases written for them: visible in GROUP BY, HAVING, QUALIFY and ORDER BY. */
export function aliasesOf(
  node: Select,
  items: readonly TypedItem[],
): ReadonlyMap<string, () => TypedExpression | null> {
  const aliases = new Map<string, () => TypedExpression | null>();
  for (const { alias } of node.items) {
    if (alias === undefined) continue;
    const item = items.find((each) => each.name === alias.text);
    if (item !== undefined) aliases.set(alias.text.toLowerCase(), () => item.value);
  }
  return aliases;
}

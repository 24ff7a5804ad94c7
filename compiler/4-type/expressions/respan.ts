import type { Span } from '../../contract/span.ts';

/**
 * A typed tree that was made from a text which the catalog keeps, placed where this module uses it: all of its spans become that one. Locals keep their
 * identity, and so does what is shared inside of the tree.
 */
export function respan<T>(tree: T, span: Span): T {
  const copies = new Map<object, unknown>();
  const copy = (value: unknown, key: string): unknown => {
    if (typeof value !== 'object' || value === null || 'role' in value) return value;
    if (key === 'span') return span;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const made: unknown = Array.isArray(value)
      ? value.map((item) => copy(item, ''))
      : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copy(each, name)]));
    copies.set(value, made);
    return made;
  };
  return copy(tree, '') as T;
}

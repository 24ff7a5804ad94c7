import { childKeys } from './child-keys.ts';
import type { Syntax } from './syntax.ts';

/** The nodes directly below a node, in the order of the table of child keys. */
export function children(node: Syntax): Syntax[] {
  const found: Syntax[] = [];
  for (const key of childKeys[node.kind]) {
    const value = (node as unknown as Record<string, Syntax | readonly Syntax[] | undefined>)[key];
    if (value === undefined) continue;
    if (isList(value)) found.push(...value);
    else found.push(value);
  }
  return found;
}

/**
 * Visits a node and all below it, parents first. Where `visit` returns false the nodes below are passed over. Keeps
 * its own stack, so the height of the tree does not matter.
 */
export function walk(root: Syntax, visit: (node: Syntax, parent: Syntax | undefined) => boolean | void): void {
  const pending: [node: Syntax, parent: Syntax | undefined][] = [[root, undefined]];
  for (;;) {
    const next = pending.pop();
    if (next === undefined) return;
    const [node, parent] = next;
    if (visit(node, parent) === false) continue;
    for (const child of children(node).reverse()) pending.push([child, node]);
  }
}

/**
 * A tree in which every node was replaced by what `change` makes of it, children first. `change` gets a node whose
 * children are already changed; a node of which nothing changed keeps its identity.
 */
export function rewrite<Node extends Syntax>(node: Node, change: (node: Syntax) => Syntax): Node {
  let copy: Record<string, unknown> | undefined;
  for (const key of childKeys[node.kind]) {
    const value = (node as unknown as Record<string, Syntax | readonly Syntax[] | undefined>)[key];
    if (value === undefined) continue;
    const changed = isList(value) ? rewriteList(value, change) : rewrite(value, change);
    if (changed !== value) (copy ??= { ...node })[key] = changed;
  }
  return change(copy === undefined ? node : (Object.freeze(copy) as unknown as Syntax)) as Node;
}

function rewriteList(list: readonly Syntax[], change: (node: Syntax) => Syntax): readonly Syntax[] {
  const changed = list.map((node) => rewrite(node, change));
  return changed.every((node, index) => node === list[index]) ? list : Object.freeze(changed);
}

function isList(value: Syntax | readonly Syntax[]): value is readonly Syntax[] {
  return Array.isArray(value);
}

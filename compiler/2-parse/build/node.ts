import type { Syntax, SyntaxKind, SyntaxOf } from '../../ir/syntax.ts';

/** The fields of a node besides its tag and span; optional ones may be given as undefined and are then left out. */
export type NodeFields<Kind extends SyntaxKind> = FieldsOf<SyntaxOf<Kind>>;

type FieldsOf<Node extends Syntax> = {
  readonly [Key in Exclude<keyof Node, 'kind' | 'span'>]: undefined extends Node[Key]
    ? Node[Key] | undefined
    : Node[Key];
} extends infer Fields
  ? { [Key in keyof Fields]: Fields[Key] }
  : never;

/** The one place where syntax nodes are made: plain, frozen, without undefined fields. */
export function makeNode<Kind extends SyntaxKind>(
  kind: Kind,
  start: number,
  end: number,
  fields: NodeFields<Kind>,
): SyntaxOf<Kind> {
  const node: Record<string, unknown> = { kind, span: Object.freeze({ start, end: Math.max(start, end) }) };
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) node[key] = Array.isArray(value) ? Object.freeze(value) : value;
  }
  return Object.freeze(node) as unknown as SyntaxOf<Kind>;
}

/** Properties of typed nodes that hold types, names and references, never parts of the tree. */
const NOT_PARTS = new Set([
  'slot',
  'type',
  'span',
  'sourceSpan',
  'local',
  'locals',
  'captures',
  'fields',
  'casts',
  'signature',
  'options',
  'parameters',
  'item',
  'index_',
]);

/** The nodes directly below a typed node, in order: every object or list under a property, but for types and references to locals. */
export function parts(node: object): readonly object[] {
  const found: object[] = [];
  for (const [name, value] of Object.entries(node)) if (!NOT_PARTS.has(name)) collect(value, found);
  return found;
}

/** The node with each node directly below it replaced; itself when none changed. */
export function mapParts<T extends object>(node: T, change: (part: object) => object): T {
  let changed = false;
  const one = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(one);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    const after = change(value);
    if (after !== value) changed = true;
    return after;
  };
  const entries = Object.entries(node).map(([name, value]) => [name, NOT_PARTS.has(name) ? value : one(value)]);
  return changed ? (Object.fromEntries(entries) as T) : node;
}

function collect(value: unknown, found: object[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) found.push(value);
}

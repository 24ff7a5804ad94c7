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

function collect(value: unknown, found: object[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) found.push(value);
}

/** Ids of the routines that typed code calls or names, each once. */
export function routinesIn(code: object): readonly string[] {
  const found = new Set<string>();
  const pending: unknown[] = [code];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if ('kind' in node) noteRoutine(node as Readonly<Record<string, unknown>>, found);
    for (const [key, value] of Object.entries(node)) if (!LEAVES.has(key)) pending.push(value);
  }
  return [...found];
}

/** What holds no code. */
const LEAVES = new Set(['slot', 'type', 'fields', 'span', 'local', 'locals']);

function noteRoutine(node: Readonly<Record<string, unknown>>, found: Set<string>): void {
  const { kind, routine } = node;
  if ((kind === 'RoutineCall' || kind === 'RoutineReference') && typeof routine === 'string') found.add(routine);
  if (kind === 'FunctionSource' && routine === true) found.add(String(node['function']));
}

import type { Parsed } from './build.ts';

/** What stands in table positions of a text: paths of quoted files, and names of one part in lower case. */
export interface TablePositions {
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** Bodies of routines that the text declares are left out: their names are looked up when they run. */
export function tablePositions({ program }: Parsed): TablePositions {
  const found = { paths: new Set<string>(), names: new Set<string>() };
  collect(program.statements, found);
  return found;
}

interface Node {
  readonly kind?: string;
  readonly path?: { readonly value: string };
  readonly name?: { readonly parts: readonly { readonly text: string }[] };
}

function collect(node: unknown, found: { readonly paths: Set<string>; readonly names: Set<string> }): void {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const part of node) collect(part, found);
    return;
  }
  const { kind, path, name } = node as Node;
  if (kind === 'UpsertProcedure' || kind === 'DefineFunction') return;
  if (kind === 'FileSource' && path !== undefined) found.paths.add(path.value);
  if (kind === 'TableName' && name?.parts.length === 1) found.names.add(name.parts[0]!.text.toLowerCase());
  for (const part of Object.values(node)) collect(part, found);
}

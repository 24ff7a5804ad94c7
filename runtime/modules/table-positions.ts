import { unquotedFile } from '../../compiler/contract/unquoted-file.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { findRelation } from '../catalog/find.ts';
import type { Parsed } from './build.ts';

/** What stands in table positions of a text: paths of quoted files, names of one part in lower case, and names that are files where no table has them. */
export interface TablePositions {
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly unquoted: readonly UnquotedFile[];
}

/** `data.json`: the table `json` of the schema `data`, else the file. */
export interface UnquotedFile {
  readonly path: string;
  readonly schema: string;
  readonly name: string;
}

/** The paths of quoted files, and of the names that are no tables or views of a state. */
export function pathsOf({ paths, unquoted }: TablePositions, state: CatalogState): readonly string[] {
  const files = unquoted.filter(({ schema, name }) => findRelation(state, schema, name) === null);
  return [...new Set([...paths, ...files.map(({ path }) => path)])];
}

/** Bodies of routines that the text declares are left out: their names are looked up when they run. */
export function tablePositions({ program }: Parsed): TablePositions {
  const found: Found = { paths: new Set(), names: new Set(), unquoted: [] };
  collect(program.statements, found);
  return found;
}

interface Node {
  readonly kind?: string;
  readonly path?: { readonly value: string };
  readonly name?: { readonly parts: readonly { readonly text: string }[] };
}

interface Found extends TablePositions {
  readonly paths: Set<string>;
  readonly names: Set<string>;
  readonly unquoted: UnquotedFile[];
}

function collect(node: unknown, found: Found): void {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const part of node) collect(part, found);
    return;
  }
  const { kind, path, name } = node as Node;
  if (kind === 'UpsertProcedure' || kind === 'DefineFunction') return;
  if (kind === 'FileSource' && path !== undefined) found.paths.add(path.value);
  if (kind === 'TableName' && name !== undefined) {
    const parts = name.parts.map(({ text }) => text);
    if (parts.length === 1) found.names.add(parts[0]!.toLowerCase());
    const path = unquotedFile(parts);
    if (path !== null) found.unquoted.push({ path, schema: parts.at(-2)!, name: parts.at(-1)! });
  }
  for (const part of Object.values(node)) collect(part, found);
}

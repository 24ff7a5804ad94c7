import { unquotedFile } from '../../compiler/contract/unquoted-file.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { findRelation } from '../catalog/find.ts';
import type { Parsed } from './build.ts';

/** What stands in table positions of a text: paths of quoted files with the secrets beside them, names of one part in lower case, and names that are files where no table has them. */
export interface TablePositions {
  readonly paths: ReadonlyMap<string, Secrets>;
  readonly names: ReadonlyMap<string, Secrets>;
  readonly unquoted: readonly UnquotedFile[];
}

/** The names in `with secret`. */
export type Secrets = readonly string[];

/** `data.json`: the table `json` of the schema `data`, else the file. */
export interface UnquotedFile {
  readonly path: string;
  readonly schema: string;
  readonly name: string;
}

/** The paths of quoted files with their secrets, and of the names that are no tables or views of a state. */
export function pathsOf({ paths, unquoted }: TablePositions, state: CatalogState): ReadonlyMap<string, Secrets> {
  const files = unquoted.filter(({ schema, name }) => findRelation(state, schema, name) === null);
  return new Map([...files.map(({ path }) => [path, []] as const), ...paths]);
}

/** Bodies of routines that the text declares are left out: their names are looked up when they run. */
export function tablePositions({ program }: Parsed): TablePositions {
  const found: Found = { paths: new Map(), names: new Map(), unquoted: [] };
  collect(program.statements, found);
  return found;
}

interface Node {
  readonly kind?: string;
  readonly secrets?: readonly { readonly text: string }[];
  readonly path?: { readonly value: string };
  readonly relation?: { readonly kind: string; readonly name: { readonly text: string } };
  readonly name?: { readonly parts: readonly { readonly text: string }[] };
}

interface Found extends TablePositions {
  readonly paths: Map<string, Secrets>;
  readonly names: Map<string, Secrets>;
  readonly unquoted: UnquotedFile[];
}

/** `secrets`: what is said of them beside the node. */
function collect(node: unknown, found: Found, secrets: Secrets = []): void {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const part of node) collect(part, found);
    return;
  }
  const { kind, path, name, relation, secrets: own } = node as Node;
  if (kind === 'UpsertProcedure' || kind === 'DefineFunction') return;
  if (kind === 'FileSource' && path !== undefined) note(found.paths, path.value, secrets);
  if (kind === 'TableName' && name !== undefined) {
    const parts = name.parts.map(({ text }) => text);
    if (parts.length === 1) note(found.names, parts[0]!.toLowerCase(), secrets);
    const path = unquotedFile(parts);
    if (path !== null) found.unquoted.push({ path, schema: parts.at(-2)!, name: parts.at(-1)! });
  }
  const beside = kind === 'Source' ? (own ?? []).map(({ text }) => text) : [];
  if (relation?.kind === 'Interpolation' && beside.length > 0)
    note(found.names, relation.name.text.toLowerCase(), beside);
  for (const part of Object.values(node)) collect(part, found, beside);
}

/** What is named twice has the secrets of the place that has some. */
function note(found: Map<string, Secrets>, name: string, secrets: Secrets): void {
  if (secrets.length > 0 || !found.has(name)) found.set(name, secrets);
}

import type { FileInfo, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { resolveName } from '../execution/dynamic/resolve-name.ts';
import { fileFields } from '../execution/files/file-fields.ts';
import type { Frame } from '../execution/frame.ts';
import type { Parsed } from './build.ts';

/** What a top-level statement is checked against beside the catalog. */
export interface NamedSources {
  /** The session's locals; strings that stand in a table's place tell the table or file that they name. */
  readonly scope: readonly ScopeLocal[];
  /** The columns of the files that the statement names, itself or by a local. Files that cannot be read are left for the statement to fail on. */
  readonly files: readonly FileInfo[];
}

/** Looks up the files and locals that a statement has in FROM, before it is checked. */
export function namedSources(frame: Frame, parsed: Parsed): NamedSources {
  const paths = new Set<string>();
  const names = new Set<string>();
  collect(parsed.program.statements, paths, names);
  const scope = [...frame.session.scope.values()].map((local): ScopeLocal => {
    const value = frame.session.locals.get(local.name);
    if (typeof value !== 'string' || !names.has(local.name.toLowerCase())) return local;
    const refersTo = resolveName(frame, local.name, value);
    if (refersTo.kind === 'file') paths.add(refersTo.path);
    return { ...local, refersTo };
  });
  const files = [...paths].flatMap((path): FileInfo[] => {
    try {
      return [{ path, fields: fileFields(frame, path) }];
    } catch (error) {
      if (error instanceof GobiError) return [];
      throw error;
    }
  });
  return { scope, files };
}

function collect(node: unknown, paths: Set<string>, names: Set<string>): void {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const part of node) collect(part, paths, names);
    return;
  }
  const { kind, path, name } = node as { readonly kind?: string; readonly path?: { readonly value: string }; readonly name?: { readonly parts: readonly { readonly text: string }[] } };
  if (kind === 'FileSource' && path !== undefined) paths.add(path.value);
  if (kind === 'TableName' && name?.parts.length === 1) names.add(name.parts[0]!.text.toLowerCase());
  // a routine's own strings are looked up when it runs
  if (kind === 'UpsertProcedure' || kind === 'DefineFunction') return;
  for (const part of Object.values(node)) collect(part, paths, names);
}

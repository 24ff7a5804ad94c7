import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { fileFields } from '../execution/files/file-fields.ts';
import type { Frame } from '../execution/frame.ts';
import type { Parsed } from './build.ts';

/** The columns of the files that a statement names in FROM, read before it is checked. Files that cannot be read are left for the statement to fail on. */
export function namedFiles(frame: Frame, parsed: Parsed): readonly FileInfo[] {
  const paths = new Set<string>();
  collect(parsed.program.statements, paths);
  return [...paths].flatMap((path): FileInfo[] => {
    try {
      return [{ path, fields: fileFields(frame, path) }];
    } catch (error) {
      if (error instanceof GobiError) return [];
      throw error;
    }
  });
}

function collect(node: unknown, paths: Set<string>): void {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const part of node) collect(part, paths);
    return;
  }
  const { kind } = node as { readonly kind?: string };
  if (kind === 'FileSource') paths.add(pathOf(node));
  for (const part of Object.values(node)) collect(part, paths);
}

function pathOf(node: object): string {
  const { path } = node as { readonly path: string | { readonly value: string } };
  return typeof path === 'string' ? path : path.value;
}

import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Place } from '../contract/span.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Declaration } from './declarations.ts';

/** The declarations of one file. */
export interface DeclaringFile {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

/** PLG1104 for what an earlier file, in the order given, declares too: the findings of each file by its position. */
export function repeatedNames(files: readonly DeclaringFile[]): ReadonlyMap<number, readonly Diagnostic[]> {
  const first = new Map<string, Place & { readonly index: number; readonly what: string }>();
  const found = new Map<number, Diagnostic[]>();
  for (const [index, file] of files.entries()) {
    for (const { key, kind, name } of file.declarations) {
      const known = first.get(key);
      if (known === undefined)
        first.set(key, { file: file.name, span: name.span, index, what: `${kind} \`${name.text}\`` });
      // Twice in one file is found with the file itself.
      if (known === undefined || known.index === index) continue;
      const message = `${known.what} declared here`;
      const related = [{ file: known.file, span: known.span, message }];
      const finding = diagnostic('PLG1104', { kind, name: name.text, scope: 'project' }, file.name, name.span, {
        related,
      });
      found.set(index, [...(found.get(index) ?? []), finding]);
    }
  }
  return found;
}

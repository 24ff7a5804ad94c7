import type { Diagnostic } from '../contract/diagnostic.ts';
import { parseFile } from '../pipeline.ts';
import type { SourceFile } from '../source/source-file.ts';
import { layOut } from './lay-out.ts';

export interface Formatted {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lays a file out. A file with syntax errors stays as it is; the diagnostics say why. */
export function format(file: SourceFile): Formatted {
  const { diagnostics } = parseFile(file);
  const text = layOut(file.text, (current) => {
    const { program, lexed, diagnostics: found } = parseFile({ ...file, text: current });
    return found.some(({ severity }) => severity === 'error') ? undefined : { program, ...lexed };
  });
  return { text, diagnostics };
}

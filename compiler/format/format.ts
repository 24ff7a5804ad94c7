import type { Diagnostic } from '../contract/diagnostic.ts';
import { parseFile } from '../pipeline.ts';
import type { SourceFile } from '../source/source-file.ts';
import { formatProgram } from './format-program.ts';

export interface Formatted {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lays a file out. A file with syntax errors stays as it is; the diagnostics say why. */
export function format(file: SourceFile): Formatted {
  const { program, lexed, diagnostics } = parseFile(file);
  if (diagnostics.some(({ severity }) => severity === 'error')) return { text: file.text, diagnostics };
  return { text: formatProgram(file.text, program, lexed.comments), diagnostics };
}

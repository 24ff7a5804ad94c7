import { readFileSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One import of a file: what it names, and whether only types come through it. */
export interface Import {
  readonly from: string;
  /** A file of the repository, or the name of a package. */
  readonly to: string;
  readonly kind: 'file' | 'package';
  readonly typeOnly: boolean;
}

const statement = /^(?:import|export)\s+(type\s)?(?:[\w\s{},*$]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const dynamic = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The source files, as paths from the root, sorted. */
export function sourceFiles(): readonly string[] {
  return globSync(['compiler/**/*.ts', 'runtime/**/*.{ts,tsx}', 'stdlib/**/*.ts', 'examples/**/*.ts']).sort();
}

/** Every import of the files. Text in comments that looks like one at the start of a line is one, too. */
export function readImports(files: readonly string[]): readonly Import[] {
  return files.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));
}

/** The imports that a text has: statements, re-exports, `import(…)` and `require(…)`. */
export function importsOf(file: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const local = specifier.startsWith('.');
    const name = specifier.startsWith('@')
      ? specifier.split('/').slice(0, 2).join('/')
      : (specifier.split('/')[0] ?? '');
    found.push({
      from: file,
      to: local ? join(dirname(file), specifier) : name,
      kind: local ? 'file' : 'package',
      typeOnly,
    });
  };
  for (const [, type, specifier = ''] of text.matchAll(statement)) add(specifier, type !== undefined);
  for (const [, specifier = ''] of text.matchAll(dynamic)) add(specifier, false);
  return found;
}

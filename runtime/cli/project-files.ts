import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { suggest } from '../../compiler/contract/suggest.ts';
import { sourceFile, type SourceFile } from '../../compiler/source/source-file.ts';
import { UsageError } from './usage-error.ts';

/** The source files that a command line names. */
export interface NamedFiles {
  /** Files of declarations, found in folders. */
  readonly project: readonly SourceFile[];
  /** Files that may hold any statement: those given by name, and those in a folder `scripts`. */
  readonly scripts: readonly SourceFile[];
}

const SKIPPED = new Set(['node_modules', '.gobi', '.git']);

/** Reads the files; folders are searched for `.plg` files. No path stands for the present folder. Errors: `UsageError` for a path that is not there. */
export function readNamedFiles(paths: readonly string[]): NamedFiles {
  const project: SourceFile[] = [];
  const scripts: SourceFile[] = [];
  for (const path of paths.length === 0 ? ['.'] : paths) {
    if (!existsSync(path)) throw new UsageError(`there is no file or folder '${path}'${hintFor(path)}`);
    if (!statSync(path).isDirectory()) {
      scripts.push(read(path));
      continue;
    }
    for (const file of find(path)) (inScripts(path, file) ? scripts : project).push(read(file));
  }
  return { project, scripts };
}

function read(path: string): SourceFile {
  return sourceFile(path, readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

function find(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) found.push(...find(path));
    } else if (entry.name.toLowerCase().endsWith('.plg')) found.push(path);
  }
  return found;
}

function inScripts(root: string, file: string): boolean {
  return relative(root, file).split(sep).includes('scripts');
}

function hintFor(path: string): string {
  const folder = join(path, '..');
  if (!existsSync(folder)) return '';
  const near = suggest(path.split(sep).at(-1)!, readdirSync(folder));
  return near === undefined ? '' : `; did you mean '${join(folder, near)}'?`;
}

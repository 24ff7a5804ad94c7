import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { suggest } from '../../compiler/contract/suggest.ts';
import { sourceFile, type SourceFile } from '../../compiler/source/source-file.ts';
import { isScript, sourceFilesIn, sourceFoldersIn } from '../host/node/project-folder.ts';
import { UsageError } from './usage-error.ts';

/** The source files that a command line names. */
export interface NamedFiles {
  /** Files of declarations: found in folders, or named and lying in a project outside of its `scripts`. */
  readonly project: readonly SourceFile[];
  /** Files that may hold any statement: those named outside of projects, and those in a folder `scripts`. */
  readonly scripts: readonly SourceFile[];
  /** Files of declarations of the projects that files given by name lie in: what these may use. */
  readonly around: readonly SourceFile[];
}

/** Reads the files; folders are searched for `.plg` files. No path stands for the present folder. Errors: `UsageError` for a path that is not there. */
export function readNamedFiles(paths: readonly string[]): NamedFiles {
  const project: SourceFile[] = [];
  const scripts: SourceFile[] = [];
  const roots = new Set<string>();
  for (const path of paths.length === 0 ? ['.'] : paths) {
    if (!existsSync(path)) throw new UsageError(`there is no file or folder '${path}'${hintFor(path)}`);
    if (!statSync(path).isDirectory()) {
      const root = projectAbove(path);
      if (root !== null) roots.add(root);
      // A file of a project is the same whether it is named or found.
      const declares = root !== null && path.toLowerCase().endsWith('.plg') && !isScript(root, resolve(path));
      (declares ? project : scripts).push(read(path));
      continue;
    }
    for (const file of sourceFilesIn(path)) (isScript(path, file) ? scripts : project).push(read(file));
  }
  const named = new Set([...project, ...scripts].map(({ name }) => resolve(name)));
  const near = [...roots].flatMap((root) => sourceFilesIn(root).filter((file) => !isScript(root, file)));
  return { project, scripts, around: near.filter((file) => !named.has(resolve(file))).map(read) };
}

/** The nearest folder above a file that holds a `gobi.json`. */
export function projectAbove(path: string): string | null {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'gobi.json'))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** The folders that hold, or may come to hold, files that `readNamedFiles` reads for the paths, and their settings. */
export function namedFolders(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths.length === 0 ? ['.'] : paths) {
    if (!existsSync(path)) continue;
    const isFile = !statSync(path).isDirectory();
    if (isFile) folders.add(dirname(path));
    const root = isFile ? projectAbove(path) : path;
    if (root !== null) for (const folder of sourceFoldersIn(root)) folders.add(folder);
  }
  return folders;
}

function read(path: string): SourceFile {
  return sourceFile(path, readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

function hintFor(path: string): string {
  const folder = join(path, '..');
  if (!existsSync(folder)) return '';
  const name = path.split(sep).at(-1)!;
  const files = readdirSync(folder);
  if (files.includes(name)) return ': it is a link to something that is not there';
  const near = suggest(name, files);
  return near === undefined ? '' : `; did you mean '${join(folder, near)}'?`;
}

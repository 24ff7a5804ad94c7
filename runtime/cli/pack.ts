import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleSources } from './bundle-sources.ts';

/*
 * What `npm pack` runs before it packs: makes `runtime/bundle`, which an installed package holds in place of the sources. `code` is the bundle, `types` the declarations
 * of what the library exports.
 */
const LIBRARIES = ['engine', 'client/library'];
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'runtime/bundle');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await bundleSources(join(folder, 'code'));
declareLibrary(join(folder, 'types'));

/** Writes the declarations that those of the libraries lead to. Throws with the compiler's words if there are errors. */
function declareLibrary(target: string): void {
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = {
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, incremental: false },
    ...{ outDir: target, rootDir: root, tsBuildInfoFile: null },
  };
  const settings = {
    extends: join(root, 'tsconfig.json'),
    files: LIBRARIES.map((name) => `../${name}.ts`),
    include: [],
    compilerOptions,
  };
  writeFileSync(project, JSON.stringify(settings));
  const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' });
  rmSync(project);
  if (status !== 0) throw new Error(`the declarations cannot be written:\n${stdout}`);
  const reached = new Set<string>();
  for (const name of LIBRARIES) reach(join(target, `runtime/${name}.d.ts`), reached);
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reached.has(file)) rmSync(file);
  }
}

/** Follows the imports of a declaration and names them as those who have no sources must: by `.js`. */
function reach(file: string, reached: Set<string>): void {
  if (reached.has(file)) return;
  reached.add(file);
  const imported = /((?:from|import\() ?['"])(\.[^'"]*)\.ts(['"])/g;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(imported, '$1$2.js$3'));
  for (const [, , path] of text.matchAll(imported)) reach(join(dirname(file), `${path}.d.ts`), reached);
}

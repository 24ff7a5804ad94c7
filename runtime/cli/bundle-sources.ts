import { build, type Plugin } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleTypescript, partsOfTypescript } from './bundle-typescript.ts';

/** Packages that every command needs become part of the bundle; others stay outside and are loaded when they are needed. */
const INSIDE = ['@stricli/core', '@uwdata/flechette', 'acorn', 'chevrotain'];

/** Modules that threads run. */
const WORKERS = {
  'run-worker': 'runtime/engine/run-worker.ts',
  'bridge-thread': 'runtime/engine/bridge-thread.ts',
  'http-thread': 'runtime/engine/http-thread.ts',
  'commit-thread': 'runtime/daemon/commit-thread.ts',
  'compile-thread': 'runtime/daemon/compile-thread.ts',
  'run-thread': 'runtime/daemon/run-thread.ts',
};

/** What a bundle is entered by: the command line (`main`), the library (`open`), the client of services (`connect`), threads. */
const ENTRIES = {
  main: 'runtime/cli/main.ts',
  engine: 'runtime/engine.ts',
  client: 'runtime/client/library.ts',
  ...WORKERS,
};

/**
 * Writes the sources into a folder as a few ES modules, `main.mjs` (exports `main`), `engine.mjs` and `run-worker.mjs` with what they share, and removes old bundles
 * beside it; `more` are further modules of this package that it is to hold, by the names of their files in it. The bundle belongs to the place where it is made: it finds this package's files by where it is itself. Rejects if the folder cannot be written.
 */
export async function bundleSources(folder: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const typescript = `typescript-${partsOfTypescript(root).id}.cjs`;
  const outside = Object.keys(dependencies).filter((name) => !INSIDE.includes(name));
  const beside = dirname(folder);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await Promise.all([
      existsSync(join(beside, typescript)) ? null : bundleTypescript(root, join(beside, typescript)),
      build({
        entryPoints: Object.fromEntries(
          Object.entries({ ...ENTRIES, ...more }).map(([name, path]) => [name, join(root, path)]),
        ),
        outdir: unfinished,
        outExtension: { '.js': '.mjs' },
        bundle: true,
        splitting: true,
        // nothing that moves a value into another module: that is not safe together with splitting
        minifyWhitespace: true,
        charset: 'utf8',
        format: 'esm',
        platform: 'node',
        target: 'es2024',
        external: outside.flatMap((name) => [name, `${name}/*`]),
        banner: {
          js: `import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(${urlOf(join(root, 'package.json'), folder)});`,
        },
        plugins: [sourcePlaces(folder, `../${typescript}`)],
        logLevel: 'silent',
      }),
    ]);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  removeOld(beside, folder, typescript);
}

/** Removes the bundles beside a new one but the two before it, which a running process may still load from. */
function removeOld(beside: string, folder: string, typescript: string): void {
  const entries = readdirSync(beside).filter((name) => name !== basename(folder) && name !== typescript);
  const made = (name: string) => statSync(join(beside, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const bundles = entries.filter((name) => /^[0-9a-f]{16}$/.test(name)).sort((a, b) => made(b) - made(a));
  const others = entries.filter((name) => /^[0-9a-f]{16}\.mjs$|^typescript-.*\.cjs$/.test(name));
  for (const name of [...bundles.slice(2), ...others]) rmSync(join(beside, name), { recursive: true, force: true });
}

/** JavaScript for the address of a file, for modules in `folder`. */
function urlOf(file: string, folder: string): string {
  return `new URL(${JSON.stringify(relative(folder, file).replaceAll('\\', '/'))}, import.meta.url).href`;
}

const THREAD = new RegExp(`new URL\\('\\./(${Object.keys(WORKERS).join('|')})\\.ts', import\\.meta\\.url\\)`, 'g');

/**
 * A source keeps the address of its own file, by which it finds what lies beside it; what it requires by a literal name, of ours, comes from the bundle, and so does
 * the worker.
 */
function sourcePlaces(folder: string, typescript: string): Plugin {
  return {
    name: 'source-places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = readFileSync(path, 'utf8')
          .replaceAll(`createRequire(import.meta.url)('typescript')`, `createRequire(BUNDLE_URL)('${typescript}')`)
          .replaceAll(THREAD, (_, name: string) => `new URL('./${name}.mjs', BUNDLE_URL)`)
          .replaceAll('createRequire(import.meta.url)(', 'require(')
          .replaceAll('import.meta.url', urlOf(path, folder))
          .replaceAll('import.meta.main', 'false')
          .replaceAll('BUNDLE_URL', 'import.meta.url');
        return { contents, loader: 'ts' };
      });
    },
  };
}

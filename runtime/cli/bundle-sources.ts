import { build, type Plugin } from 'esbuild';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Packages that every command needs become part of the bundle; others stay outside and are loaded when they are needed. */
const INSIDE = ['@stricli/core', 'acorn', 'chevrotain'];

/** Writes the command line with all that it imports as one ES module that exports `main`, and removes those made before it. Rejects if the file cannot be written. */
export async function bundleSources(file: string): Promise<void> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const outside = Object.keys(dependencies).filter((name) => !INSIDE.includes(name));
  mkdirSync(dirname(file), { recursive: true });
  accessSync(dirname(file), constants.W_OK);
  const unfinished = `${file}.${process.pid}`;
  await build({
    entryPoints: [join(root, 'runtime/cli/main.ts')],
    outfile: unfinished,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2024',
    external: outside.flatMap((name) => [name, `${name}/*`]),
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(${JSON.stringify(pathToFileURL(join(root, 'package.json')).href)});`,
    },
    plugins: [sourcePlaces],
    logLevel: 'silent',
  });
  renameSync(unfinished, file);
  for (const other of readdirSync(dirname(file))) {
    if (other !== basename(file) && other.endsWith('.mjs')) rmSync(join(dirname(file), other), { force: true });
  }
}

/** A source keeps the address of its own file, by which it finds what lies beside it; what it requires by a literal name, of ours, comes from the bundle. */
const sourcePlaces: Plugin = {
  name: 'source-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text
        .replaceAll('createRequire(import.meta.url)(', 'require(')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.main', 'false');
      return { contents, loader: 'ts' };
    });
  },
};

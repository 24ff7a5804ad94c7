#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * The command as it is installed. It runs the sources as one bundled file, which starts in a fraction of the time that hundreds of modules take, and
 * which is made when there is none of these very sources. Plain JavaScript, because the code that strips types is not to be loaded for it.
 * `gobi.ts` is the same command without a bundle.
 */
enableCompileCache();
const root = fileURLToPath(new URL('../../', import.meta.url));
const bundle = `${root}node_modules/.cache/gobi/${fingerprint()}.mjs`;
if (!existsSync(bundle)) {
  const { bundleSources } = await import('./bundle-sources.ts');
  await bundleSources(bundle).catch(() => undefined);
}
const { main } = await import(existsSync(bundle) ? bundle : './main.ts');
await main(process.argv.slice(2));

/** Tells the sources, and the packages in the bundle, from any other version of them by sizes and times. */
function fingerprint() {
  const hash = createHash('sha1');
  for (const name of ['package.json', 'package-lock.json']) add(hash, `${root}${name}`);
  for (const folder of ['compiler', 'runtime', 'stdlib']) {
    for (const entry of readdirSync(root + folder, { withFileTypes: true, recursive: true })) {
      if (entry.name.endsWith('.ts')) add(hash, `${entry.parentPath}/${entry.name}`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function add(hash, path) {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  hash.update(`${path} ${mtimeMs} ${size}\n`);
}

#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * The command as it is installed: plain JavaScript that any Node can read. It runs the sources as a bundle, which starts in a fraction of the time that hundreds of
 * modules take: an installed package holds one, a checkout makes one when there is none of these very sources. `gobi.ts` is the same command without a bundle.
 */
const OLDEST_NODE = 24;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Names the process that started this one to be it. */
const LAUNCHER = 'GOBI_LAUNCHER';

if (Number.parseInt(process.versions.node) >= OLDEST_NODE) {
  endWithLauncher();
  module.enableCompileCache();
  const { main } = await import(await entry());
  await main(process.argv.slice(2));
} else runByPackagedNode();

/** Who kills the process that they started means its work: no statement begins behind it. */
function endWithLauncher() {
  const isLaunched = process.env[LAUNCHER] === String(process.ppid) && process.channel !== undefined;
  delete process.env[LAUNCHER];
  if (!isLaunched) return;
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

/** The address of the module that holds `main`. */
async function entry() {
  const packed = new URL('../bundle/code/main.mjs', import.meta.url);
  if (!existsSync(new URL('main.ts', import.meta.url))) return packed.href;
  const folder = `${root}node_modules/.cache/gobi/${fingerprint()}`;
  if (!existsSync(folder)) {
    const { bundleSources } = await import('./bundle-sources.ts');
    await bundleSources(folder).catch(() => undefined);
  }
  return existsSync(folder) ? pathToFileURL(`${folder}/main.mjs`).href : './main.ts';
}

/** Tells the sources, and the packages in the bundle, from any other version of them by sizes and times. */
function fingerprint() {
  let text = '';
  const add = (path) => {
    const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
    text += `${path} ${mtimeMs} ${size}\n`;
  };
  for (const name of ['package.json', 'package-lock.json']) add(root + name);
  for (const folder of ['compiler', 'runtime', 'stdlib']) {
    for (const path of readdirSync(root + folder, { recursive: true })) {
      if (path.endsWith('.ts')) add(`${root}${folder}/${path}`);
    }
  }
  return createHash('sha1').update(text).digest('hex').slice(0, 16);
}

/** Runs the same command line by the Node that came along with this package, or says what is missing. */
function runByPackagedNode() {
  const node = packagedNode();
  if (node === null) {
    process.stderr.write(
      `gobi needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
        `Install a newer Node (https://nodejs.org). On Linux on x64 and arm64 one comes along with this package when npm installs optional dependencies.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [LAUNCHER]: String(process.pid) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`gobi cannot start '${node}': ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

function packagedNode() {
  try {
    return module.createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/bin/node`);
  } catch {
    return null;
  }
}

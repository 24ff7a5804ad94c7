import { watch } from 'node:fs';
import { join } from 'node:path';
import { renderJson } from '../../../../compiler/diagnostics/render/render-json.ts';
import { renderText, summary } from '../../../../compiler/diagnostics/render/render-text.ts';
import {
  buildProject,
  checkProject,
  type BuiltKeys,
  type Project,
  type Surroundings,
} from '../../../../compiler/index.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { showProgress } from '../../output/show-progress.ts';
import { readNamedFiles } from '../../project-files.ts';
import { surroundingsOf } from '../../surroundings.ts';
import { ModuleFolder } from './module-folder.ts';
import { buildClient } from './client/build-client.ts';
import type { BuildFlags } from './route.ts';
import { usesColour } from '../../output/uses-colour.ts';

/** What is known after one round, for the next. */
interface Round {
  readonly project: Project;
  readonly keys: BuiltKeys;
  readonly ok: boolean;
}

/** `gobi build`. */
export async function build(flags: BuildFlags, folder = '.'): Promise<void> {
  await attempt(
    async () => {
      if (flags.client !== undefined) return await buildClient(flags, folder, flags.client);
      const modules = new ModuleFolder(folder, flags.out ?? join(folder, '.gobi', 'modules'));
      const surroundings = await surroundingsOf(flags, [folder]);
      let round = await buildOnce(folder, modules, surroundings, flags.json);
      if (!flags.watch) return round.ok ? EXIT.done : EXIT.failed;
      for await (const _ of changes(folder)) round = await buildOnce(folder, modules, surroundings, flags.json, round);
      return EXIT.done;
    },
    { json: flags.json },
  );
}

async function buildOnce(
  folder: string,
  modules: ModuleFolder,
  surroundings: Surroundings,
  json: boolean,
  last?: Round,
): Promise<Round> {
  const start = performance.now();
  const files = readNamedFiles([folder]).project;
  const project = checkProject(files, surroundings, last?.project);
  const before = last?.keys ?? modules.keys();
  const ok = !project.diagnostics.some((d) => d.severity === 'error');
  const built: string[] = [];
  const removed: string[] = [];
  let keys = before;
  if (ok) {
    modules.forgetKeys();
    const bar = showProgress('building', project.files.size, json);
    keys = await buildProject(project, before, (file, module) => {
      modules.write(file, module);
      built.push(file);
      bar.step();
    });
    bar.end();
    for (const file of before.keys()) {
      if (keys.has(file)) continue;
      modules.remove(file);
      removed.push(file);
    }
    modules.writeKeys(keys);
  }
  const texts = new Map(files.map((f) => [f.name, f.text]));
  if (json) {
    const diagnostics = JSON.parse(renderJson(project.diagnostics, texts)) as unknown;
    process.stdout.write(`${JSON.stringify({ built, removed, modules: keys.size, diagnostics })}\n`);
  } else {
    if (project.diagnostics.length > 0)
      process.stdout.write(`${renderText(project.diagnostics, texts, { colour: usesColour(process.stdout) })}\n\n`);
    const took = `${Math.round(performance.now() - start)} ms`;
    process.stdout.write(
      ok
        ? `built ${built.length} of ${keys.size} modules in ${took}\n`
        : `${summary(project.diagnostics)}: nothing was built\n`,
    );
  }
  return { project, keys, ok };
}

/** Editors write a file in several steps: a burst of changes is one. */
const QUIET_MILLISECONDS = 20;

/** Yields once for each burst of changes to source files below a folder. */
async function* changes(folder: string): AsyncGenerator<void> {
  let wake = (): void => undefined;
  let changed = false;
  watch(folder, { recursive: true }, (_, file) => {
    if (file === null || !file.toLowerCase().endsWith('.plg')) return;
    changed = true;
    wake();
  });
  for (;;) {
    if (!changed) await new Promise<void>((resolve) => (wake = resolve));
    await new Promise((resolve) => setTimeout(resolve, QUIET_MILLISECONDS));
    changed = false;
    yield;
  }
}

import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import { renderJson } from '../../../../compiler/diagnostics/render/render-json.ts';
import { renderText, summary } from '../../../../compiler/diagnostics/render/render-text.ts';
import { checkParsed, checkProject, parseFile, type Checked, type Surroundings } from '../../../../compiler/index.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { readNamedFiles, type NamedFiles } from '../../project-files.ts';
import { surroundingsOf } from '../../surroundings.ts';
import { dumpStages } from './dump.ts';
import type { CheckFlags } from './route.ts';

/** `gobi check`. */
export async function check(flags: CheckFlags, ...paths: string[]): Promise<void> {
  const json = flags.json || flags.format === 'json';
  await attempt(
    async () => {
      const files = readNamedFiles(paths);
      const checked = checkFiles(files, await surroundingsOf(flags, paths));
      const diagnostics = checked.flatMap((c) => c.diagnostics);
      if (flags.dump !== undefined) for (const one of checked) process.stdout.write(dumpStages(one, flags.dump));
      report(diagnostics, new Map(checked.map((c) => [c.file.name, c.file.text])), json, checked.length);
      return diagnostics.some((d) => d.severity === 'error') ? EXIT.failed : EXIT.done;
    },
    { json },
  );
}

/** Checks a project, then the scripts against what it and the files around them declare. */
export function checkFiles(files: NamedFiles, surroundings: Surroundings): readonly Checked[] {
  const project = checkProject(files.project, surroundings);
  const inProject = [...project.files.values()].map((f) => f.checked);
  const { view } =
    files.around.length === 0 ? project : checkProject([...files.project, ...files.around], surroundings);
  const scripts = files.scripts.map((file) => checkParsed(parseFile(file), { ...surroundings, view, mode: 'script' }));
  return [...inProject, ...scripts];
}

function report(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  json: boolean,
  files: number,
): void {
  if (json) {
    process.stdout.write(`${renderJson(diagnostics, texts)}\n`);
    return;
  }
  const colour = process.stdout.isTTY;
  if (diagnostics.length > 0) process.stdout.write(`${renderText(diagnostics, texts, { colour })}\n\n`);
  process.stdout.write(`${summary(diagnostics)} in ${files} file${files === 1 ? '' : 's'}\n`);
}

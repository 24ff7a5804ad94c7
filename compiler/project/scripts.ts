import type { SourceFile } from '../source/source-file.ts';
import { checkFile, withBodies, type CheckedFile } from './check-file.ts';
import { draftOf, type Draft } from './draft.ts';
import type { Checked } from '../pipeline.ts';
import type { Project } from './project.ts';

/** A script that was checked; handed to the next check, it saves what did not change. */
export interface ScriptFile extends Draft {
  readonly checked: Checked;
  readonly result: CheckedFile;
}

/** Checks scripts, whose statements run in order, against what a project declares. They see nothing of each other. The result does not depend on `previous`. */
export function checkScripts(
  scripts: readonly SourceFile[],
  project: Project,
  previous: readonly ScriptFile[] = [],
): readonly ScriptFile[] {
  const run = { ...project.run, surroundings: { ...project.surroundings, mode: 'script' as const } };
  const before = new Map(previous.map((each) => [each.parsed.file.name, each]));
  return scripts.map((source) => {
    const same = before.get(source.name);
    const draft = draftOf(source, same);
    const { file, objects } = checkFile(run, null, draft, same === undefined ? [] : [same.result]);
    return { ...draft, result: file, checked: withBodies(file.checked, objects) };
  });
}

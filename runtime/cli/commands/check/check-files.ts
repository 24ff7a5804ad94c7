import {
  checkProject,
  checkScripts,
  projectFindings,
  type Checked,
  type Project,
  type ScriptFile,
  type Surroundings,
} from '../../../../compiler/index.ts';
import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import type { NamedFiles } from '../../project-files.ts';

/** The files of a command line, checked; handed to the next check, they save what did not change. */
export interface CheckedFiles {
  /** With the files around those that were named. */
  readonly project: Project;
  readonly scripts: readonly ScriptFile[];
  /** All that were named: the project's in the order of names, then the scripts. */
  readonly all: readonly Checked[];
  /** How many of them had to be checked. */
  readonly rechecked: number;
}

/** Checks a project, then the scripts against what it and the files around them declare. */
export function checkFiles(files: NamedFiles, surroundings: Surroundings, previous?: CheckedFiles): CheckedFiles {
  const project = checkProject([...files.project, ...files.around], surroundings, previous?.project);
  const scripts = checkScripts(files.scripts, project, reusable(surroundings, previous));
  const around = new Set(files.around.map(({ name }) => name));
  const inProject = [...project.files.values()].filter(({ parsed }) => !around.has(parsed.file.name));
  const known = new Set(previous?.scripts.map(({ result }) => result));
  return {
    project,
    scripts,
    all: [...inProject.map(({ checked }) => checked), ...scripts.map(({ checked }) => checked)],
    rechecked: project.rechecked.length + scripts.filter(({ result }) => !known.has(result)).length,
  };
}

/** The findings of the files that were named, each and together with those around them; with `unused` also what nothing uses. */
export function findingsOf({ all, project }: CheckedFiles, unused: boolean): readonly Diagnostic[] {
  const named = new Set(all.map(({ file }) => file.name));
  const others = [...project.files.values()].flatMap(({ checked }) => (named.has(checked.file.name) ? [] : [checked]));
  const found = projectFindings([...all, ...others], () => project.view, project.surroundings, { unused });
  return found.filter(({ file }) => named.has(file));
}

/** A result that was made with another library says nothing. */
function reusable({ library }: Surroundings, previous: CheckedFiles | undefined): readonly ScriptFile[] {
  return previous?.project.surroundings.library === library ? previous.scripts : [];
}

import { EMPTY_VIEW, type CatalogView } from '../../../compiler/contract/catalog-view.ts';
import { follow, type Followed } from '../../../compiler/project/lineage/follow.ts';
import { checkProject, type Project } from '../../../compiler/project/project.ts';
import { library } from './check.ts';

/** A project of texts, as `0.plg`, `1.plg`, …; a mistake in one is an error. */
export function projectOf(texts: readonly string[], view: CatalogView = EMPTY_VIEW): Project {
  const files = texts.map((text, i) => ({ name: `${i}.plg`, text, dialect: 'plg' as const }));
  const project = checkProject(files, { view, library: library(), mode: 'project' });
  const wrong = project.diagnostics.find(({ severity }) => severity === 'error');
  if (wrong !== undefined) throw new Error(`${wrong.code} ${wrong.message} at ${wrong.span.start} of ${wrong.file}`);
  return project;
}

/** The project of texts, followed. */
export function followTexts(...texts: readonly string[]): Followed {
  const { files, view, surroundings } = projectOf(texts);
  return follow(
    [...files.values()].map(({ checked }) => checked.typed),
    view,
    surroundings,
  );
}

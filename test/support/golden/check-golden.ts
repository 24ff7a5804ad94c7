import { EMPTY_VIEW } from '../../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import type { CatalogView } from '../../../compiler/contract/catalog-view.ts';
import type { Checked, Surroundings } from '../../../compiler/index.ts';
import {
  checkParsed,
  checkProject,
  parseFile,
  projectFindings,
  readLibrary,
  sourceFile,
} from '../../../compiler/index.ts';
import { lazy } from '../../../compiler/source/lazy.ts';
import type { SourceFile } from '../../../compiler/index.ts';
import { librarySources } from '../../../stdlib/sources.ts';
import type { Golden } from './golden-file.ts';

const library = lazy(() => readLibrary(librarySources()));

/** The sources of a golden as the compiler takes them. */
export function filesOf(golden: Golden): readonly SourceFile[] {
  return golden.sources.map((each) => sourceFile(each.name, `${each.text}\n`));
}

/**
 * Checks the sources: each as a script, or all as one project by `mode = project`. What DATA declares is the catalog,
 * and then all of it: other tables are unknown for certain. `strict = true` checks strictly,
 * `role = clerk` with the rights that DATA grants to a role.
 */
export function checkGolden(golden: Golden): readonly Checked[] {
  const surroundings = surroundingsOf(golden);
  const files = filesOf(golden);
  if (golden.meta.get('mode') === 'project') {
    return [...checkProject(files, surroundings).files.values()].map((file) => file.checked);
  }
  return files.map((file) => checkParsed(parseFile(file), { ...surroundings, mode: 'script' }));
}

/** The findings of the sources, each and together; `unused = true` in META tells too what nothing uses. */
export function findingsOf(golden: Golden): readonly Diagnostic[] {
  const files = checkGolden(golden);
  const surroundings = surroundingsOf(golden);
  const view = (): CatalogView =>
    golden.meta.get('mode') === 'project' ? checkProject(filesOf(golden), surroundings).view : surroundings.view;
  return projectFindings(files, view, surroundings, { unused: golden.meta.get('unused') === 'true' });
}

/** What the sources of a golden are checked against. */
export function surroundingsOf(golden: Golden): Surroundings {
  return { view: catalogOf(golden), library: library(), strict: golden.meta.get('strict') === 'true' };
}

function catalogOf(golden: Golden): CatalogView {
  if (golden.data === undefined) return EMPTY_VIEW;
  const data = sourceFile('data.plg', golden.data);
  const view = { ...checkProject([data], { view: EMPTY_VIEW, library: library() }).view, complete: true };
  const role = golden.meta.get('role');
  if (role === undefined) return view;
  const { roles = [], grants = [], secrets = [] } = view.access ?? {};
  return { ...view, access: { role, roles, grants, secrets } };
}

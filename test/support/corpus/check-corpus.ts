import { EMPTY_VIEW } from '../../../compiler/contract/catalog-view.ts';
import type { CatalogView } from '../../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import { checkParsed, checkProject, parseFile, readLibrary, sourceFile } from '../../../compiler/index.ts';
import { lazy } from '../../../compiler/source/lazy.ts';
import { librarySources } from '../../../stdlib/sources.ts';
import type { CorpusFile, CorpusProgram } from './corpus-file.ts';
import { mark } from './mark.ts';

const library = lazy(() => readLibrary(librarySources()));

/** What the check finds in each program of a corpus file, as the program with its markers. */
export function checkCorpus(file: CorpusFile): readonly string[] {
  const view = viewOf(file.tables);
  return file.programs.map((program) => mark(program.text, findingsOf(program, view)));
}

/** The tables are then all that there are: others are unknown for certain. */
function viewOf(tables: string | undefined): CatalogView {
  if (tables === undefined) return EMPTY_VIEW;
  const checked = checkProject([sourceFile('tables.plg', tables)], { view: EMPTY_VIEW, library: library() });
  const wrong = [...checked.files.values()].flatMap((each) => each.checked.diagnostics);
  if (wrong.length > 0) throw new Error(`tables: ${wrong.map((each) => each.message).join('; ')}`);
  return { ...checked.view, complete: true };
}

function findingsOf({ text, modes }: CorpusProgram, view: CatalogView): readonly Diagnostic[] {
  const file = sourceFile('program.plg', `${text}\n`);
  const surroundings = { view, library: library(), strict: modes.includes('strict') };
  if (!modes.includes('project')) return checkParsed(parseFile(file), { ...surroundings, mode: 'script' }).diagnostics;
  return [...checkProject([file], surroundings).files.values()].flatMap((each) => each.checked.diagnostics);
}

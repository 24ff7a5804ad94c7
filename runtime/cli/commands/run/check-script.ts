import { checkError } from '../../../../compiler/contract/runtime-error.ts';
import type { CatalogView, FileInfo, ScopeLocal } from '../../../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import {
  checkParsed,
  filePaths,
  parseFile,
  readLibrary,
  type Checked,
  type Parsed,
} from '../../../../compiler/index.ts';
import { sourceFile } from '../../../../compiler/source/source-file.ts';
import { librarySources } from '../../../../stdlib/sources.ts';
import type { Session } from '../../../engine.ts';
import type { Locals } from '../../execute.ts';
import { KnownFiles } from '../../known-files.ts';
import { givenScope } from './given-scope.ts';
import { scriptArguments } from './script-arguments.ts';

type Statement = Parsed['program']['statements'][number];

/** What is behind one of these is checked when it is its turn: they bring names that nothing here knows. */
const BRINGS_NAMES: ReadonlySet<string> = new Set([
  'Attach',
  'Detach',
  'Execute',
  'Load',
  'RunSchedule',
  'Use',
  'SetSetting',
]);

/** What may be there after a procedure has run, though nothing here tells. */
const UNKNOWN_OBJECT: ReadonlySet<string> = new Set(['PLG1301', 'PLG1102', 'PLG1103', 'PLG1111', 'PLG1114']);

/**
 * Checks a script whole, against the lake as the session sees it and what its own statements before make, so that nothing runs of one that is wrong further down;
 * gives the locals that the arguments are. Data files are looked for in the folders, in order. Errors: a `GobiError` with the findings, `WrongArguments`.
 */
export async function checkScript(
  session: Session,
  name: string,
  text: string,
  args: Readonly<Record<string, string>>,
  folders: readonly string[],
): Promise<Locals> {
  const { view, scope } = await session.catalog();
  const parsed = knownPart(parseFile(sourceFile(name, text)));
  refuse(parsed.diagnostics);
  const { statements } = parsed.program;
  const written = new Set(statements.flatMap(writtenFile));
  const known = new KnownFiles(folders);
  const read = (paths: Iterable<string>) => known.read([...paths].filter((path) => !written.has(path)));
  const named = read(filePaths(parsed.program));
  const library = readLibrary(librarySources());
  const check = (locals: readonly ScopeLocal[], more: readonly FileInfo[]): Checked => {
    const now: CatalogView = { ...view!, files: [...view!.files, ...named, ...more] };
    const checked = checkParsed(parsed, { view: now, library, scope: [...scope, ...locals], mode: 'script' });
    const call = statements.find(({ kind }) => kind === 'CallStatement')?.span.start ?? Infinity;
    refuse(checked.diagnostics.filter(({ code, span }) => !(UNKNOWN_OBJECT.has(code) && span.start > call)));
    return checked;
  };
  const checked = check([], []);
  const locals = scriptArguments(checked, args);
  // with the values, the tables and files that they name are known as well
  const given = givenScope(checked, locals, view!, read);
  if (given.scope.length > 0) check(given.scope, given.files);
  return locals;
}

function knownPart(parsed: Parsed): Parsed {
  const { statements } = parsed.program;
  const end = statements.findIndex(({ kind }) => BRINGS_NAMES.has(kind));
  return end < 0 ? parsed : { ...parsed, program: { ...parsed.program, statements: statements.slice(0, end) } };
}

/** A file that the script itself writes is not yet what it will be. */
function writtenFile(statement: Statement): readonly string[] {
  return statement.kind === 'Copy' && statement.target.kind === 'StringLiteral' ? [statement.target.value] : [];
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw checkError(errors);
}

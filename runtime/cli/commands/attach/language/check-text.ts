import type { Diagnostic } from '../../../../../compiler/contract/diagnostic.ts';
import type { FileInfo } from '../../../../../compiler/contract/catalog-view.ts';
import type { Library } from '../../../../../compiler/contract/library.ts';
import { checkParsed, filePaths, parseFile } from '../../../../../compiler/index.ts';
import { sourceFile } from '../../../../../compiler/source/source-file.ts';
import type { SessionView } from '../../../../tui/backend.ts';

/** Statements that change what the ones behind them see: these are checked when it is their turn. */
const CHANGES_SESSION: ReadonlySet<string> = new Set([
  'Attach',
  'Detach',
  'Execute',
  'Load',
  'RunSchedule',
  'Use',
  'SetSetting',
]);

/** What a check knows beside text and catalog. */
export interface CheckWith {
  readonly library: Library;
  /** The columns of data files; files that cannot be read cheaply are left out. */
  readonly files: (paths: ReadonlySet<string>) => readonly FileInfo[];
}

/** The findings in a text whose statements are to run in a session, in order. */
export function checkText(
  text: string,
  name: string,
  { view, scope }: SessionView,
  { library, files }: CheckWith,
): readonly Diagnostic[] {
  const parsed = parseFile(sourceFile(name, text));
  if (parsed.diagnostics.some(({ severity }) => severity === 'error')) return parsed.diagnostics;
  if (parsed.program.statements.some(({ kind }) => CHANGES_SESSION.has(kind))) return [];
  const read = files(new Set(filePaths(parsed.program)));
  const surroundings = { view: { ...view, files: [...view.files, ...read] }, library, scope, mode: 'script' } as const;
  return checkParsed(parsed, surroundings).diagnostics;
}

import type { Diagnostic, Fix } from '../../../../compiler/contract/diagnostic.ts';
import { applyFixes } from '../../../../compiler/diagnostics/fix/apply-fixes.ts';
import { withFixes } from '../../../../compiler/diagnostics/fix/fix-of.ts';
import { parseFile, type Checked, type SourceFile } from '../../../../compiler/index.ts';
import type { NamedFiles } from '../../project-files.ts';

/** Files after their findings were mended. */
export interface Mended {
  readonly files: NamedFiles;
  /** How many fixes were made. */
  readonly made: number;
  /** The files as they are now, checked. */
  readonly checked: readonly Checked[];
}

/** One fix may bring the next finding to light; a chain of more than these is none. */
const MOST_ROUNDS = 20;
/** Fixes that are tried one by one when all together do harm. */
const MOST_TRIALS = 50;

interface FileFix {
  readonly file: string;
  readonly fix: Fix;
  /** Is it about text that is no program? */
  readonly isSyntax: boolean;
}

/**
 * Makes the fixes of all findings, again and again until none is left. Fixes that would leave a file unreadable, or that would
 * bring errors which were not there, are not made; a guess may bring the next error to light.
 */
export function mend(files: NamedFiles, check: (files: NamedFiles) => readonly Checked[], guesses: boolean): Mended {
  let now: Mended = { files, made: 0, checked: check(files) };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = mendOnce(now, check, guesses);
    if (next === undefined) return now;
    now = next;
  }
  return now;
}

/** All fixes at once, or, if that does harm, the first that does none. Files that cannot be read whole come first. */
function mendOnce(now: Mended, check: (files: NamedFiles) => readonly Checked[], guesses: boolean): Mended | undefined {
  const all = fixesOf(now, guesses);
  for (const fixes of [all.filter(({ isSyntax }) => isSyntax), all.filter(({ isSyntax }) => !isSyntax)]) {
    const next = fixes.length === 0 ? undefined : tried(now, fixes, check);
    if (next !== undefined) return next;
    for (const fix of fixes.length === 1 ? [] : fixes.slice(0, MOST_TRIALS)) {
      const one = tried(now, [fix], check);
      // The others were made for the text before this one.
      if (one !== undefined) return one;
    }
  }
  return undefined;
}

function fixesOf({ checked }: Mended, guesses: boolean): readonly FileFix[] {
  const texts = new Map(checked.map(({ file }) => [file.name, file.text]));
  const diagnostics = checked.flatMap((each) => each.diagnostics);
  return withFixes(diagnostics, texts).flatMap(({ file, fix, code }) =>
    fix === undefined || (fix.guess === true && !guesses) ? [] : [{ file, fix, isSyntax: code.startsWith('PLG10') }],
  );
}

/** The files with these fixes; undefined if that does harm or changes nothing. */
function tried(
  before: Mended,
  fixes: readonly FileFix[],
  check: (files: NamedFiles) => readonly Checked[],
): Mended | undefined {
  const byFile = Map.groupBy(fixes, ({ file }) => file);
  let made = 0;
  const change = (file: SourceFile): SourceFile => {
    const own = byFile.get(file.name);
    if (own === undefined) return file;
    const { text, applied } = applyFixes(
      file.text,
      own.map(({ fix }) => fix),
    );
    const changed = { ...file, text };
    if (text === file.text || !staysReadable(file, changed)) return file;
    made += applied.length;
    return changed;
  };
  const { project, scripts, around } = before.files;
  const files = { project: project.map(change), scripts: scripts.map(change), around };
  if (made === 0) return undefined;
  const checked = check(files);
  if (fixes.every(({ fix }) => fix.guess !== true) && doesHarm(before.checked, checked)) return undefined;
  return { files, made: before.made + made, checked };
}

/** Are there errors that were not there? Where more can be read than before, more is found, and that is no harm. */
function doesHarm(before: readonly Checked[], after: readonly Checked[]): boolean {
  const errors = (checked: readonly Checked[], isSyntax: boolean): number =>
    errorsOf(checked.flatMap(({ diagnostics }) => diagnostics.filter((d) => d.code.startsWith('PLG10') === isSyntax)));
  return errors(after, true) >= errors(before, true) && errors(after, false) > errors(before, false);
}

/** A file that could be read still can; in one that could not an error is gone, or comes later. */
function staysReadable(before: SourceFile, after: SourceFile): boolean {
  const old = syntaxErrors(before);
  const young = syntaxErrors(after);
  if (young.length === 0 || young.length < old.length) return true;
  const sum = (distances: readonly number[]): number => distances.reduce((all, each) => all + each, 0);
  return young.length === old.length && sum(young) < sum(old);
}

/** How far from the end of the file its errors are. */
function syntaxErrors(file: SourceFile): readonly number[] {
  return parseFile(file).diagnostics.flatMap(({ severity, span }) =>
    severity === 'error' ? [file.text.length - span.start] : [],
  );
}

function errorsOf(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

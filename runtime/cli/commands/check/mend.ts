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
const MOST_ROUNDS = 100;
/** Checks of a round that look for the fixes that do no harm. */
const MOST_TRIALS = 200;

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
  const seen = new Set([textsOf(files)]);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = mendOnce(now, check, guesses);
    if (next === undefined) return now;
    now = next;
    // guesses that undo each other
    const texts = textsOf(now.files);
    if (seen.has(texts)) return now;
    seen.add(texts);
  }
  return now;
}

function textsOf({ project, scripts }: NamedFiles): string {
  return JSON.stringify([...project, ...scripts].map(({ text }) => text));
}

/** All fixes at once, or, if that does harm, as many of them as do none. Files that cannot be read whole come first. */
function mendOnce(now: Mended, check: (files: NamedFiles) => readonly Checked[], guesses: boolean): Mended | undefined {
  const all = fixesOf(now, guesses);
  for (const fixes of [all.filter(({ isSyntax }) => isSyntax), all.filter(({ isSyntax }) => !isSyntax)]) {
    const next = mostOf(now, fixes, check);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** The files with as many of the fixes as together do no harm: those that do are found by halving. */
function mostOf(
  now: Mended,
  fixes: readonly FileFix[],
  check: (files: NamedFiles) => readonly Checked[],
): Mended | undefined {
  let best: Mended | undefined;
  let taken: readonly FileFix[] = [];
  let trials = 0;
  const take = (group: readonly FileFix[]): void => {
    if (group.length === 0 || ++trials > MOST_TRIALS) return;
    const next = tried(now, [...taken, ...group], check);
    if (next !== undefined && next.made > (best ?? now).made) {
      best = next;
      taken = [...taken, ...group];
    } else if (group.length > 1) {
      const half = Math.ceil(group.length / 2);
      take(group.slice(0, half));
      take(group.slice(half));
    }
  };
  take(fixes);
  return best;
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

import { basename } from 'node:path';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { renderJson } from '../../../../compiler/diagnostics/render/render-json.ts';
import type { Surroundings } from '../../../../compiler/index.ts';
import { EXIT } from '../../exit.ts';
import { FolderWatch } from '../../../host/node/folder-watch.ts';
import { literalPaths } from '../../literal-files.ts';
import { errorObject } from '../../attempt.ts';
import { renderError } from '../../output/render-error.ts';
import { usesColour } from '../../output/uses-colour.ts';
import { namedFolders, readNamedFiles, type NamedFiles } from '../../project-files.ts';
import { surroundingsOf } from '../../surroundings.ts';
import { UsageError } from '../../usage-error.ts';
import { checkFiles, findingsOf, type CheckedFiles } from './check-files.ts';
import type { CheckFormat } from './formats.ts';
import { checkReport } from './report.ts';
import type { CheckFlags } from './route.ts';

/** What is kept between two checks. */
interface Kept {
  readonly surroundings: Surroundings;
  /** The data files that the sources name, as one text. */
  readonly dataFiles: string;
  readonly checked: CheckedFiles;
}

/**
 * `gobi check --watch`: checks, and after each change checks again what it reaches, until Ctrl-C. Settings, schema files and sources that cannot be read are told,
 * and the next change is waited for. Errors: `UsageError` for options that do not go with it.
 */
export async function watch(flags: CheckFlags, paths: readonly string[], format: CheckFormat): Promise<number> {
  refuseOthers(flags, format);
  const folders = new FolderWatch(() => namedFolders(paths));
  const stop = (): void => folders.close();
  process.once('SIGINT', stop);
  try {
    let kept: Kept | undefined;
    for (let changed: ReadonlySet<string> | null = new Set(); changed !== null; changed = await folders.next()) {
      folders.refresh();
      kept = (await tried(() => round(flags, paths, format, changed!, kept), format)) ?? kept;
    }
    return EXIT.done;
  } finally {
    process.off('SIGINT', stop);
    folders.close();
  }
}

function refuseOthers(flags: CheckFlags, format: CheckFormat): void {
  if (format !== 'text' && format !== 'json') throw new UsageError(`--watch prints text or json, not ${format}`);
  const other = flags.fix ? '--fix' : flags.dump !== undefined ? '--dump' : undefined;
  if (other !== undefined) throw new UsageError(`--watch only checks: leave ${other} out`);
}

/** Does the work; errors that a change of the files can mend are printed, and nothing is given. */
async function tried(work: () => Promise<Kept>, format: CheckFormat): Promise<Kept | undefined> {
  try {
    return await work();
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!(error instanceof UsageError || error instanceof GobiError || isMissing)) throw error;
    const message = (error as Error).message;
    if (format === 'json')
      process.stdout.write(
        `${JSON.stringify({ error: error instanceof GobiError ? errorObject(error) : { message } })}\n`,
      );
    else if (error instanceof GobiError) show(renderError(error, new Map(), usesColour(process.stdout)));
    else show(`gobi: ${message}\n`);
    return undefined;
  }
}

async function round(
  flags: CheckFlags,
  paths: readonly string[],
  format: CheckFormat,
  changed: ReadonlySet<string>,
  kept: Kept | undefined,
): Promise<Kept> {
  const start = performance.now();
  const files = readNamedFiles(paths);
  const dataFiles = JSON.stringify([...literalPaths([...files.project, ...files.scripts])].sort());
  const isKept = kept?.dataFiles === dataFiles && [...changed].every(isSource);
  const surroundings = isKept ? kept.surroundings : await surroundingsAgain(flags, paths, files, kept);
  const checked = checkFiles(files, surroundings, kept?.checked);
  const next: Kept = { surroundings, dataFiles, checked };
  const isSame = kept !== undefined && checked.rechecked === 0 && told(checked) === told(kept.checked);
  if (!isSame || !isKept) report(flags, format, checked, performance.now() - start);
  return next;
}

/** Nothing but a source changed: what the project is checked against is what it was. */
function isSource(path: string): boolean {
  return basename(path).toLowerCase().endsWith('.plg');
}

async function surroundingsAgain(
  flags: CheckFlags,
  paths: readonly string[],
  files: NamedFiles,
  kept: Kept | undefined,
): Promise<Surroundings> {
  const read = await surroundingsOf(flags, paths, files);
  return kept === undefined ? read : { ...read, library: kept.surroundings.library };
}

/** What makes two results one: the files and their findings. */
function told({ all }: CheckedFiles): string {
  return JSON.stringify(all.map(({ file, diagnostics }) => [file.name, diagnostics]));
}

function report(flags: CheckFlags, format: CheckFormat, checked: CheckedFiles, milliseconds: number): void {
  const { all, rechecked } = checked;
  const diagnostics = findingsOf(checked, flags.unused);
  const texts = new Map(all.map(({ file }) => [file.name, file.text]));
  const took = Math.round(milliseconds);
  if (format === 'json') {
    const findings = JSON.parse(renderJson(diagnostics, texts)) as unknown;
    process.stdout.write(
      `${JSON.stringify({ files: all.length, checked: rechecked, milliseconds: took, diagnostics: findings })}\n`,
    );
    return;
  }
  const { maxWarnings } = flags;
  const text = checkReport({ diagnostics, texts, colour: usesColour(process.stdout), maxWarnings }, 'text');
  show(`${text}checked ${rechecked} of ${all.length} in ${took} ms; waiting for changes, Ctrl-C ends\n`);
}

/** A terminal shows the last report only; elsewhere they follow each other. */
function show(text: string): void {
  process.stdout.write(process.stdout.isTTY ? `\u001b[2J\u001b[3J\u001b[H${text}` : `${text}\n`);
}

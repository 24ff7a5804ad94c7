import { writeFileSync } from 'node:fs';
import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import type { Checked, Surroundings } from '../../../../compiler/index.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { unifiedDiff } from '../../output/unified-diff.ts';
import { usesColour } from '../../output/uses-colour.ts';
import { readNamedFiles, type NamedFiles } from '../../project-files.ts';
import { surroundingsOf } from '../../surroundings.ts';
import { UsageError } from '../../usage-error.ts';
import { checkFiles, findingsOf, type CheckedFiles } from './check-files.ts';
import { dumpStages } from './dump.ts';
import { mend } from './mend.ts';
import type { CheckFormat } from './formats.ts';
import { checkReport, hasTooManyWarnings } from './report.ts';
import { watch } from './watch.ts';
import type { CheckFlags } from './route.ts';

/** `gobi check`. */
export async function check(flags: CheckFlags, ...paths: string[]): Promise<void> {
  const format = flags.json ? 'json' : flags.format;
  await attempt(
    async () => {
      if (!flags.fix && (flags.dryRun || flags.guesses))
        throw new UsageError(`--${flags.dryRun ? 'dry-run' : 'guesses'} says how to mend: add --fix`);
      if (flags.watch) return await watch(flags, paths, format);
      const files = readNamedFiles(paths);
      const surroundings = await surroundingsOf(flags, paths, files);
      const result = flags.fix ? mended(files, surroundings, flags, format) : checkFiles(files, surroundings);
      const checked = result.all;
      if (flags.dump !== undefined) for (const one of checked) process.stdout.write(dumpStages(one, flags.dump));
      const report = {
        diagnostics: findingsOf(result, flags.unused),
        texts: new Map(checked.map((c) => [c.file.name, c.file.text])),
        colour: usesColour(process.stdout),
        maxWarnings: flags.maxWarnings,
      };
      if (!flags.dryRun) process.stdout.write(checkReport(report, format));
      return hasErrors(report.diagnostics) || hasTooManyWarnings(report) ? EXIT.failed : EXIT.done;
    },
    { json: format === 'json' },
  );
}

/** Mends the files, or shows how. What was done goes to standard error if something else is printed for a tool. */
function mended(
  files: NamedFiles,
  surroundings: Surroundings,
  { dryRun, guesses }: CheckFlags,
  format: CheckFormat,
): CheckedFiles {
  const results = new Map<readonly Checked[], CheckedFiles>();
  let last: CheckedFiles | undefined;
  const checkAgain = (each: NamedFiles): readonly Checked[] => {
    last = checkFiles(each, surroundings, last);
    results.set(last.all, last);
    return last.all;
  };
  const { files: after, made, checked } = mend(files, checkAgain, guesses);
  const before = new Map([...files.project, ...files.scripts].map(({ name, text }) => [name, text]));
  const changed = [...after.project, ...after.scripts]
    .filter(({ name, text }) => text !== before.get(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, text } of changed) {
    if (dryRun) process.stdout.write(unifiedDiff(name, before.get(name) ?? '', text));
    else writeFileSync(name, text);
  }
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : noun === 'fix' ? 'es' : 's'}`;
  const stream = dryRun || format !== 'text' ? process.stderr : process.stdout;
  stream.write(`${count(made, 'fix')} ${dryRun ? 'would be ' : ''}made in ${count(changed.length, 'file')}\n`);
  return results.get(checked)!;
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

import { existsSync, readFileSync } from 'node:fs';
import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { suggest } from '../../../../compiler/contract/suggest.ts';
import { attempt } from '../../attempt.ts';
import { executeWhole } from '../../execute.ts';
import { namedArguments } from '../../named-arguments.ts';
import { UsageError } from '../../usage-error.ts';
import { withLake } from '../../with-lake.ts';
import type { RunFlags } from './route.ts';

/** `gobi run`: statements run in order, each committed on its own; results are shown as they come. */
export async function runScript(flags: RunFlags, file: string): Promise<void> {
  const format = flags.json ? 'json' : flags.format;
  const texts = new Map<string, string>();
  await attempt(
    async () => {
      if (!existsSync(file)) throw new UsageError(`there is no file '${file}'`);
      const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
      texts.set(file, text);
      const args = namedArguments(flags.arg ?? []);
      requireUsed(file, text, Object.keys(args));
      return withLake(flags.db, (engine) => executeWhole(engine, text, file, format, args));
    },
    { json: format === 'json', texts },
  );
}

/** A value that the script never names would be given for nothing, most likely under a mistyped name. */
function requireUsed(file: string, text: string, names: readonly string[]): void {
  const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const known = new Set([...words].map((word) => word.toLowerCase()));
  for (const name of names) {
    if (known.has(name.toLowerCase())) continue;
    const meant = suggest(name, words);
    throw gobiError('WrongArguments', {
      signature: `the script ${file}`,
      reason: `it never names \`${name}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`,
    });
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { attempt } from '../../attempt.ts';
import { execute } from '../../execute.ts';
import { EXIT } from '../../exit.ts';
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
      const args = argumentsOf(flags.arg ?? []);
      return withLake(flags.db, async (engine) => {
        await execute(engine, text, file, format, args);
        return EXIT.done;
      });
    },
    { json: format === 'json', texts },
  );
}

/** `name=value` pairs as strings by name. */
function argumentsOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`'--arg ${pair}' is not of the form name=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

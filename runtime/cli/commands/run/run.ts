import { existsSync, readFileSync } from 'node:fs';
import { attempt } from '../../attempt.ts';
import { executeWhole } from '../../execute.ts';
import { namedArguments } from '../../named-arguments.ts';
import { rightsOf } from '../../rights-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { namedLake } from '../../with-lake.ts';
import { checkScript } from './check-script.ts';
import type { RunFlags } from './route.ts';

/** `gobi run`: a script is checked whole; then its statements run in order, each committed on its own, and results are shown as they come. */
export async function runScript(flags: RunFlags, file: string): Promise<void> {
  const format = flags.json ? 'json' : flags.format;
  const texts = new Map<string, string>();
  await attempt(
    async () => {
      if (!existsSync(file)) throw new UsageError(`there is no file '${file}'`);
      const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
      texts.set(file, text);
      const args = namedArguments(flags.arg ?? []);
      const lake = namedLake(flags.db, { create: flags.create, ...rightsOf(flags) });
      try {
        const folders = [lake.filesFrom, process.cwd()];
        return await executeWhole(await lake.engine, text, file, format, (session) =>
          checkScript(session, file, text, args, folders),
        );
      } finally {
        await lake.close();
      }
    },
    { json: format === 'json', texts },
  );
}

import { attempt } from '../../attempt.ts';
import { executeWhole } from '../../execute.ts';
import { namedArguments } from '../../named-arguments.ts';
import { rightsOf } from '../../rights-flags.ts';
import { needsWorker } from '../../needs-worker.ts';
import { readStatements } from '../../read-statements.ts';
import { namedLake } from '../../with-lake.ts';
import { checkScript } from './check-script.ts';
import type { RunFlags } from './route.ts';

/** `gobi run`: a script is checked whole; then its statements run in order, each committed on its own, and results are shown as they come. */
export async function runScript(flags: RunFlags, file: string): Promise<void> {
  const format = flags.json ? 'json' : flags.format;
  const texts = new Map<string, string>();
  await attempt(
    async () => {
      const text = readStatements(file);
      texts.set(file, text);
      const args = namedArguments(flags.arg ?? []);
      const lake = namedLake(flags.db, {
        create: flags.create,
        workers: needsWorker(text) ? 1 : 0,
        ...rightsOf(flags),
      });
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

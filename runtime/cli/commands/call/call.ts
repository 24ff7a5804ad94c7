import { attempt } from '../../attempt.ts';
import { executeCall } from '../../execute.ts';
import { EXIT } from '../../exit.ts';
import { namedArguments } from '../../named-arguments.ts';
import { withLake } from '../../with-lake.ts';
import type { CallFlags } from './route.ts';

/** `gobi call`: one call in one transaction; arguments are read by the types of the parameters. */
export async function callRoutine(flags: CallFlags, routine: string): Promise<void> {
  const format = flags.json ? 'json' : flags.format;
  await attempt(
    () => {
      const args = namedArguments(flags.arg ?? []);
      return withLake(flags.db, async (engine) => {
        await executeCall(engine, routine, args, format);
        return EXIT.done;
      });
    },
    { json: format === 'json' },
  );
}

import type { Engine } from '../../../engine.ts';
import { attempt } from '../../attempt.ts';
import { executeCall } from '../../execute.ts';
import { EXIT } from '../../exit.ts';
import { namedArguments } from '../../named-arguments.ts';
import { rightsOf } from '../../rights-flags.ts';
import { withLake } from '../../with-lake.ts';
import type { CallFlags } from './route.ts';

/** `gobi call`: one call in one transaction; arguments are read by the types of the parameters. */
export async function callRoutine(flags: CallFlags, routine: string): Promise<void> {
  const format = flags.json ? 'json' : flags.format;
  await attempt(
    () => {
      const args = namedArguments(flags.arg ?? []);
      const work = async (engine: Engine): Promise<number> => {
        await executeCall(engine, routine, args, format);
        return EXIT.done;
      };
      return withLake(flags.db, work, rightsOf(flags));
    },
    { json: format === 'json' },
  );
}

import { writeFileSync } from 'node:fs';
import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { namedArguments } from '../../named-arguments.ts';
import { rightsOf } from '../../rights-flags.ts';
import { withLake } from '../../with-lake.ts';
import { flameGraph } from './flame-graph.ts';
import { profileTable } from './profile-table.ts';
import type { ProfileFlags } from './route.ts';

/** `gobi profile`: what the call prints goes to standard error, so that the profile stands alone. */
export async function profile(flags: ProfileFlags, routine: string): Promise<void> {
  const { db, arg = [], json, lines, svg } = flags;
  await attempt(
    async () => {
      const args = namedArguments(arg);
      const onPrint = (line: string): void => void process.stderr.write(`${line}\n`);
      const report = await withLake(db, (engine) => engine.profile(routine, args, { onPrint }), rightsOf(flags));
      if (svg !== undefined) write(svg, flameGraph(report));
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : profileTable(report, lines));
      return EXIT.done;
    },
    { json },
  );
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw gobiError('IoFailure', { file, operation: 'write', reason: (error as Error).message }, { cause: error });
  }
}

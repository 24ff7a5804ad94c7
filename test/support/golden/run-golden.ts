import type { Golden, OutputName } from './golden-file.ts';
import { stages } from './stages.ts';

/** What the stages make of a golden now, for each section that it has. */
export async function runGolden(golden: Golden): Promise<ReadonlyMap<OutputName, string>> {
  const made = new Map<OutputName, string>();
  for (const name of golden.outputs.keys()) {
    const stage = stages[name];
    if (stage === undefined) throw new Error(`no stage makes ${name}`);
    made.set(name, (await stage(golden)).trimEnd());
  }
  return made;
}

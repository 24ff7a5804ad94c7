import { readFileSync } from 'node:fs';
import { attempt } from '../../attempt.ts';
import { executeWhole } from '../../execute.ts';
import { EXIT } from '../../exit.ts';
import { needsWorker } from '../../needs-worker.ts';
import { readStatements } from '../../read-statements.ts';
import { UsageError } from '../../usage-error.ts';
import { rightsOf } from '../../rights-flags.ts';
import { withLake } from '../../with-lake.ts';
import type { SqlFlags } from './route.ts';
import { serveLines } from './serve-lines.ts';

/** `gobi sql`. */
export async function sql(flags: SqlFlags): Promise<void> {
  const format = flags.json ? 'json' : flags.format;
  const texts = new Map<string, string>();
  await attempt(
    () => {
      const { name, text } = flags.stdio ? { name: '', text: '' } : source(flags);
      texts.set(name, text);
      return withLake(
        flags.db,
        async (engine) => {
          if (!flags.stdio) return executeWhole(engine, text, name, format);
          await serveLines(engine, process.stdin, process.stdout);
          return EXIT.done;
        },
        { ...rightsOf(flags), create: flags.create, workers: needsWorker(text) ? 1 : 0 },
      );
    },
    { json: format === 'json', texts },
  );
}

function source({ command, file }: SqlFlags): { readonly name: string; readonly text: string } {
  if (command !== undefined && file !== undefined) throw new UsageError('give -c or -f, not both');
  if (command !== undefined) return { name: 'statement', text: command };
  if (file === undefined) return { name: 'standard input', text: readFileSync(0, 'utf8') };
  return { name: file, text: readStatements(file) };
}

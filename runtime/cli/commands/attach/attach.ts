import { readFileSync } from 'node:fs';
import type { Settings } from '../../../tui/attach/settings.ts';
import { attempt } from '../../attempt.ts';
import { execute } from '../../execute.ts';
import { EXIT } from '../../exit.ts';
import { rightsOf } from '../../rights-flags.ts';
import { readStatements } from '../../read-statements.ts';
import { UsageError } from '../../usage-error.ts';
import { attachTarget } from './attach-target.ts';
import type { AttachFlags } from './route.ts';

/** `gobi attach`: a session at a prompt; of statements that are given, what `gobi sql` does. */
export async function attach(flags: AttachFlags, folder?: string): Promise<void> {
  const texts = new Map<string, string>();
  await attempt(
    async () => {
      const given = statements(flags);
      if (given === null) return prompt(folder, flags, { format: flags.format });
      texts.set(given.name, given.text);
      const target = attachTarget(folder, { create: flags.create, ...rightsOf(flags) });
      try {
        await execute(await target.session(), given.text, given.name, flags.format);
        return EXIT.done;
      } finally {
        await target.close();
      }
    },
    { json: flags.format === 'json', texts },
  );
}

/** The statements that the command line gives; `null` when they are to be typed. */
function statements({ command, file }: AttachFlags): { readonly name: string; readonly text: string } | null {
  if (command !== undefined && file !== undefined) throw new UsageError('give -c or -f, not both');
  if (command !== undefined) return { name: 'statement', text: command };
  if (file !== undefined) return { name: file, text: readStatements(file) };
  return process.stdin.isTTY ? null : { name: 'standard input', text: readFileSync(0, 'utf8') };
}

/** The prompt is shown before the lake is open and the compiler is loaded. */
async function prompt(folder: string | undefined, flags: AttachFlags, settings: Partial<Settings>): Promise<number> {
  const target = attachTarget(folder, { workers: 1, create: flags.create, ...rightsOf(flags) });
  try {
    const { promptSession } = await import('./prompt-session.ts');
    await promptSession(target, settings);
    return EXIT.done;
  } finally {
    await target.close();
  }
}

import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AttachedTerminal } from '../../../tui/attach/attached-terminal.ts';
import { runPlain } from '../../../tui/attach/run-plain.ts';
import type { Settings } from '../../../tui/attach/settings.ts';
import { History, historyPath } from '../../../tui/history/history-file.ts';
import { nodeTerminal } from '../../../tui/node-terminal.ts';
import { printingTerminal } from '../../../tui/printing-terminal.ts';
import { deployNews } from '../../output/deploy-news.ts';
import { usesColour } from '../../output/uses-colour.ts';
import { toolVersion } from '../../tool-version.ts';
import type { AttachTarget } from './attach-target.ts';
import { sessionBackend } from './session-backend.ts';

/** A session at the terminal of this process, until it is left. Rejects when the lake cannot be opened. */
export async function promptSession(target: AttachTarget, settings: Partial<Settings>): Promise<void> {
  const { name } = target;
  const { stdin, stdout, env } = process;
  const movesCursor = stdout.isTTY && env['TERM'] !== 'dumb' && (env['TERM'] ?? '') !== '';
  const backend = sessionBackend(() => target.session());
  // loaded when the prompt is on the screen
  const language = new Promise<void>((turn) => setTimeout(turn, 0)).then(async () =>
    (await import('./language/compiler-language.ts')).compilerLanguage([target.filesFrom, '.']),
  );
  language.catch(() => undefined);
  const session = new AttachedTerminal({
    terminal: movesCursor ? nodeTerminal(stdin, stdout, usesColour(stdout)) : printingTerminal(stdout),
    ...{ backend, language, name },
    history: new History(historyPath(env)),
    greeting: `gobi ${toolVersion()}, ${target.what}\n\\? for help, \\q or Ctrl-D to leave`,
    environment: env,
    files: entriesOf,
    settings,
  });
  target.onDeploy = (news) => session.announce(deployNews(news, target.filesFrom, usesColour(stdout)));
  try {
    if (movesCursor) return await session.run();
    process.on('SIGINT', () => session.cancel() || process.exit(130));
    await backend.view();
    await runPlain({
      input: stdin,
      prompts: process.stderr,
      name,
      host: session,
      isComplete: (await language).isComplete,
    });
  } finally {
    await backend.close();
  }
}

/** The entries of the folder that a path begins with, folders with `/` behind. */
function entriesOf(path: string): readonly string[] {
  try {
    return readdirSync(resolve(path.endsWith('/') ? path : dirname(path)), { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    );
  } catch {
    // a folder that is not there has nothing to offer
    return [];
  }
}

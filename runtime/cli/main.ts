import { run, type StricliProcess } from '@stricli/core';
import { app } from './app.ts';
import { EXIT } from './exit.ts';

/** Options that need no command. */
const ALONE: ReadonlySet<string> = new Set(['-h', '--help', '-H', '--help-all', '-v', '--version', '--']);

/** Runs one `gobi` command line and sets the process's exit code: 0 done, 1 failed, 2 the command line is wrong, 130 interrupted. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // the reader went away (`gobi sql … | head`): there is nobody left to tell
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    process.stderr.write(`gobi: the output could not be written: ${error.message}\n`);
    process.exit(EXIT.failed);
  });
  const [first] = argv;
  if (first?.startsWith('-') === true && !ALONE.has(first)) {
    process.stderr.write(
      `gobi: a command stands before its options: \`gobi COMMAND ${first}\`; \`gobi --help\` lists the commands\n`,
    );
    process.exitCode = EXIT.usage;
    return;
  }
  await run(app, argv, { process: process as StricliProcess });
  const code = process.exitCode;
  if (typeof code === 'number' && (code < 0 || code > 127) && code !== EXIT.interrupted) process.exitCode = EXIT.usage;
}

import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseCommand } from '../command/commands.ts';
import { runCommand, type CommandHost } from './run-command.ts';

/** What a session on a terminal without cursor movement needs. */
export interface PlainParts {
  readonly input: Readable;
  readonly prompts: Writable;
  readonly name: string;
  readonly host: CommandHost & { readonly isLeft: boolean; cancel(): boolean };
  readonly isComplete: (text: string) => boolean;
}

/** Reads lines until a statement is whole, and runs it: for terminals that can only print. */
export async function runPlain({ input, prompts, name, host, isComplete }: PlainParts): Promise<void> {
  const lines = createInterface({ input, terminal: false });
  let text = '';
  const prompt = (): void =>
    void prompts.write(text === '' ? `${name}> ` : `${' '.repeat(Math.max(0, name.length - 1))}-> `);
  prompt();
  for await (const line of lines) {
    text = text === '' ? line : `${text}\n${line}`;
    const command = parseCommand(text);
    if (command !== null || isComplete(text) || text.trim() === '') {
      const sent = text;
      text = '';
      if (command?.kind === 'unknown') host.say(command.message);
      else if (command !== null) await runCommand(host, command.name, command.argument);
      else if (sent.trim() !== '') await host.runText(sent, 'input', { page: false });
      if (host.isLeft) break;
    }
    prompt();
  }
  lines.close();
}

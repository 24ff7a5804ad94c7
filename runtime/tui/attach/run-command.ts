import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import type { SessionView } from '../backend.ts';
import type { CommandName } from '../command/commands.ts';
import { describe, LISTINGS } from '../command/describe.ts';
import { helpText } from '../command/help-text.ts';
import type { History } from '../history/history-file.ts';
import type { Terminal } from '../terminal.ts';
import { formatted, switched, type Changed, type Settings } from './settings.ts';

/** What commands work on. */
export interface CommandHost {
  readonly terminal: Terminal;
  readonly view: SessionView | null;
  readonly history: History;
  /** The statements that were sent last. */
  readonly lastText: string;
  settings: Settings;
  say(text: string): void;
  runText(text: string, name: string, options?: { readonly page?: boolean }): Promise<boolean>;
  refresh(): Promise<boolean>;
  edit(): Promise<void>;
  wait(milliseconds: number): Promise<boolean>;
  writeTo(file: string | null): void;
  leave(): void;
}

/** Does a command of the terminal. */
export async function runCommand(host: CommandHost, name: CommandName, argument: string): Promise<void> {
  const set = ({ settings, message }: Changed): void => {
    host.settings = settings;
    host.say(message);
  };
  switch (name) {
    case '?':
      return host.terminal.write(helpText(host.terminal.colour));
    case 'q':
      return host.leave();
    case 'd':
      return argument === '' ? list(host, name) : describeObject(host, argument);
    case 'dt':
    case 'dv':
    case 'df':
    case 'dp':
    case 'ds':
    case 'dtr':
    case 'dpl':
    case 'dn':
    case 'dy':
    case 'l':
      return list(host, name);
    case 'i':
      return runFile(host, unquoted(argument));
    case 'e':
      return host.edit();
    case 'o':
      return output(host, unquoted(argument));
    case 'format':
      return set(formatted(host.settings, argument));
    case 'x':
      return set(switched(host.settings, 'expanded', argument));
    case 'timing':
      return set(switched(host.settings, 'timing', argument));
    case 'pager':
      return set(switched(host.settings, 'pager', argument));
    case 'watch':
      return watch(host, argument);
    case 'history':
      return showHistory(host, argument);
    case 'clear':
      return host.terminal.write('\u001b[H\u001b[2J');
    default:
      return assertNever(name);
  }
}

async function list(host: CommandHost, name: CommandName): Promise<void> {
  await host.runText(LISTINGS[name]!, `\\${name}`);
}

async function describeObject(host: CommandHost, name: string): Promise<void> {
  if (!(await host.refresh()) || host.view === null) return;
  for (const found of describe(name, host.view.view)) {
    if (found.kind === 'statement') await host.runText(found.text, `\\d ${name}`);
    else host.say(found.kind === 'source' ? found.text : found.message);
  }
}

async function runFile(host: CommandHost, path: string): Promise<void> {
  if (path === '') return host.say('name a file: \\i FILE');
  let text: string;
  try {
    if (statSync(path).isDirectory()) return host.say(`'${path}' is a folder`);
    text = readFileSync(resolve(path), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return host.say(
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? `there is no file '${path}'` : (error as Error).message,
    );
  }
  await host.runText(text, path);
}

function output(host: CommandHost, path: string): void {
  host.writeTo(path === '' ? null : path);
  host.say(path === '' ? 'results go to the terminal' : `results go to '${path}'; \\o ends it`);
}

const WATCH_SECONDS = 2;

/** Runs the last statements again and again on a cleared screen. */
async function watch(host: CommandHost, argument: string): Promise<void> {
  const seconds = argument === '' ? WATCH_SECONDS : Number(argument);
  if (!(seconds > 0 && seconds <= 86_400)) return host.say(`'${argument}' is no number of seconds`);
  const text = host.lastText;
  if (text === '') return host.say('send a statement first: \\watch runs the last one again');
  do {
    host.terminal.write('\u001b[H\u001b[2J');
    host.say(`every ${seconds} s, ${new Date().toTimeString().slice(0, 8)}; Ctrl-C ends it\n`);
    if (!(await host.runText(text, 'input', { page: false }))) return;
  } while (await host.wait(seconds * 1000));
}

/** Entries shown. */
const MOST_SHOWN = 50;

function showHistory(host: CommandHost, wanted: string): void {
  const found = host.history.entries.filter((entry) => entry.toLowerCase().includes(wanted.toLowerCase()));
  for (const entry of found.slice(-MOST_SHOWN)) host.say(entry);
}

function unquoted(path: string): string {
  return /^(['"]).*\1$/.test(path) ? path.slice(1, -1) : path;
}

import { suggest } from '../../../compiler/contract/suggest.ts';

/** What a command's argument is, for completion. */
export type ArgumentKind = 'none' | 'object' | 'file' | 'format' | 'switch' | 'text';

/** A command of the terminal itself. */
export interface CommandInfo {
  readonly name: CommandName;
  /** As it is shown in the help. */
  readonly usage: string;
  readonly brief: string;
  readonly argument: ArgumentKind;
}

export type CommandName =
  | ('?' | 'q' | 'd' | 'dt' | 'dv' | 'df' | 'dp' | 'ds' | 'dtr' | 'dpl' | 'dn' | 'dy' | 'l')
  | ('i' | 'e' | 'o' | 'format' | 'x' | 'timing' | 'pager' | 'watch' | 'history' | 'clear');

const info = (name: CommandName, usage: string, brief: string, argument: ArgumentKind = 'none'): CommandInfo => ({
  name,
  usage,
  brief,
  argument,
});

/** The commands in the order of the help. */
export const COMMANDS: readonly CommandInfo[] = [
  info('d', '\\d [NAME]', 'tables and views; what a table, view, routine, type or trigger is', 'object'),
  info('dt', '\\dt', 'tables'),
  info('dv', '\\dv', 'views'),
  info('df', '\\df', 'functions'),
  info('dp', '\\dp', 'procedures'),
  info('dy', '\\dy', 'types'),
  info('dtr', '\\dtr', 'triggers'),
  info('ds', '\\ds', 'schedules'),
  info('dpl', '\\dpl', 'pipelines'),
  info('dn', '\\dn', 'schemas'),
  info('l', '\\l', 'the lake and what is attached'),
  info('i', '\\i FILE', 'run the statements of a file', 'file'),
  info('e', '\\e', 'edit in $EDITOR what is typed, or the last statement'),
  info('watch', '\\watch [SECONDS]', 'run the last statement again and again; Ctrl-C ends it', 'text'),
  info('format', '\\format [NAME]', 'how results are shown: table, csv, json, ndjson, arrow, parquet', 'format'),
  info('o', '\\o [FILE]', 'write results to a file; without one to the terminal again', 'file'),
  info('x', '\\x [on|off]', 'each row as lines of its own', 'switch'),
  info('pager', '\\pager [on|off]', 'page through long results', 'switch'),
  info('timing', '\\timing [on|off]', 'how long statements took', 'switch'),
  info('history', '\\history [TEXT]', 'what was sent before', 'text'),
  info('clear', '\\clear', 'clear the screen'),
  info('?', '\\?', 'this help'),
  info('q', '\\q', 'leave'),
];

const OTHER_SPELLINGS: ReadonlyMap<string, CommandName> = new Map(
  Object.entries<CommandName>({
    ...{ h: '?', help: '?', quit: 'q', exit: 'q', c: 'clear', edit: 'e', include: 'i', output: 'o', expanded: 'x' },
  }),
);

/** A line for the terminal itself. */
export type ParsedCommand =
  | { readonly kind: 'command'; readonly name: CommandName; readonly argument: string }
  | { readonly kind: 'unknown'; readonly message: string };

/** Reads `\dt`, `.help`, `quit`; `null` when the text is none of them but statements. */
export function parseCommand(text: string): ParsedCommand | null {
  const line = text.trim().replace(/\s*;$/, '');
  if (/^(?:help|quit|exit|\?)$/i.test(line)) return known(OTHER_SPELLINGS.get(line.toLowerCase()) ?? '?', '');
  const found = /^[\\.]([A-Za-z]+|\?)(?:\s+([\s\S]*))?$/.exec(line);
  if (found === null) return /^\\/.test(line) ? unknown(line) : null;
  const [, word = '', argument = ''] = found;
  const name = COMMANDS.find((each) => each.name === word)?.name ?? OTHER_SPELLINGS.get(word.toLowerCase());
  return name === undefined ? unknown(line) : known(name, argument.trim());
}

/** Whether a text is for the terminal itself, whatever follows. */
export function isCommand(text: string): boolean {
  return parseCommand(text) !== null;
}

function known(name: CommandName, argument: string): ParsedCommand {
  return { kind: 'command', name, argument };
}

function unknown(line: string): ParsedCommand {
  const [word = ''] = line.split(/\s/);
  const near = suggest(word.slice(1), [...COMMANDS.map(({ name }) => name as string), ...OTHER_SPELLINGS.keys()]);
  const help = near === undefined ? '\\? lists the commands' : `did you mean \\${near}?`;
  return { kind: 'unknown', message: `there is no command ${word}; ${help}` };
}

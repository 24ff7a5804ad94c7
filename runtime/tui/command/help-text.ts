import { COMMANDS } from './commands.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['Enter', 'sends what ends with ;'],
  ['Alt-Enter', 'begins a line'],
  ['Tab', 'completes; again: the next candidate'],
  ['Up, Down', 'lines of the text, then the history'],
  ['Ctrl-R', 'searches the history'],
  ['Ctrl-C', 'cancels what runs, drops what is typed'],
  ['Ctrl-D', 'leaves'],
  ['Ctrl-K, Ctrl-W, Ctrl-U', 'erase to the end, a word, to the start; Ctrl-Y puts it back'],
  ['Ctrl-_', 'undoes; Alt-_ does it again'],
];

/** What `\?` shows. */
export function helpText(colour: boolean): string {
  const bold = (text: string): string => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const rows = (all: readonly (readonly [string, string])[]): string =>
    all.map(([left, right]) => `  ${left.padEnd(24)}${right}\n`).join('');
  return [
    'Statements end with ; and may go over several lines.\n\n',
    `${bold('Commands')}\n${rows(COMMANDS.map(({ usage, brief }) => [usage, brief]))}\n`,
    `${bold('Keys')}\n${rows(KEYS)}`,
  ].join('');
}

/** A key or a piece of text from the terminal. `name` is `text`, `paste`, or the key: `enter`, `ctrl-a`, `alt-left`, `shift-tab`. */
export interface Key {
  readonly name: string;
  /** What was typed or pasted; empty for other keys. */
  readonly text: string;
}

/** What decoding some input gave. */
export interface Decoded {
  readonly keys: readonly Key[];
  /** The beginning of a sequence whose rest has not come. */
  readonly rest: string;
}

const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

const CONTROLS: Readonly<Record<number, string>> = {
  8: 'backspace',
  9: 'tab',
  10: 'ctrl-j',
  13: 'enter',
  127: 'backspace',
};
const FINALS: Readonly<Record<string, string>> = {
  ...{ A: 'up', B: 'down', C: 'right', D: 'left', F: 'end', H: 'home', Z: 'shift-tab' },
  ...{ P: 'f1', Q: 'f2', R: 'f3', S: 'f4', M: 'enter' },
};
const NUMBERS: Readonly<Record<string, string>> = {
  ...{ 1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'page-up', 6: 'page-down', 7: 'home', 8: 'end' },
  ...{ 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12' },
};

/** `ESC [ 1 ; 5 D`, `ESC O A`, `ESC [ 3 ~`. */
const SEQUENCE = /^\u001b(?:\[([\d;<=>?]*)([@-~])|O([@-~]))/;
/** What may yet become one of these. */
const BEGINNING = /^\u001b(?:\[[\d;<=>?]*|O)?$/;

/**
 * Cuts what a terminal sent into keys. A run of printable characters is one `text`, all between the marks of a bracketed paste is one `paste`, whatever its length.
 * With `last` nothing more will come soon: an escape alone is the key.
 */
export function decodeKeys(input: string, last = false): Decoded {
  const keys: Key[] = [];
  let at = 0;
  while (at < input.length) {
    const code = input.charCodeAt(at);
    if (code === 27) {
      if (input.startsWith(PASTE_START, at)) {
        const end = input.indexOf(PASTE_END, at);
        if (end < 0) return { keys, rest: input.slice(at) };
        keys.push({ name: 'paste', text: input.slice(at + PASTE_START.length, end) });
        at = end + PASTE_END.length;
        continue;
      }
      const part = input.slice(at, at + 32);
      const found = SEQUENCE.exec(part);
      if (found !== null) {
        keys.push({ name: sequenceName(found), text: '' });
        at += found[0].length;
      } else if (BEGINNING.test(part) && !last) return { keys, rest: input.slice(at) };
      else {
        at++;
        const behind = at < input.length ? altName(input, at) : null;
        keys.push({ name: behind?.name ?? 'escape', text: '' });
        at += behind?.length ?? 0;
      }
    } else if (code < 32 || code === 127) {
      keys.push({ name: controlName(code), text: '' });
      at++;
    } else {
      const end = endOfText(input, at);
      keys.push({ name: 'text', text: input.slice(at, end) });
      at = end;
    }
  }
  return { keys, rest: '' };
}

function endOfText(input: string, from: number): number {
  let end = from;
  while (end < input.length && input.charCodeAt(end) >= 32 && input.charCodeAt(end) !== 127) end++;
  return end;
}

/** The key behind an escape: `alt-b`, `alt-enter`; an escape sequence behind one loses the first. */
function altName(input: string, at: number): { readonly name: string; readonly length: number } | null {
  const code = input.charCodeAt(at);
  if (code === 27) return null;
  if (code < 32 || code === 127) return { name: `alt-${controlName(code)}`, length: 1 };
  const character = String.fromCodePoint(input.codePointAt(at)!);
  return { name: `alt-${character}`, length: character.length };
}

function controlName(code: number): string {
  const named = CONTROLS[code];
  if (named !== undefined) return named;
  return code === 0
    ? 'ctrl-space'
    : code < 27
      ? `ctrl-${String.fromCharCode(code + 96)}`
      : `ctrl-${String.fromCharCode(code + 64)}`;
}

function sequenceName([, parameters = '', final = '', application]: RegExpExecArray): string {
  if (application !== undefined) return FINALS[application] ?? 'unknown';
  const [number = '', modifier = '1'] = parameters.split(';');
  const name = final === '~' ? NUMBERS[number] : FINALS[final];
  if (name === undefined) return 'unknown';
  const bits = Number(modifier) - 1;
  const held = [
    ...((bits & 4) === 0 ? [] : ['ctrl-']),
    ...((bits & 2) === 0 ? [] : ['alt-']),
    ...((bits & 1) === 0 ? [] : ['shift-']),
  ];
  return held.join('') + name;
}

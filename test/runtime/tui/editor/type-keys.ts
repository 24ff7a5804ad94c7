import { decodeKeys } from '../../../../runtime/tui/editor/decode-keys.ts';
import { editorState, type EditorState } from '../../../../runtime/tui/editor/editor-state.ts';
import { step, type Effect, type EditorContext } from '../../../../runtime/tui/editor/step.ts';
import { noCompletion } from '../../../../runtime/tui/language.ts';

/** What terminals send for keys that have no character. */
export const KEYS = {
  ...{ up: '\u001b[A', down: '\u001b[B', right: '\u001b[C', left: '\u001b[D', home: '\u001b[H', end: '\u001b[F' },
  ...{ enter: '\r', tab: '\t', backTab: '\u001b[Z', escape: '\u001b', back: '\u007f', del: '\u001b[3~' },
  ...{ wordLeft: '\u001b[1;5D', wordRight: '\u001b[1;5C' },
} as const;

/** The key that is typed while Ctrl is held. */
export function ctrl(letter: string): string {
  return String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 31);
}

export const CONTEXT: EditorContext = {
  history: [],
  isComplete: (text) => text.trimEnd().endsWith(';'),
  complete: (_, offset) => noCompletion(offset),
};

/** What keys, as a terminal sends them, do to the editor, and the effects they have. */
export function typeKeys(
  input: string,
  context: Partial<EditorContext> = {},
  from: EditorState = editorState(),
): { readonly state: EditorState; readonly effects: readonly Effect[] } {
  let state = from;
  const effects: Effect[] = [];
  // each character of a text comes for itself
  const keys = decodeKeys(input, true).keys.flatMap((key) =>
    key.name === 'text' ? [...key.text].map((text) => ({ name: 'text', text })) : [key],
  );
  for (const key of keys) {
    const next = step(state, key, { ...CONTEXT, ...context });
    state = next.state;
    if (next.effect !== null) effects.push(next.effect);
  }
  return { state, effects };
}

/** The text with `|` where the cursor stands. */
export function shown({ buffer: { text, cursor } }: EditorState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

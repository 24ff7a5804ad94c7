import type { Completion } from '../language.ts';
import { replace } from './buffer.ts';
import { change } from './edit.ts';
import type { EditorState, Menu } from './editor-state.ts';
import type { Key } from './decode-keys.ts';

/**
 * What Tab gives: the text with the only candidate; with more of what all candidates begin with; or the menu with the first one in the text. `null` when there is
 * no candidate.
 */
export function openMenu(state: EditorState, { from, to, candidates }: Completion): EditorState | null {
  const [first] = candidates;
  if (first === undefined) return null;
  const put = (text: string): EditorState => change(state, replace(state.buffer, from, to, text), 'other');
  if (candidates.length === 1) return put(first.text);
  const typed = state.buffer.text.slice(from, to);
  const shared = commonStart(candidates.map(({ text }) => text));
  if (shared.length > typed.length && shared.toLowerCase().startsWith(typed.toLowerCase())) return put(shared);
  return select(state, { candidates, selected: 0, from, before: { ...state.buffer, cursor: to } });
}

/** What a key does while the menu is open. `passOn`: the menu is closed, the key is for the editor. */
export function inMenu(state: EditorState, key: Key): { readonly state: EditorState; readonly passOn: boolean } {
  const menu = state.menu!;
  const { candidates, selected, before } = menu;
  const by = (distance: number): { readonly state: EditorState; readonly passOn: boolean } => {
    const next = (selected + distance + candidates.length) % candidates.length;
    return { state: select(state, { ...menu, selected: next }), passOn: false };
  };
  switch (key.name) {
    case 'tab':
    case 'down':
    case 'ctrl-n':
      return by(1);
    case 'shift-tab':
    case 'up':
    case 'ctrl-p':
      return by(-1);
    case 'page-down':
      return by(Math.min(MENU_ROWS, candidates.length - 1 - selected));
    case 'page-up':
      return by(-Math.min(MENU_ROWS, selected));
    case 'enter':
    case 'right':
      return { state: { ...change(state, state.buffer, 'other'), menu: null }, passOn: false };
    case 'escape':
    case 'ctrl-g':
    case 'ctrl-c':
      return { state: { ...state, buffer: before, menu: null }, passOn: false };
    default:
      return { state: { ...state, menu: null }, passOn: true };
  }
}

/** Candidates shown at a time. */
export const MENU_ROWS = 8;

function select(state: EditorState, menu: Menu): EditorState {
  const { before, from, candidates, selected } = menu;
  const buffer = replace(before, from, before.cursor, candidates[selected]!.text);
  // the first candidate is one change, the next ones are the same
  const changed = state.menu === null ? change(state, buffer, 'other') : { ...state, buffer };
  return { ...changed, menu };
}

/** What all texts begin with, case aside, as the first one writes it. */
function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && same < other.length && first[same]!.toLowerCase() === other[same]!.toLowerCase()) same++;
    length = same;
  }
  return first.slice(0, length);
}

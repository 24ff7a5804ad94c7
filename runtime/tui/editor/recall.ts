import { searchHistory } from '../history/search-history.ts';
import { bufferOf } from './buffer.ts';
import type { Key } from './decode-keys.ts';
import { withText } from './edit.ts';
import type { EditorState, Search } from './editor-state.ts';

/** The entry of the history before or behind the one that is shown; the text that was typed comes back behind the newest. */
export function recall(state: EditorState, history: readonly string[], by: -1 | 1): EditorState {
  const { recalled } = state;
  const draft = recalled?.draft ?? state.buffer.text;
  const index = (recalled?.index ?? history.length) + by;
  if (index < 0 || index > history.length || (recalled === null && by === 1)) return state;
  if (index === history.length) return { ...withText(state, draft), recalled: null };
  return { ...withText(state, history[index]!), recalled: { index, draft } };
}

/** Begins a search backwards through the history. */
export function startSearch(state: EditorState, history: readonly string[]): EditorState {
  return { ...state, search: { query: '', found: history.length, failed: false, before: state.buffer } };
}

/** What a key does while the history is searched. `passOn`: the search is over, and the key is for the editor. */
export function inSearch(
  state: EditorState,
  key: Key,
  history: readonly string[],
): { readonly state: EditorState; readonly done: boolean; readonly passOn: boolean } {
  const search = state.search!;
  const stay = (next: EditorState) => ({ state: next, done: false, passOn: false });
  switch (key.name) {
    case 'text':
    case 'paste':
      return stay(look(state, { ...search, query: search.query + key.text }, history, search.found));
    case 'backspace':
      return stay(
        look(state, { ...search, query: [...search.query].slice(0, -1).join('') }, history, history.length - 1),
      );
    case 'ctrl-r':
      return stay(look(state, search, history, search.found - 1));
    case 'ctrl-s':
      return stay(forward(state, search, history));
    case 'escape':
    case 'ctrl-g':
    case 'ctrl-c':
      return { state: { ...state, buffer: search.before, search: null }, done: true, passOn: false };
    default: {
      const { found } = search;
      const recalled = found < history.length && found >= 0 ? { index: found, draft: search.before.text } : null;
      const buffer = key.name === 'enter' ? bufferOf(state.buffer.text) : state.buffer;
      return { state: { ...state, buffer, search: null, recalled }, done: true, passOn: key.name !== 'tab' };
    }
  }
}

function look(state: EditorState, search: Search, history: readonly string[], from: number): EditorState {
  if (search.query === '')
    return { ...state, buffer: search.before, search: { ...search, found: history.length, failed: false } };
  return show(state, search, history, searchHistory(history, search.query, from));
}

function forward(state: EditorState, search: Search, history: readonly string[]): EditorState {
  const wanted = search.query.toLowerCase();
  const found = history.findIndex((entry, i) => i > search.found && entry.toLowerCase().includes(wanted));
  return show(state, search, history, found);
}

function show(state: EditorState, search: Search, history: readonly string[], found: number): EditorState {
  if (found < 0) return { ...state, search: { ...search, failed: true } };
  const text = history[found]!;
  const at = text.toLowerCase().indexOf(search.query.toLowerCase());
  return {
    ...state,
    buffer: { ...bufferOf(text), cursor: Math.max(0, at) },
    search: { ...search, found, failed: false },
  };
}

import { cellsOf } from '../editor/graphemes.ts';
import type { Key } from '../editor/decode-keys.ts';
import { pad } from '../output/cell-text.ts';
import type { Size } from '../screen/lay-out.ts';
import type { PagerSource } from './pager-source.ts';

/** Where a pager stands. */
export interface PagerState {
  readonly top: number;
  readonly left: number;
  /** What is looked for; while it is typed, `typing`. */
  readonly query: string;
  readonly typing: boolean;
  readonly message: string;
}

export const PAGER_START: PagerState = { top: 0, left: 0, query: '', typing: false, message: '' };

/** Columns that one step to the side moves. */
const SIDE = 16;
/** Lines that a search looks through. */
const MOST_SEARCHED = 200_000;

/** Where the pager stands after a key; `null` when it is left. */
export function pagerStep(state: PagerState, key: Key, source: PagerSource, size: Size): PagerState | null {
  if (state.typing) return typeQuery(state, key, source, size);
  const page = pageOf(source, size);
  const last = Math.max(0, source.length - page);
  const to = (top: number): PagerState => ({ ...state, message: '', top: Math.max(0, Math.min(top, last)) });
  switch (key.name === 'text' ? key.text : key.name) {
    case 'q':
    case 'Q':
    case 'escape':
    case 'ctrl-c':
    case 'ctrl-d':
      return null;
    case 'j':
    case 'down':
    case 'enter':
      return to(state.top + 1);
    case 'k':
    case 'up':
      return to(state.top - 1);
    case ' ':
    case 'f':
    case 'page-down':
    case 'ctrl-f':
      return to(state.top + page);
    case 'b':
    case 'page-up':
    case 'ctrl-b':
      return to(state.top - page);
    case 'g':
    case 'home':
    case 'ctrl-home':
      return to(0);
    case 'G':
    case 'end':
    case 'ctrl-end':
      return to(last);
    case 'l':
    case 'right':
      return { ...state, left: state.left + SIDE };
    case 'h':
    case 'left':
      return { ...state, left: Math.max(0, state.left - SIDE) };
    case '/':
      return { ...state, typing: true, query: '', message: '' };
    case 'n':
      return state.query === '' ? state : found(state, state.top + 1, source, size);
    default:
      return state;
  }
}

function typeQuery(state: PagerState, key: Key, source: PagerSource, size: Size): PagerState {
  switch (key.name) {
    case 'text':
    case 'paste':
      return { ...state, query: state.query + key.text };
    case 'backspace':
      return { ...state, query: [...state.query].slice(0, -1).join('') };
    case 'enter':
      return state.query === ''
        ? { ...state, typing: false }
        : found({ ...state, typing: false }, state.top, source, size);
    default:
      return { ...state, typing: false, query: '' };
  }
}

function found(state: PagerState, from: number, source: PagerSource, size: Size): PagerState {
  const wanted = state.query.toLowerCase();
  const end = Math.min(source.length, from + MOST_SEARCHED);
  for (let i = from; i < end; i++) {
    if (!source.line(i).toLowerCase().includes(wanted)) continue;
    return { ...state, message: '', top: Math.min(i, Math.max(0, source.length - pageOf(source, size))) };
  }
  return { ...state, message: `'${state.query}' is not found below` };
}

/** Lines below the head that the screen has room for. */
function pageOf({ head }: PagerSource, { rows }: Size): number {
  return Math.max(1, rows - 1 - head.length);
}

/** The rows of the screen. */
export function pagerRows(state: PagerState, source: PagerSource, size: Size): readonly string[] {
  const page = pageOf(source, size);
  const rows = source.head.map((line) => part(line, state.left, size.columns));
  for (let i = state.top; i < state.top + page; i++)
    rows.push(i < source.length ? part(source.line(i), state.left, size.columns) : '');
  const end = Math.min(source.length, state.top + page);
  const place = end >= source.length ? 'end' : `${Math.floor((end / source.length) * 100)}%`;
  const status = state.typing
    ? `/${state.query}`
    : state.message || `${source.title}  ${place}  q leaves, arrows and space move, / finds`;
  return [...rows, `\u001b[7m${pad(part(status, 0, size.columns), Math.min(size.columns, 1000), false)}\u001b[0m`];
}

/** The characters of a line from a column on, as many as fit. */
function part(line: string, left: number, columns: number): string {
  let column = 0;
  let shown = '';
  for (const { shown: character, width } of cellsOf(line)) {
    if (column >= left && column + width <= left + columns) shown += character;
    column += width;
    if (column >= left + columns) break;
  }
  return shown;
}

import { bufferOf, insert, replace, type Buffer } from './buffer.ts';
import type { EditorState, LastAction } from './editor-state.ts';
import { characterBefore, nextCharacter } from './graphemes.ts';
import type { EditorCommand } from './key-map.ts';
import { kill, rotate } from './kill-ring.ts';
import { blankLeft, columnOf, lineDown, lineEnd, lineStart, lineUp, wordLeft, wordRight } from './motion.ts';
import { redo, remember, undo } from './undo.ts';

/** The state with a changed text. Typing that goes on is remembered as one change. */
export function change(state: EditorState, buffer: Buffer, last: LastAction): EditorState {
  if (buffer.text === state.buffer.text) return { ...state, buffer, last };
  const goesOn = last === 'type' && state.last === 'type' && !/\s/.test(buffer.text.charAt(buffer.cursor - 1));
  return { ...state, buffer, last, undo: goesOn ? state.undo : remember(state.undo, state.buffer) };
}

/** The cursor in the line above or below; `null` when there is none. */
export function move(state: EditorState, direction: 'up' | 'down'): EditorState | null {
  const { text, cursor } = state.buffer;
  const goal = state.last === 'vertical' ? state.goal : columnOf(text, cursor);
  const to = direction === 'up' ? lineUp(text, cursor, goal) : lineDown(text, cursor, goal);
  return to === null ? null : { ...state, buffer: { text, cursor: to }, goal, last: 'vertical' };
}

/** Moves, erases and puts back. Commands of other kinds do nothing here. */
export function edit(state: EditorState, command: EditorCommand): EditorState {
  const { text, cursor } = state.buffer;
  const to = (offset: number): EditorState => ({ ...state, buffer: { text, cursor: offset }, last: 'other' });
  const erase = (from: number, end: number): EditorState =>
    change(state, replace(state.buffer, from, end, ''), 'other');
  switch (command) {
    case 'left':
      return to(characterBefore(text, cursor));
    case 'right':
      return to(nextCharacter(text, cursor));
    case 'word-left':
      return to(wordLeft(text, cursor));
    case 'word-right':
      return to(wordRight(text, cursor));
    case 'line-start':
      return to(lineStart(text, cursor));
    case 'line-end':
      return to(lineEnd(text, cursor));
    case 'text-start':
      return to(0);
    case 'text-end':
      return to(text.length);
    case 'erase-left':
      return erase(characterBefore(text, cursor), cursor);
    case 'erase-right':
      return erase(cursor, nextCharacter(text, cursor));
    case 'kill-line': {
      const end = lineEnd(text, cursor);
      return killed(state, cursor, end === cursor ? Math.min(end + 1, text.length) : end);
    }
    case 'kill-to-start': {
      const start = lineStart(text, cursor);
      return killed(state, start === cursor ? Math.max(0, start - 1) : start, cursor);
    }
    case 'kill-word-left':
      return killed(state, wordLeft(text, cursor), cursor);
    case 'kill-word-right':
      return killed(state, cursor, wordRight(text, cursor));
    case 'kill-blank-left':
      return killed(state, blankLeft(text, cursor), cursor);
    case 'yank':
      return change(state, insert(state.buffer, state.kills[0] ?? ''), 'yank');
    case 'yank-older':
      return yankOlder(state);
    case 'undo':
      return goneTo(state, undo(state.undo, state.buffer));
    case 'redo':
      return goneTo(state, redo(state.undo, state.buffer));
    case 'swap':
      return swapped(state);
    default:
      return state;
  }
}

function killed(state: EditorState, from: number, to: number): EditorState {
  const { text, cursor } = state.buffer;
  const side = to > cursor ? 'behind' : 'before';
  const kills = kill(state.kills, text.slice(from, to), state.last === 'kill' ? side : null);
  return { ...change(state, replace(state.buffer, from, to, ''), 'kill'), kills };
}

/** Replaces what was just put back by what was erased before it. */
function yankOlder(state: EditorState): EditorState {
  const [put = ''] = state.kills;
  const { text, cursor } = state.buffer;
  if (state.last !== 'yank' || !text.slice(0, cursor).endsWith(put)) return state;
  const kills = rotate(state.kills);
  return { ...change(state, replace(state.buffer, cursor - put.length, cursor, kills[0] ?? ''), 'yank'), kills };
}

function goneTo(state: EditorState, to: ReturnType<typeof undo>): EditorState {
  return to === null ? state : { ...state, ...to, last: 'other' };
}

/** The characters around the cursor, or the last two of a line, change places. */
function swapped(state: EditorState): EditorState {
  const { text, cursor } = state.buffer;
  const end = cursor === lineEnd(text, cursor) ? cursor : nextCharacter(text, cursor);
  const middle = characterBefore(text, end);
  const start = characterBefore(text, middle);
  if (start < lineStart(text, end) || start === middle) return state;
  return change(state, replace(state.buffer, start, end, text.slice(middle, end) + text.slice(start, middle)), 'other');
}

/** The state with another text, cursor behind it. */
export function withText(state: EditorState, text: string): EditorState {
  return change(state, bufferOf(text), 'other');
}

import type { Completion } from '../language.ts';
import { insert } from './buffer.ts';
import type { Key } from './decode-keys.ts';
import { editorState, type EditorState } from './editor-state.ts';
import { KEY_MAP, type EditorCommand } from './key-map.ts';
import { change, edit, move } from './edit.ts';
import { lineEnd, lineStart } from './motion.ts';
import { inMenu, openMenu } from './menu.ts';
import { recall, startSearch, inSearch } from './recall.ts';

/** What the editor asks of what is around it. */
export interface EditorContext {
  /** Earlier texts in order of time. */
  readonly history: readonly string[];
  /** Whether Enter sends the text. */
  readonly isComplete: (text: string) => boolean;
  readonly complete: (text: string, offset: number) => Completion;
}

/** What is to be done after a key. */
export type Effect =
  | { readonly kind: 'submit'; readonly text: string }
  | { readonly kind: 'leave' | 'discard' | 'hint' | 'clear-screen' | 'suspend' | 'open-editor' | 'bell' };

/** The state after a key, and what is to be done. */
export interface Step {
  readonly state: EditorState;
  readonly effect: Effect | null;
}

/** What one key does to the editor. Pure. */
export function step(state: EditorState, key: Key, context: EditorContext): Step {
  if (state.search !== null) {
    const found = inSearch(state, key, context.history);
    if (found.done) return found.passOn ? step(found.state, key, context) : done(found.state);
    return done(found.state);
  }
  if (state.menu !== null) {
    const chosen = inMenu(state, key);
    return chosen.passOn ? step(chosen.state, key, context) : done(chosen.state);
  }
  if (key.name === 'text') return typed(state, key.text);
  if (key.name === 'paste') return done(change(state, insert(state.buffer, pasted(key.text)), 'other'));
  const command = KEY_MAP[key.name];
  return command === undefined ? done(state) : act(state, command, context);
}

function done(state: EditorState): Step {
  return { state, effect: null };
}

/** A run of typing is undone as one. */
function typed(state: EditorState, text: string): Step {
  return done(change(state, insert(state.buffer, text), 'type'));
}

function pasted(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

function act(state: EditorState, command: EditorCommand, context: EditorContext): Step {
  const { text, cursor } = state.buffer;
  const only = (kind: Exclude<Effect['kind'], 'submit'>): Step => ({ state, effect: { kind } });
  switch (command) {
    case 'enter':
      return enter(state, context);
    case 'newline':
      return done(change(state, insert(state.buffer, `\n${indentOf(text, cursor)}`), 'other'));
    case 'complete':
      return complete(state, context);
    case 'complete-back':
    case 'escape':
      return done(state);
    case 'up':
      return vertical(state, 'up', context);
    case 'down':
      return vertical(state, 'down', context);
    case 'history-back':
      return done(recall(state, context.history, -1));
    case 'history-forward':
      return done(recall(state, context.history, 1));
    case 'search':
      return done(startSearch(state, context.history));
    case 'interrupt': {
      if (text !== '') return { state: editorState('', state.kills), effect: { kind: 'discard' } };
      return {
        state: { ...state, last: 'interrupt' },
        effect: state.last === 'interrupt' ? { kind: 'hint' } : { kind: 'discard' },
      };
    }
    case 'end-of-input':
      return text === '' ? only('leave') : done(edit(state, 'erase-right'));
    case 'clear-screen':
    case 'suspend':
    case 'open-editor':
      return only(command);
    default:
      return done(edit(state, command));
  }
}

/** Enter sends a text that is complete when the cursor stands in its last line; else it begins a line. */
function enter(state: EditorState, context: EditorContext): Step {
  const { text, cursor } = state.buffer;
  const atEnd = text.slice(cursor).trim() === '' || !text.includes('\n');
  if (text.trim() === '' || (atEnd && context.isComplete(text))) return { state, effect: { kind: 'submit', text } };
  return done(change(state, insert(state.buffer, `\n${indentOf(text, cursor)}`), 'other'));
}

/** White space that the line of the cursor begins with, and two more behind an opening bracket. */
function indentOf(text: string, cursor: number): string {
  const line = text.slice(lineStart(text, cursor), cursor);
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  return /[{([]\s*$/.test(line) && cursor === lineEnd(text, cursor) ? `${indent}  ` : indent;
}

/** Tab: the only candidate or what all have in common, else the menu. At the beginning of a line it indents. */
function complete(state: EditorState, { complete: candidates }: EditorContext): Step {
  const { text, cursor } = state.buffer;
  if (text.trim() !== '' && text.slice(lineStart(text, cursor), cursor).trim() === '')
    return done(change(state, insert(state.buffer, '  '), 'type'));
  const opened = openMenu(state, candidates(text, cursor));
  return opened === null ? { state, effect: { kind: 'bell' } } : done(opened);
}

/** Up and down go over the lines of the text, and from the first and last one through the history. */
function vertical(state: EditorState, direction: 'up' | 'down', { history }: EditorContext): Step {
  const moved = move(state, direction);
  return done(moved ?? recall(state, history, direction === 'up' ? -1 : 1));
}

/** What a key can do in the editor. */
export type EditorCommand =
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'line-start'
  | 'line-end'
  | 'text-start'
  | 'text-end'
  | 'up'
  | 'down'
  | 'history-back'
  | 'history-forward'
  | 'search'
  | 'enter'
  | 'newline'
  | 'erase-left'
  | 'erase-right'
  | 'kill-line'
  | 'kill-to-start'
  | 'kill-word-left'
  | 'kill-word-right'
  | 'kill-blank-left'
  | 'yank'
  | 'yank-older'
  | 'undo'
  | 'redo'
  | 'swap'
  | 'complete'
  | 'complete-back'
  | 'interrupt'
  | 'end-of-input'
  | 'clear-screen'
  | 'suspend'
  | 'open-editor'
  | 'escape';

/** The keys, as in Emacs and readline, and those that terminals send for the arrows with Ctrl and Alt. */
export const KEY_MAP: Readonly<Record<string, EditorCommand>> = {
  ...{ left: 'left', 'ctrl-b': 'left', right: 'right', 'ctrl-f': 'right' },
  ...{ 'ctrl-left': 'word-left', 'alt-left': 'word-left', 'alt-b': 'word-left' },
  ...{ 'ctrl-right': 'word-right', 'alt-right': 'word-right', 'alt-f': 'word-right' },
  ...{ home: 'line-start', 'ctrl-a': 'line-start', end: 'line-end', 'ctrl-e': 'line-end' },
  ...{ 'ctrl-home': 'text-start', 'alt-<': 'text-start', 'ctrl-end': 'text-end', 'alt->': 'text-end' },
  ...{ up: 'up', down: 'down' },
  ...{ 'ctrl-p': 'history-back', 'page-up': 'history-back', 'alt-p': 'history-back' },
  ...{ 'ctrl-n': 'history-forward', 'page-down': 'history-forward', 'alt-n': 'history-forward' },
  ...{ 'ctrl-r': 'search', enter: 'enter', 'alt-enter': 'newline', 'ctrl-j': 'newline' },
  ...{ backspace: 'erase-left', delete: 'erase-right' },
  ...{ 'ctrl-k': 'kill-line', 'ctrl-u': 'kill-to-start' },
  ...{ 'alt-backspace': 'kill-word-left', 'ctrl-w': 'kill-blank-left' },
  ...{ 'alt-d': 'kill-word-right', 'ctrl-delete': 'kill-word-right' },
  ...{ 'ctrl-y': 'yank', 'alt-y': 'yank-older' },
  ...{ 'ctrl-_': 'undo', 'alt-_': 'redo', 'alt-u': 'undo', 'alt-r': 'redo' },
  ...{ 'ctrl-t': 'swap', tab: 'complete', 'shift-tab': 'complete-back' },
  ...{ 'ctrl-c': 'interrupt', 'ctrl-d': 'end-of-input', 'ctrl-l': 'clear-screen', 'ctrl-z': 'suspend' },
  ...{ 'ctrl-g': 'escape', escape: 'escape', 'alt-e': 'open-editor' },
};

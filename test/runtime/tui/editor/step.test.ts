import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { editorState } from '../../../../runtime/tui/editor/editor-state.ts';
import type { EditorContext } from '../../../../runtime/tui/editor/step.ts';
import { ctrl, KEYS, shown, typeKeys } from './type-keys.ts';

const { up, down, left, right, home, end, enter, tab, backTab, back, del, wordLeft, wordRight, escape } = KEYS;
const after = (input: string, context: Partial<EditorContext> = {}): string => shown(typeKeys(input, context).state);

test('what is typed stands before the cursor', () => {
  assert.is(after('select'), 'select|');
  assert.is(after(`ac${left}b`), 'ab|c');
  assert.is(after(`abc${home}x${end}y`), 'xabcy|');
  assert.is(after(`abc${back}${left}${del}`), 'a|');
});

test('the cursor goes over whole characters, as people see them', () => {
  assert.is(after(`a日👩‍👩‍👧é${left}${left}`), 'a日|👩‍👩‍👧é');
  assert.is(after(`a👩‍👩‍👧${back}`), 'a|');
  assert.is(after(`🇩🇪🇫🇷${home}${right}`), '🇩🇪|🇫🇷');
});

test('words are jumped over and erased', () => {
  assert.is(after(`select a_b, c${wordLeft}${wordLeft}`), 'select |a_b, c');
  assert.is(after(`select a_b, c${home}${wordRight}${wordRight}`), 'select a_b|, c');
  assert.is(after(`from a.b${ctrl('w')}`), 'from |');
  assert.is(after('from a.b\u001b\u007f'), 'from a.|');
});

test('Enter sends what is complete, else it begins a line that is indented like the one before', () => {
  const sent = typeKeys(`select 1;${enter}`);
  assert.equal(sent.effects, [{ kind: 'submit', text: 'select 1;' }]);
  assert.is(after(`  select${enter}1`), '  select\n  1|');
  assert.is(after(`call f(${enter}1`), 'call f(\n  1|');
  assert.equal(typeKeys(`select${enter}1;${enter}`).effects, [{ kind: 'submit', text: 'select\n1;' }]);
  assert.is(after(`select 1;${left.repeat(3)}\u001b\r`), 'select\n| 1;', 'Alt-Enter always begins one');
  assert.is(after(`select${enter}1;${up}${enter}`), 'se\n|lect\n1;', 'in the middle of a text a line is begun');
});

test('up and down keep their column over shorter lines, and then go through the history', () => {
  assert.is(after(`abcdef${enter}ab${enter}abcdef${up}${up}`), 'abcdef|\nab\nabcdef');
  assert.is(after(`日本語${enter}abcd${up}`), '日本|語\nabcd');
  const history = ['first', 'second'];
  assert.is(after(up, { history }), 'second|');
  assert.is(after(up + up + up, { history }), 'first|');
  assert.is(after(`draft${up}${up}${down}${down}`, { history }), 'draft|');
});

test('what is erased by line and word comes back, together or one by one', () => {
  assert.is(after(`one two${ctrl('w')}${ctrl('w')}${ctrl('y')}`), 'one two|');
  assert.is(after(`one${ctrl('u')}two${ctrl('u')}${ctrl('y')}`), 'two|');
  assert.is(after(`one${ctrl('u')}two${ctrl('u')}${ctrl('y')}\u001by`), 'one|');
  assert.is(after(`ab${enter}cd${ctrl('p')}`, { history: [] }), 'ab\ncd|');
  assert.is(after(`abc${home}${ctrl('k')}${ctrl('y')}${ctrl('y')}`), 'abcabc|');
});

test('changes are undone and done again; a run of typing is one', () => {
  assert.is(after(`select${ctrl('_')}`), '|');
  assert.is(after(`select 1${ctrl('_')}`), 'select|');
  assert.is(after(`one${ctrl('w')}${ctrl('_')}`), 'one|');
  assert.is(after(`one${ctrl('w')}${ctrl('_')}\u001b_`), '|');
});

test('Ctrl-T swaps characters', () => {
  assert.is(after(`form${left}${left}${ctrl('t')}`), 'fro|m');
  assert.is(after(`ab${ctrl('t')}`), 'ba|');
  assert.is(after(`a${ctrl('t')}`), 'a|');
});

test('a paste is put in as it is, however many statements it holds', () => {
  const { state, effects } = typeKeys('\u001b[200~select 1;\r\nselect 2;\t\u001b[201~');
  assert.is(shown(state), 'select 1;\nselect 2;\t|');
  assert.equal(effects, []);
});

test('a megabyte is pasted and edited at once', () => {
  const text = 'insert into t values (1);\n'.repeat(40_000);
  const start = performance.now();
  const { state } = typeKeys(`\u001b[200~${text}\u001b[201~${up.repeat(20)}x${left.repeat(20)}${back}`);
  assert.is(state.buffer.text.length, text.length);
  assert.ok(performance.now() - start < 1000);
});

test('Ctrl-C drops the text, and at the second time on an empty line tells how to leave', () => {
  assert.equal(typeKeys(`select${ctrl('c')}`).effects, [{ kind: 'discard' }]);
  assert.is(after(`select${ctrl('c')}`), '|');
  assert.equal(typeKeys(ctrl('c') + ctrl('c')).effects, [{ kind: 'discard' }, { kind: 'hint' }]);
});

test('Ctrl-D leaves from an empty line, and erases elsewhere', () => {
  assert.equal(typeKeys(ctrl('d')).effects, [{ kind: 'leave' }]);
  assert.is(after(`ab${left}${ctrl('d')}`), 'a|');
});

const complete =
  (...texts: string[]): EditorContext['complete'] =>
  (text, offset) => {
    const from = offset - /\w*$/.exec(text.slice(0, offset))![0].length;
    const candidates = texts.filter((each) => each.startsWith(text.slice(from, offset)));
    return { from, to: offset, candidates: candidates.map((each) => ({ text: each, kind: 'table' })) };
  };

test('Tab puts in the only candidate, or what all begin with', () => {
  assert.is(after(`from cus${tab}`, { complete: complete('customers', 'orders') }), 'from customers|');
  assert.is(after(`from cus${tab}`, { complete: complete('customers', 'customer_ids') }), 'from customer|');
  assert.equal(typeKeys(`from x${tab}`, { complete: complete('orders') }).effects, [{ kind: 'bell' }]);
  assert.is(after(tab + tab, {}), '|');
});

test('Tab opens the menu and goes through it; Enter takes, Escape puts back, typing goes on', () => {
  const context = { complete: complete('alpha', 'beta', 'gamma') };
  assert.is(after(`from ${tab}`, context), 'from alpha|');
  assert.is(after(`from ${tab}${tab}${tab}`, context), 'from gamma|');
  assert.is(after(`from ${tab}${tab}${tab}${tab}`, context), 'from alpha|');
  assert.is(after(`from ${tab}${backTab}`, context), 'from gamma|');
  assert.is(after(`from ${tab}${tab}${escape}`, context), 'from |');
  assert.is(after(`from ${tab}${tab}${enter};`, context), 'from beta;|');
  assert.is(after(`from ${tab}${tab} where`, context), 'from beta where|');
  assert.is(after(`from ${tab}${tab}${enter}${ctrl('_')}`, context), 'from |', 'the choice is one change');
});

test('Tab at the beginning of a line indents', () => {
  assert.is(after(`select${enter}${tab}a`, { complete: complete('alpha') }), 'select\n  a|');
});

test('Ctrl-R searches the history backwards, as it is typed', () => {
  const history = ['select 1', 'insert into t', 'SELECT 2', 'update t'];
  assert.is(after(`${ctrl('r')}sel`, { history }), '|SELECT 2');
  assert.is(after(`${ctrl('r')}sel${ctrl('r')}`, { history }), '|select 1');
  const lost = typeKeys(`${ctrl('r')}sel${ctrl('r')}${ctrl('r')}`, { history }).state;
  assert.is(lost.search?.failed, true);
  assert.is(after(`draft${ctrl('r')}upd${ctrl('g')}`, { history }), 'draft|');
  assert.is(after(`${ctrl('r')}ins${tab}${end};`, { history }), 'insert into t;|');
  assert.is(after(`${ctrl('r')}ins${back}${back}${back}`, { history }), '|');
  assert.equal(typeKeys(`${ctrl('r')}1${enter}`, { history: ['select 1;'] }).effects, [
    { kind: 'submit', text: 'select 1;' },
  ]);
  assert.is(after(`${ctrl('r')}insert${escape}`, { history }), '|', 'a search that is left changes nothing');
});

test('keys that mean nothing do nothing', () => {
  assert.equal(typeKeys('\u001b[99;1x\u001b[20~', {}, editorState('a')).state.buffer, { text: 'a', cursor: 1 });
});

test.run();

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeKeys } from '../../../../runtime/tui/editor/decode-keys.ts';
import { KeyDecoder } from '../../../../runtime/tui/editor/key-decoder.ts';

const names = (input: string, last = false): string[] =>
  decodeKeys(input, last).keys.map(({ name, text }) => (text === '' ? name : `${name}:${text}`));

test('printable characters are one text, control characters are keys', () => {
  assert.equal(names('select 1;\r'), ['text:select 1;', 'enter']);
  assert.equal(names('\u0001\u0005\u000b\u001f\t\u007f\n'), [
    'ctrl-a',
    'ctrl-e',
    'ctrl-k',
    'ctrl-_',
    'tab',
    'backspace',
    'ctrl-j',
  ]);
  assert.equal(names('日本語🐻'), ['text:日本語🐻']);
});

test('sequences of terminals are keys, with what is held', () => {
  assert.equal(names('\u001b[A\u001bOB\u001b[1;5C\u001b[1;3D\u001b[3~\u001b[H\u001b[4~\u001b[Z\u001b[6~'), [
    ...['up', 'down', 'ctrl-right', 'alt-left', 'delete', 'home', 'end', 'shift-tab', 'page-down'],
  ]);
  assert.equal(names('\u001b[99;1x'), ['unknown']);
});

test('an escape before a key is Alt; alone it is a key when nothing follows', () => {
  assert.equal(names('\u001bb\u001b\r\u001b\u007f\u001bé'), ['alt-b', 'alt-enter', 'alt-backspace', 'alt-é']);
  assert.equal(decodeKeys('a\u001b'), { keys: [{ name: 'text', text: 'a' }], rest: '\u001b' });
  assert.equal(names('\u001b', true), ['escape']);
  assert.equal(decodeKeys('\u001b[1;5').rest, '\u001b[1;5');
});

test('a paste is one key, whatever is in it', () => {
  assert.equal(names('x\u001b[200~a\r\nb\u0003\tc\u001b[201~y'), ['text:x', 'paste:a\r\nb\u0003\tc', 'text:y']);
});

test('pieces are put together, wherever they are cut', () => {
  const input = 'ab\u001b[1;5C\u001b[200~one;\ntwo;\u001b[201~\u001b[3~c';
  const whole = decodeKeys(input).keys;
  for (let cut = 0; cut <= input.length; cut++) {
    const decoder = new KeyDecoder();
    const keys = [...decoder.push(input.slice(0, cut)), ...decoder.push(input.slice(cut))];
    const joined = keys.map((key) => (key.name === 'text' ? key.text : `<${key.name} ${key.text}>`)).join('');
    assert.is(
      joined,
      whole.map((key) => (key.name === 'text' ? key.text : `<${key.name} ${key.text}>`)).join(''),
      `cut at ${cut}`,
    );
    assert.not.ok(decoder.waits);
  }
});

test('every character for itself gives the same', () => {
  const decoder = new KeyDecoder();
  const keys = [...'\u001b[200~select\r1;\u001b[201~\u001b[A'].flatMap((each) => decoder.push(each));
  assert.equal(keys, [
    { name: 'paste', text: 'select\r1;' },
    { name: 'up', text: '' },
  ]);
});

test('a paste of a megabyte in small pieces takes no time', () => {
  const text = 'insert into t values (1);\n'.repeat(40_000);
  const decoder = new KeyDecoder();
  const start = performance.now();
  const keys = [...decoder.push('\u001b[200~')];
  for (let at = 0; at < text.length; at += 1024) keys.push(...decoder.push(text.slice(at, at + 1024)));
  keys.push(...decoder.push('\u001b[201~'));
  assert.is(keys.length, 1);
  assert.is(keys[0]!.text.length, text.length);
  assert.ok(performance.now() - start < 500);
});

test.run();

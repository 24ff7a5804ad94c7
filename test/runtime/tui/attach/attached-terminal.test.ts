import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { INT } from '../../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';
import { AttachedTerminal } from '../../../../runtime/tui/attach/attached-terminal.ts';
import type { Backend, RunOptions } from '../../../../runtime/tui/backend.ts';
import { decodeKeys } from '../../../../runtime/tui/editor/decode-keys.ts';
import { History } from '../../../../runtime/tui/history/history-file.ts';
import { noCompletion, type Language } from '../../../../runtime/tui/language.ts';
import type { Terminal, TerminalListener } from '../../../../runtime/tui/terminal.ts';
import { ctrl, KEYS } from '../editor/type-keys.ts';
import { ScreenTwin } from '../screen/screen-twin.ts';

/** A session over a terminal in memory: no process, no pty. */
function session(run: (text: string, options: RunOptions) => Promise<void>, columns = 40, rows = 12) {
  const twin = new ScreenTwin(columns, rows);
  let listener: TerminalListener | null = null;
  const terminal: Terminal = {
    ...{ columns, rows, colour: false },
    stream: new Writable({
      write(chunk: Buffer, _, done) {
        twin.write(chunk.toString());
        done();
      },
    }),
    write: (text) => twin.write(text),
    start: (next) => void (listener = next),
    stop: () => void (listener = null),
    suspend: async () => undefined,
  };
  const backend: Backend = {
    run,
    view: async () => ({ view: EMPTY_VIEW, scope: [], explicit: false }),
    close: async () => undefined,
  };
  const language: Language = {
    words: () => [],
    isComplete: (text) => text.trimEnd().endsWith(';'),
    complete: (_, offset) => noCompletion(offset),
    check: () => [],
    renderFindings: () => '',
    renderError: (error) => `${error.exception}\n`,
  };
  const attached = new AttachedTerminal({
    ...{ terminal, backend, language: Promise.resolve(language), history: new History(null) },
    ...{ name: 'shop', greeting: 'hello', environment: {}, files: () => [], settings: { timing: false } },
  });
  const ended = attached.run();
  return {
    ended,
    type: (input: string) => listener?.onKeys(decodeKeys(input, true).keys),
    /** The screen when it ends with a text. */
    async until(end: string): Promise<string> {
      for (let i = 0; i < 400; i++) {
        const shown = twin.lines().join('\n').trimEnd();
        if (shown.endsWith(end)) return shown;
        await sleep(5);
      }
      throw new Error(`'${end}' did not come:\n${twin.lines().join('\n')}`);
    },
  };
}

const numbers = (length: number) =>
  tableFromRows(
    [{ name: 'n', type: INT, nullable: false }],
    Array.from({ length }, (_, i) => [i]),
  );
const answer = (length: number) => ({ verb: 'select', rowsChanged: null, table: numbers(length) });

test('statements are edited over lines, run, and shown', async () => {
  const texts: string[] = [];
  const { type, until, ended } = session(async (text, { onResult }) => {
    texts.push(text);
    await onResult(answer(2));
  });
  await until('shop>');
  type(`select n${KEYS.enter}from t;${KEYS.enter}`);
  assert.is(
    await until('(2 rows)\nshop>'),
    [
      'hello',
      'shop> select n',
      '   -> from t;',
      '┌─────┐',
      '│   n │',
      '│ int │',
      '├─────┤',
      '│   0 │',
      '│   1 │',
      '└─────┘',
      '(2 rows)',
      'shop>',
    ].join('\n'),
  );
  assert.equal(texts, ['select n\nfrom t;']);
  type(ctrl('d'));
  await ended;
});

test('keys that come while a statement runs wait for its end; Ctrl-C ends it', async () => {
  const texts: string[] = [];
  const { type, until, ended } = session(async (text, { signal, onPrint }) => {
    texts.push(text);
    if (!text.startsWith('slow')) return onPrint('printed');
    await new Promise<void>((_, fail) =>
      signal.addEventListener('abort', () => fail(gobiError('Cancelled', { what: 'the statement' }))),
    );
  });
  await until('shop>');
  type(`slow;${KEYS.enter}`);
  await until('slow;');
  type(ctrl('c'));
  await until('cancelled\nshop>');
  type(`quick;${KEYS.enter}quick two;${KEYS.enter}`);
  await until('quick two;\nprinted\nshop>');
  assert.equal(texts, ['slow;', 'quick;', 'quick two;']);
  type(`\\q${KEYS.enter}`);
  await ended;
});

test('a long result is paged, and what was on the screen comes back', async () => {
  const { type, until, ended } = session(async (_, { onResult }) => onResult(answer(500)));
  await until('shop>');
  type(`long;${KEYS.enter}`);
  await until('500 rows  1%  q leaves, arrows and space');
  type('G');
  assert.match(await until('500 rows  end  q leaves, arrows and spac'), /│ 499 │/);
  type('q');
  assert.is(await until('(500 rows)\nshop>'), 'hello\nshop> long;\n(500 rows)\nshop>');
  type(ctrl('d'));
  await ended;
});

test('commands, and Ctrl-C on an empty line', async () => {
  const { type, until, ended } = session(async () => undefined);
  await until('shop>');
  type(`\\timng${KEYS.enter}`);
  await until('there is no command \\timng; did you mean\n \\timing?\nshop>');
  type(`draft${ctrl('c')}`);
  await until('shop> draft\nshop>');
  type(ctrl('c') + ctrl('c'));
  await until('Ctrl-D or \\q leaves');
  type(ctrl('d'));
  await ended;
});

test('a lake that cannot be opened ends the session with its error', async () => {
  const failing: Backend = {
    run: async () => undefined,
    view: async () => Promise.reject(gobiError('NotALake', { folder: 'x', reason: 'it is a file' })),
    close: async () => undefined,
  };
  const stream = new Writable({ write: (_, __, done) => done() });
  const terminal: Terminal = {
    ...{ columns: 40, rows: 10, colour: false, stream, write: () => undefined },
    ...{ start: () => undefined, stop: () => undefined, suspend: async () => undefined },
  };
  const attached = new AttachedTerminal({
    ...{ terminal, backend: failing, language: new Promise<Language>(() => undefined), history: new History(null) },
    ...{ name: 'x', greeting: '', environment: {}, files: () => [] },
  });
  assert.is(await attached.run().catch((error: { exception: string }) => error.exception), 'NotALake');
});

test.run();

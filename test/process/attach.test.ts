import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';
import { skip } from '../support/skip.ts';
import { hasTmux, TmuxSession } from './tmux-session.ts';

/* `gobi attach` as users meet it: in a terminal, and with statements that are given. */
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const test = suite('attach');
let folder = '';
let session: TmuxSession | null = null;

test.before.each(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-attach-'));
  const engine = await open(join(folder, 'shop'), { workers: 0 });
  await engine.exec(`create table customers (id int primary key, name string, city string);
    insert into customers values (1, 'Ada', 'London'), (2, 'Kōbō', null), (3, '小野', '京都')`);
  await engine.close();
});
test.after.each(() => {
  session?.close();
  session = null;
  rmSync(folder, { recursive: true, force: true });
});

function gobi(args: readonly string[], input = ''): { code: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, [GOBI, 'attach', ...args], { cwd: folder, encoding: 'utf8', input });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

test('statements that are given run without a prompt', () => {
  const given = gobi(['shop', '-c', 'select count(*) as n from customers', '--format', 'csv']);
  assert.equal(given, { code: 0, out: 'n\n3\n', err: '' });
  const piped = gobi(['shop'], 'select name from customers where id = 3');
  assert.is(piped.code, 0);
  assert.match(piped.out, /│ 小野 {3}│\n/);
  assert.not.match(piped.out, /\u001b/);
  writeFileSync(join(folder, 'wrong.plg'), 'select nope from customers');
  const wrong = gobi(['shop', '-f', 'wrong.plg']);
  assert.is(wrong.code, 1);
  assert.match(wrong.err, /wrong\.plg:1:8: error PLG1302/);
  assert.is(gobi(['shop', '-f', 'none.plg']).code, 2);
});

/** A session at its prompt, without times in what it shows. */
async function attached(
  columns = 60,
  rows = 24,
  environment: Readonly<Record<string, string>> = {},
): Promise<TmuxSession> {
  const state = {
    XDG_STATE_HOME: folder,
    PAGER: '',
    TERM: 'screen-256color',
    NO_COLOR: '',
    FORCE_COLOR: '',
    ...environment,
  };
  session = new TmuxSession(
    `'${process.execPath}' '${GOBI}' attach shop; echo left with $?`,
    folder,
    columns,
    rows,
    state,
  );
  await session.until(/^shop> ?$/m);
  session.type('\\timing off');
  session.press('Enter');
  await session.until(/timing is off\nshop>$/);
  session.press('C-l');
  await session.until(/^shop>$/);
  return session;
}

const interactive = (name: string, work: () => Promise<void>): void => {
  if (hasTmux()) test(name, work);
  else skip(test, name, 'tmux is not installed');
};

interactive('a session: completion, a result, a mistake that is not sent, the history, the end', async () => {
  const terminal = await attached();
  terminal.type('select na');
  terminal.press('C-a', 'C-e');
  terminal.type(' from cust');
  terminal.press('Tab');
  await terminal.until(/from customers$/);
  terminal.press('C-a', 'M-f', 'M-f', 'Tab');
  await terminal.until(/select name from/);
  terminal.press('C-e');
  terminal.type(';');
  terminal.press('Enter');
  assert.is(
    await terminal.until(/rows\)\nshop>$/),
    [
      'shop> select name from customers;',
      '┌────────┐',
      '│ name   │',
      '│ string │',
      '├────────┤',
      '│ Ada    │',
      '│ Kōbō   │',
      '│ 小野   │',
      '└────────┘',
      '(3 rows)',
      'shop>',
    ].join('\n'),
  );
  terminal.press('C-l');
  terminal.type('select nmae from customers;');
  terminal.press('Enter');
  assert.is(
    await terminal.until(/not sent/),
    [
      'shop> select nmae from customers;',
      'input:1:8: error PLG1302: table `customers` has no column `nmae`',
      '  1 | select nmae from customers;',
      '    |        ^^^^',
      '  hint: did you mean `name`?',
      '',
      'shop> select nmae from customers;',
      'not sent; Enter sends it as it is, Ctrl-C drops it',
    ]
      .join('\n')
      .replace(/(.{60})(?=.)/g, '$1\n'),
  );
  terminal.press('C-c', 'C-l', 'Up', 'Up');
  await terminal.until(/^shop> select name from customers;$/m);
  terminal.press('C-c', 'C-d');
  await terminal.until(/left with 0/);
  assert.match(readFileSync(join(folder, 'gobi/history.ndjson'), 'utf8'), /select name from customers;/);
});

interactive('Ctrl-C ends what runs, and the session goes on', async () => {
  const terminal = await attached();
  terminal.type('while true { let x = 1; }');
  terminal.press('Enter', 'Enter');
  await terminal.until(/running, .*Ctrl-C cancels/);
  terminal.press('C-c');
  await terminal.until(/cancelled\nshop>$/);
  terminal.type('select 40 + 2 as n;');
  terminal.press('Enter');
  await terminal.until(/│ +42 │/);
});

interactive('long results are paged, wide ones fit, and a terminal may change its size', async () => {
  const terminal = await attached(40, 12);
  terminal.type('select i as n, i * i as square from range(1000) as r(i);');
  terminal.press('Enter');
  await terminal.until(/1,000 rows {2}0%/);
  terminal.press('G');
  assert.match(await terminal.until(/end/), /│ 999 │ 998001 │/);
  terminal.press('q');
  await terminal.until(/\(1,000 rows\)\nshop>$/);
  terminal.press('C-l');
  terminal.type("select 'a long text that is cut' as a, 'another long text' as b;");
  terminal.press('Enter');
  await terminal.until(/│ a long text t.*… │ another .*… │/);
  terminal.press('C-l');
  terminal.type('select customers.name, customers.city fr');
  terminal.resize(70, 12);
  await terminal.until(/^shop> select customers.name, customers.city fr$/m);
  terminal.type('om');
  await terminal.until(/^shop> select customers.name, customers.city from$/m);
});

interactive('a terminal that cannot move its cursor gets lines', async () => {
  const state = { XDG_STATE_HOME: folder, TERM: 'dumb' };
  session = new TmuxSession(`'${process.execPath}' '${GOBI}' attach shop; echo left with $?`, folder, 60, 24, state);
  await session.until(/^shop>/m);
  session.type('select 1 + 1');
  session.press('Enter');
  await session.until(/->/);
  session.type('as two;');
  session.press('Enter');
  await session.until(/│ +2 │/);
  session.press('C-d');
  await session.until(/left with 0/);
});

test('a session works the same in a service, also after it was started again', async () => {
  const daemon = (...args: string[]) =>
    spawnSync(process.execPath, [GOBI, ...args], { cwd: folder, encoding: 'utf8', env });
  const env = { ...process.env, XDG_STATE_HOME: folder };
  assert.is(daemon('mount', 'shop', '--name', 'Shop').status, 0);
  try {
    assert.is(
      daemon('attach', 'shop', '-c', 'select count(*) as n from customers', '--format', 'csv').stdout,
      'n\n3\n',
    );
    if (!hasTmux()) return console.log('skipped: a prompt in a service: tmux is not installed');
    session = new TmuxSession(`'${process.execPath}' '${GOBI}' attach Shop`, folder, 80, 24, {
      XDG_STATE_HOME: folder,
      PAGER: '',
    });
    await session.until(/^Shop>$/m);
    session.type('begin; create table fresh (a int);');
    session.press('Enter');
    await session.until(/^Shop\*>$/m);
    session.type('insert into fr');
    session.press('Tab');
    await session.until(/insert into fresh$/);
    session.press('C-c');
    assert.is(daemon('daemon', 'restart', 'Shop').status, 0);
    session.type('select 41 + 1 as n;');
    session.press('Enter');
    // what the session held is gone: that is told, and nothing is sent
    await session.until(/Disconnected[^]*not sent/);
    session.press('Enter');
    await session.until(/│ +42 │[^]*\nShop>$/);
  } finally {
    daemon('daemon', 'stop', 'Shop');
  }
});

test.run();

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/* `gobi check --watch` as a process: what changes in the folder, and what it prints then. */
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const MOST_MILLISECONDS = 20_000;
const test = suite('check --watch');
let folder = '';
let running: Watched | undefined;

/** One line of its JSON. */
interface Round {
  readonly files: number;
  readonly checked: number;
  readonly milliseconds: number;
  readonly diagnostics: readonly { readonly code: string; readonly file: string }[];
  readonly error?: { readonly message: string };
}

interface Watched {
  readonly child: ChildProcess;
  readonly next: () => Promise<Round>;
  readonly printed: () => number;
}

function start(...args: readonly string[]): Watched {
  const child = spawn(process.execPath, [GOBI, 'check', '--watch', '--format', 'json', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines: string[] = [];
  let rest = '';
  let taken = 0;
  let wake = (): void => undefined;
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
    wake();
  });
  const next = async (): Promise<Round> => {
    const end = Date.now() + MOST_MILLISECONDS;
    while (lines.length <= taken) {
      if (Date.now() > end) throw new Error('nothing was printed');
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, 200);
      });
    }
    return JSON.parse(lines[taken++]!) as Round;
  };
  running = { child, next, printed: () => lines.length };
  return running;
}

function file(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function codes({ diagnostics }: Round): readonly string[] {
  return diagnostics.map((each) => each.code);
}

const PRICE = 'function price(n int) returns int { return n * 2; }\n';
const TOTAL = 'function total(n int) returns int { return price(n) + 1; }\n';

test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-watch-'));
  file('gobi.json', '{}');
  file('price.plg', PRICE);
  file('total.plg', TOTAL);
});
test.after.each(() => {
  running?.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('a change is told with what it reaches; new, renamed and removed files, and those that are written by renaming', async () => {
  const { next } = start();
  assert.equal([codes(await next())], [[]]);
  file('price.plg', PRICE.replace('n * 2', 'n * 3'));
  assert.is((await next()).checked, 1, 'a body');
  file('.price.plg.swp', PRICE.replace('n int', 'n string'));
  renameSync(join(folder, '.price.plg.swp'), join(folder, 'price.plg'));
  const wrong = await next();
  assert.is(wrong.checked, 2);
  assert.ok(wrong.diagnostics.some((each) => each.file === 'total.plg'));
  file('.price.plg.swp', PRICE);
  renameSync(join(folder, '.price.plg.swp'), join(folder, 'price.plg'));
  assert.equal(codes(await next()), []);
  file('deep/er/new.plg', 'function new_one() returns int { return totl(1); }\n');
  const created = await next();
  assert.is(created.files, 3);
  assert.equal(codes(created), ['PLG1102']);
  file('deep/er/new.plg', 'function new_one() returns int { return total(1); }\n');
  assert.equal(codes(await next()), [], 'a folder that is new is watched');
  renameSync(join(folder, 'price.plg'), join(folder, 'cost.plg'));
  const renamed = await next();
  assert.is(renamed.files, 3);
  assert.is(renamed.checked, 1);
  rmSync(join(folder, 'cost.plg'));
  const removed = await next();
  assert.is(removed.files, 2);
  assert.ok(codes(removed).includes('PLG1102'));
});

test('settings that are broken and mended, a schema that changes, a burst, Ctrl-C', async () => {
  file('read.plg', 'upsert procedure read as () returns int as sync { return SELECT count(*) FROM events; }\n');
  const { child, next, printed } = start();
  assert.ok(codes(await next()).includes('PLG1301'));
  file('gobi.json', '{ "strict": ');
  assert.match((await next()).error?.message ?? '', 'gobi.json');
  file('gobi.json', '{ "strict": true }');
  assert.equal(codes(await next()), ['PLG1301']);
  const columns = [
    { name: 'id', type: { kind: 'int', bits: 64, unsigned: false }, nullable: false, fieldId: 1, defaultText: null },
  ];
  const table = {
    id: 1,
    schema: 'main',
    name: 'events',
    columns,
    keys: [],
    checks: [],
    schemaVersion: 1,
    rowCount: null,
    readOnly: false,
  };
  const schema = (each: object): string => JSON.stringify({ form: 1, schemas: ['main'], tables: [each] });
  file('gobi.schema.json', schema(table));
  assert.equal(codes(await next()), []);
  file('gobi.schema.json', schema({ ...table, keys: [{ name: 'id', primary: true, columns: [0] }] }));
  assert.is((await next()).checked, 1, 'only the file that reads the table');
  const before = printed();
  for (let i = 0; i < 30; i++) file('price.plg', PRICE.replace('n * 2', `n * ${i + 10}`));
  assert.is((await next()).files, 3);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(printed() - before < 5, `${printed() - before} reports of one burst`);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  child.kill('SIGINT');
  assert.is(await ended, 0);
});

test('options that do not go with it are refused', async () => {
  const { child } = start('--fix');
  const code = await new Promise((resolve) => child.on('exit', resolve));
  assert.is(code, 2);
});

test.run();

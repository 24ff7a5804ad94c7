import Ajv from 'ajv';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/* `gobi check` and `gobi explain` as people and CI meet them. */
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const test = suite('check command');
let folder = '';

test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-check-'));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function gobi(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Done {
  const done = spawnSync(process.execPath, [GOBI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...environment },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

function file(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const WARNING = 'function f() returns int {\n    let a = 1;\n    return 2;\n}\n';
const ERROR = 'print(nope)\n';

test('exit codes: 0 without errors, 1 with errors or too many warnings, 2 for a wrong command line', () => {
  file('warning.plg', WARNING);
  file('error.plg', ERROR);
  assert.is(gobi(['check', 'warning.plg']).code, 0);
  assert.is(gobi(['check', 'warning.plg', '--max-warnings', '1']).code, 0);
  const many = gobi(['check', 'warning.plg', '--max-warnings', '0']);
  assert.is(many.code, 1);
  assert.match(many.out, 'more warnings than the 0 allowed');
  assert.is(gobi(['check', 'error.plg']).code, 1);
  assert.is(gobi(['check', 'error.plg', '--format', 'yaml']).code, 2);
  assert.is(gobi(['check', 'error.plg', '--dry-run']).code, 2);
  assert.is(gobi(['explain', 'PLG1O03']).code, 2);
});

test('SARIF is valid, GitHub commands are lines, colour is asked for', () => {
  file('error.plg', ERROR);
  const read = (path: string): object =>
    JSON.parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')) as object;
  const ajv = new Ajv({ schemaId: 'id', meta: false });
  ajv.addMetaSchema(
    read('node_modules/ajv/lib/refs/json-schema-draft-04.json'),
    'http://json-schema.org/draft-04/schema',
  );
  const isSarif = ajv.compile(read('test/fixtures/sarif/sarif-schema-2.1.0.json'));
  assert.ok(isSarif(JSON.parse(gobi(['check', 'error.plg', '--format', 'sarif']).out)));
  assert.match(gobi(['check', 'error.plg', '--format', 'github']).out, /^::error file=error\.plg,line=1,/);
  const escape = '\u001b[';
  assert.not.ok(gobi(['check', 'error.plg']).out.includes(escape));
  assert.ok(gobi(['check', 'error.plg'], { FORCE_COLOR: '1' }).out.includes(escape));
  assert.not.ok(gobi(['check', 'error.plg'], { FORCE_COLOR: '1', NO_COLOR: '1' }).out.includes(escape));
});

test('the same files in any order give the same bytes', () => {
  for (let i = 0; i < 6; i++) {
    file(`p/t${i}.plg`, `create table t${i} (id int primary key, a string)\n`);
    file(
      `p/f${i}.plg`,
      `function f${i}() returns int {\n  let x = f${(i + 1) % 6}()\n  return select nope from t${5 - i}\n}\n`,
    );
    file(`s${i}.plg`, `select nope from t${i}\nprint(f${i}('x'))\n`);
  }
  const scripts = Array.from({ length: 6 }, (_, i) => `s${i}.plg`);
  const orders = [
    ['p', ...scripts],
    [...[...scripts].reverse(), 'p'],
    [...scripts.slice(3), 'p', ...scripts.slice(0, 3)],
  ];
  for (const format of ['text', 'json', 'github', 'sarif']) {
    const outputs = orders.map((paths) => gobi(['check', ...paths, '--format', format]).out);
    assert.ok((outputs[0] ?? '').length > 100);
    for (const output of outputs) assert.is(output, outputs[0]);
  }
});

test('a thousand errors are fifty and a count for people, and all for tools', () => {
  file('many.plg', Array.from({ length: 1000 }, (_, i) => `print(nope${i});\n`).join(''));
  const { out } = gobi(['check', 'many.plg']);
  assert.is(out.match(/error PLG1101/g)?.length, 50);
  assert.match(out, 'many.plg: 950 more findings');
  assert.match(out, '1000 errors in 1 file');
  assert.is((JSON.parse(gobi(['check', 'many.plg', '--json']).out) as unknown[]).length, 1000);
});

test('--fix mends the files, --dry-run shows how', () => {
  const wrong = 'let x := 1\nprint(x)\n';
  file('a.plg', wrong);
  const shown = gobi(['check', 'a.plg', '--fix', '--dry-run']);
  assert.is(shown.out, '--- a/a.plg\n+++ b/a.plg\n@@ -1,2 +1,2 @@\n-let x := 1\n+let x = 1\n print(x)\n');
  assert.match(shown.err, '1 fix would be made in 1 file');
  assert.is(readFileSync(join(folder, 'a.plg'), 'utf8'), wrong);
  const done = gobi(['check', 'a.plg', '--fix']);
  assert.is(done.code, 0);
  assert.match(done.out, '1 fix made in 1 file');
  assert.is(readFileSync(join(folder, 'a.plg'), 'utf8'), 'let x = 1\nprint(x)\n');
});

test('explain without a code lists them', () => {
  const { code, out } = gobi(['explain']);
  assert.is(code, 0);
  assert.match(out, /PLG1001 error/);
  assert.match(gobi(['explain', 'PLG13O6']).err, 'did you mean PLG1306?');
});

test.run();

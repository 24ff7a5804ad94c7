import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/* The command line as users meet it: whole processes, their output and exit codes. */
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const test = suite('commands');
let folder = '';

test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-commands-'));
  for (const lake of ['lake', 'shop']) mkdirSync(join(folder, lake));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function gobi(args: readonly string[], input = ''): Done {
  const done = spawnSync(process.execPath, [GOBI, ...args], { cwd: folder, encoding: 'utf8', input });
  assert.not.match(done.stderr, /\.ts:\d+:\d+\)/, 'no JavaScript stack is shown');
  return { code: done.status, out: done.stdout, err: done.stderr };
}

function file(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

test('a transaction that is left open is told to be rolled back', () => {
  const begun = 'create table t (id int); begin; insert into t values (1)';
  const left = gobi(['sql', '--db', 'shop', '-c', begun]);
  assert.is(left.code, 1);
  assert.match(left.err, 'rolled back: nothing of it is kept');
  file('more.plg', 'begin; insert into t values (2); commit; select count(*) as n from t;');
  const ended = gobi(['run', '--db', 'shop', 'more.plg', '--format', 'csv']);
  assert.is(ended.code, 0, ended.err);
  assert.is(ended.err, '');
  assert.match(ended.out, /\n1\n/);
});

test('sql prints every format', () => {
  const sql =
    "select 1 as a, 'x,y' as b, cast(null as string) as c, 9007199254740993 as big, 1.50 as d, timestamp '2026-01-05 10:00:00' as t";
  const of = (format: string) => gobi(['sql', '-c', sql, '--format', format]);
  assert.equal(JSON.parse(of('json').out), {
    columns: [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'string' },
      { name: 'c', type: 'string' },
      { name: 'big', type: 'int' },
      { name: 'd', type: 'decimal(3,2)' },
      { name: 't', type: 'timestamp' },
    ],
    rows: [[1, 'x,y', null, '9007199254740993', '1.50', '2026-01-05 10:00:00']],
  });
  assert.equal(JSON.parse(of('ndjson').out), {
    a: 1,
    b: 'x,y',
    c: null,
    big: '9007199254740993',
    d: '1.50',
    t: '2026-01-05 10:00:00',
  });
  assert.is(of('csv').out, 'a,b,c,big,d,t\n1,"x,y",,9007199254740993,1.50,2026-01-05 10:00:00\n');
  assert.match(of('table').out, '(1 row)');
  assert.match(of('arrow').out, 'big');
  assert.match(of('parquet').out, /^PAR1/);
});

test('sql reads statements from a file and from standard input', () => {
  file('q.sql', 'select 2 as two');
  assert.is(gobi(['sql', '-f', 'q.sql', '--format', 'csv']).out, 'two\n2\n');
  assert.is(gobi(['sql', '--format', 'csv'], 'select 3 as three').out, 'three\n3\n');
});

test('a file without quotes is read where there is no table of the name, with a warning', () => {
  file('data.csv', 'a\n1\n2\n');
  const files = gobi(['sql', '-c', 'select sum(a) as s from data.csv', '--format', 'csv']);
  assert.is(files.out, 's\n3\n');
  assert.match(files.err, 'PLG1342');
  const made = 'create schema data; create table data.csv (z int); select count(z) as n from data.csv';
  const tables = gobi(['sql', '-c', made, '--format', 'csv']);
  assert.match(tables.out, /n\n0\n$/);
  assert.is(tables.err, '');
});

test('sql --stdio keeps one session', () => {
  const lines = [
    '{"sql": "create table t (a int); insert into t values (1), (2)"}',
    '{"sql": "let x = 40; select x + count(*) as n from t"}',
    '{"sql": "select nope"}',
    'no json',
  ];
  const answers = gobi(['sql', '--db', 'lake', '--stdio'], `${lines.join('\n')}\n`)
    .out.trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(answers[0], { columns: [], rows: [], rowsChanged: 2 });
  assert.equal(answers[1], { columns: [{ name: 'n', type: 'int' }], rows: [[42]] });
  assert.is((answers[2]!['error'] as { code: string }).code, 'PLG1101');
  assert.is((answers[3]!['error'] as { exception: string }).exception, 'InvalidRequest');
});

test('a call gives one row with one column', () => {
  gobi(['sql', '--db', 'lake', '-c', 'upsert procedure seven as () returns int as sync { return 7 }']);
  assert.equal(JSON.parse(gobi(['sql', '--db', 'lake', '--json', '-c', 'call seven()']).out), {
    columns: [{ name: 'seven', type: 'int' }],
    rows: [[7]],
  });
});

test('exit codes: 0 done, 1 failed, 2 wrong command line', () => {
  assert.is(gobi(['sql', '-c', 'select 1']).code, 0);
  assert.is(gobi(['sql', '-c', 'select 1 % 0']).code, 1);
  assert.is(gobi(['sqll']).code, 2);
  assert.is(gobi(['sql', '--nope']).code, 2);
  assert.is(gobi(['run', 'absent.plg']).code, 2);
  assert.is(gobi(['check', 'absent']).code, 2);
  assert.is(gobi(['explain', 'PLG9999']).code, 2);
});

test('did-you-mean for commands, paths and codes', () => {
  file('report.plg', 'select 1');
  assert.match(gobi(['chekc']).err, 'check');
  assert.match(gobi(['check', 'reprot.plg']).err, 'report.plg');
  assert.match(gobi(['explain', 'PLG130']).err, /PLG13\d\d/);
  file('call.plg', 'upsert procedure add_al as () { }\ncall add_all()');
  assert.match(gobi(['check', 'call.plg']).out, 'did you mean `add_al`?');
});

test('check finds mistakes over several files, as text and JSON', () => {
  file('shop/tables.plg', 'create table orders (id int primary key, total decimal(12,2))');
  file(
    'shop/procedures.plg',
    'upsert procedure count_orders as () returns int as sync { return (select count(*) from orders where totl > 1) }',
  );
  const text = gobi(['check', 'shop']);
  assert.is(text.code, 1);
  assert.match(text.out, 'shop/procedures.plg:1:');
  assert.match(text.out, 'did you mean `total`?');
  const found = JSON.parse(gobi(['check', 'shop', '--json']).out) as { code: string; file: string }[];
  assert.equal(
    found.map((d) => `${d.file} ${d.code}`),
    ['shop/procedures.plg PLG1302'],
  );
});

test('check of a file knows what the other files of its project declare', () => {
  file('firm/gobi.json', '{}');
  file('firm/tables.plg', 'create table orders (id int primary key, total decimal(12,2))');
  file('firm/broken.plg', 'upsert procedure p as () { return nothing_like_it }');
  file(
    'firm/parts/count.plg',
    'upsert procedure c as () returns int { return (select count(*) from orders where totl > 1) }',
  );
  file('firm/scripts/load.plg', 'insert into orders values (1, 2.5)');
  const { code, out } = gobi(['check', 'firm/parts/count.plg']);
  assert.is(code, 1);
  assert.match(out, 'did you mean `total`?');
  assert.not.match(out, 'broken.plg');
  assert.match(out, 'in 1 file');
  assert.is(gobi(['check', '--strict', 'firm/scripts/load.plg']).code, 0);
  assert.is(gobi(['check', '--strict', 'firm/tables.plg']).code, 0);
});

test('a statement of a stored procedure that does not fit when it runs is found by its line', () => {
  file('numbers.csv', 'a,b\n1,2.5\n');
  file(
    'late.plg',
    `create table dst (a int, b decimal(10,2))

upsert procedure load as (src string) {
  let d = select * from src
  insert into dst select * from d
}
call load('numbers.csv')
`,
  );
  const { code, err } = gobi(['run', 'late.plg']);
  assert.is(code, 1);
  assert.match(err, 'error PLG1218');
  assert.match(err, 'at load (late.plg:5:3)');
  assert.match(err, 'late.plg:7:1');
  assert.match(err, 'hint: say that you want it');
});

test('check shows stages', () => {
  file('q.plg', 'select 1 + 1 as two');
  const { code, out } = gobi(['check', 'q.plg', '--dump=tokens,syntax,bound,typed,plan,ts']);
  assert.is(code, 0);
  for (const stage of ['tokens', 'syntax', 'bound', 'typed', 'plan', 'ts']) assert.match(out, `-- ${stage} of q.plg`);
});

test('fmt lays out files and tells with --check', () => {
  file('a.plg', 'SELECT   1 as  a -- kept\n');
  assert.is(gobi(['fmt', '--check', 'a.plg']).code, 1);
  assert.is(gobi(['fmt', 'a.plg']).code, 0);
  assert.match(readFileSync(join(folder, 'a.plg'), 'utf8'), '-- kept');
  assert.is(gobi(['fmt', '--check', 'a.plg']).code, 0);
  file('broken.plg', 'select from where');
  assert.is(gobi(['fmt', 'broken.plg']).code, 1);
  assert.is(readFileSync(join(folder, 'broken.plg'), 'utf8'), 'select from where');
});

test('build writes modules and keeps what did not change', () => {
  gobi(['init', 'shop']);
  file('shop/twice.plg', 'function twice(x int) returns int => x * 2');
  const first = JSON.parse(gobi(['build', 'shop', '--json']).out) as { built: string[]; modules: number };
  assert.is(first.modules, 2);
  assert.is(first.built.length, 2);
  for (const end of ['js', 'js.map', 'json']) assert.ok(existsSync(join(folder, 'shop/.gobi/modules', `twice.${end}`)));
  file('shop/twice.plg', 'function twice(x int) returns int => x + x');
  assert.equal((JSON.parse(gobi(['build', 'shop', '--json']).out) as { built: string[] }).built, ['shop/twice.plg']);
  rmSync(join(folder, 'shop/twice.plg'));
  gobi(['build', 'shop']);
  assert.not.ok(existsSync(join(folder, 'shop/.gobi/modules/twice.js')));
});

test('run takes arguments, prints, and shows where an error was thrown', () => {
  file(
    's.plg',
    "parameters (name string);\nprint('hello ' + name);\nselect len(name) as n;\nupsert procedure f as () returns int as sync {\n    return 1 % 0\n}\ncall f();\n",
  );
  const { code, out, err } = gobi(['run', 's.plg', '--db', 'lake', '--arg', 'name=Ann']);
  assert.is(code, 1);
  assert.match(out, 'hello Ann');
  assert.match(err, 'DivisionByZero');
  assert.match(err, 's.plg:5:');
});

test('call reads its arguments by the signature', () => {
  file('s.plg', 'upsert procedure f as (day date, n int = 1) returns string as sync { return (day as string) }');
  gobi(['run', 's.plg', '--db', 'lake']);
  assert.is(gobi(['call', 'f', '--db', 'lake', '-a', 'day=2026-01-31', '--format', 'csv']).out, 'f\n2026-01-31\n');
  const wrong = gobi(['call', 'f', '--db', 'lake', '-a', 'dya=1', '--json']);
  assert.is(wrong.code, 1);
  assert.equal((JSON.parse(wrong.out) as { error: unknown }).error, {
    code: 'SEMANTIC_009',
    exception: 'WrongArguments',
    category: 'semantic',
    severity: 'error',
    message:
      'the arguments do not fit f(day date, n int = 1) returns string: there is no parameter `dya`; did you mean `day`?; `day` is missing',
    stack: [],
  });
  assert.is(gobi(['call', 'f', '--db', 'lake', '-a', 'day']).code, 2);
  assert.is(gobi(['call', 'f', '--db', 'lake', '-a', 'day=1', '-a', 'day=2']).code, 2);
  assert.match(gobi(['run', 's.plg', '--db', 'lake', '-a', 'dya=1']).err, 'it declares no parameters; begin it with');
});

test('a folder that is not there becomes no lake unless that is asked for', () => {
  gobi(['init', 'store']);
  for (const command of [
    ['sql', '--db', 'stroe', '-c', 'select 1'],
    ['call', 'f', '--db', 'stroe'],
    ['attach', 'stroe', '-c', 'select 1'],
    ['mount', 'stroe'],
    ['check', 'store', '--db', 'stroe'],
    ['deploy', 'store', '--db', 'stroe'],
    ['deploy', 'store', '--db', 'stroe', '--dry-run'],
  ]) {
    const { code, err } = gobi(command);
    assert.is(code, 1, command.join(' '));
    const before = command[0] === 'attach' ? 'no service of that name runs, and ' : '';
    assert.match(
      err,
      `IO_007: NotALake: 'stroe' is not a lake: ${before}there is no such folder; did you mean 'store'?`,
    );
    assert.not.ok(existsSync(join(folder, 'stroe')), command.join(' '));
  }
  assert.match(gobi(['sql', '--db', 'stroe', '-c', 'select 1']).err, 'hint: `--create` makes an empty lake there');
  assert.match(gobi(['mount', 'stroe']).err, 'hint: `gobi init stroe` makes one');
  assert.is(gobi(['sql', '--db', 'stroe', '--create', '-c', 'select 1']).err, "made a lake in 'stroe'\n");
  file('a.csv', 'x\n1\n');
  assert.match(
    gobi(['sql', '--db', 'a.csv/b', '--create', '-c', 'select 1']).err,
    "'a.csv' is not a lake: it is a file\n  hint: name the folder",
  );
});

test('a copied file makes a table that the check knows', () => {
  file('a.csv', 'id,name\n1,x\n');
  file('s.plg', "copy 'a.csv' to people;\nselect nam from people;\n");
  assert.match(gobi(['check', 's.plg']).out, 's.plg:2:8: error PLG1302: table `people` has no column `nam`');
  file('s.plg', "copy 'a.csv' to people;\nselect name from people;\n");
  assert.match(gobi(['run', 's.plg', '--format', 'csv']).out, 'name\nx\n');
});

test('an error tells its place to tools, and options are told to stand behind a command', () => {
  const place = (text: string): unknown =>
    (JSON.parse(gobi(['sql', '--json', '-c', text]).out) as { error: { place: unknown } }).error.place;
  assert.equal(place('print(1);\n  selec 2'), {
    ...{ file: 'statement', line: 2, column: 3 },
    span: { start: 12, end: 17 },
  });
  assert.equal(place('print(1 % 0)'), { file: 'statement', line: 1, column: 7 });
  assert.match(gobi(['--json']).err, 'a command stands before its options: `gobi COMMAND --json`');
});

test('the parameters that a script declares are checked, and read by their types', () => {
  file(
    's.plg',
    "parameters (day date, most decimal(5, 2) = 1.5, tags string[] = [], note string? = 'x');\nselect day + interval '1 day' as next, most, tags.length() as n, note;\n",
  );
  assert.is(gobi(['check', 's.plg']).code, 0);
  const csv = (...args: readonly string[]): Done => gobi(['run', 's.plg', '--format', 'csv', ...args]);
  assert.match(csv('-a', 'day=2026-01-31').out, '2026-02-01 00:00:00,1.50,0,x\n');
  const all = csv('-a', 'day=2026-01-31', '-a', 'most=2.25', '-a', 'tags=["a","b"]', '-a', 'note=null');
  assert.match(all.out, '2026-02-01 00:00:00,2.25,2,\n');
  const wrong = csv('-a', 'dya=2026-01-31', '-a', 'most=1.234', '-a', 'tags=a');
  assert.is(wrong.code, 1);
  assert.is(wrong.out, '');
  for (const finding of [
    'SEMANTIC_009',
    'there is no parameter `dya`; did you mean `day`?',
    '`day` is missing',
    "`most`: '1.234' has more than 2 digits behind the point",
    '`tags`: takes JSON for string[]',
  ])
    assert.match(wrong.err, finding);
  assert.match(gobi(['sql', '-f', 's.plg']).err, '`day` is missing');
});

test('run checks a script whole before its first statement runs', () => {
  gobi(['sql', '--db', 'lake', '-c', 'create table t (id int primary key)']);
  file('s.plg', 'insert into t values (1);\ncreate table u as select id from t;\nselect id, it from u;\n');
  const { code, out, err } = gobi(['run', 's.plg', '--db', 'lake']);
  assert.is(code, 1);
  assert.is(out, '');
  assert.match(err, 's.plg:3:12: error PLG1302');
  assert.is(gobi(['sql', '--db', 'lake', '-c', 'select count(*) as n from t', '--format', 'csv']).out, 'n\n0\n');
  // a procedure may make what nothing tells of
  file(
    's.plg',
    'upsert procedure make as () returns void as sync { create table if not exists v as select 1 as id };\ncall make();\nselect id from v;\n',
  );
  assert.is(gobi(['run', 's.plg', '--db', 'lake']).code, 0);
});

test('a script may be given the file or table that it reads', () => {
  file('a.csv', 'id,name\n1,x\n2,y\n');
  file(
    's.plg',
    'parameters (source string);\ncreate table if not exists t as select * from source;\nselect nam from source;\n',
  );
  assert.is(gobi(['check', 's.plg']).code, 0);
  const wrong = gobi(['run', 's.plg', '--db', 'lake', '-a', 'source=a.csv']);
  assert.match(wrong.err, 's.plg:3:8: error PLG1302: table `a` has no column `nam`');
  assert.is(wrong.out, '');
  file(
    's.plg',
    'parameters (source string);\ncreate table if not exists t as select * from source;\nselect name from source;\n',
  );
  assert.match(gobi(['run', 's.plg', '--db', 'lake', '-a', 'source=a.csv']).out, '│ y ');
  assert.match(gobi(['run', 's.plg', '--db', 'lake', '-a', 'source=t']).out, '│ y ');
});

test('a second result is no part of a Parquet file', () => {
  const two = gobi(['sql', '--format', 'parquet', '-c', 'select 1 as a; select 2 as b']);
  assert.is(two.code, 2);
  assert.match(two.err, 'a Parquet file holds one result');
  const one = gobi(['sql', '--format', 'parquet', '-c', 'let a = 1; select {a} as a']);
  assert.is(one.code, 0, one.err);
  assert.match(one.out, /^PAR1[^]*PAR1$/);
});

test('every command has help with examples', () => {
  for (const command of ['init', 'check', 'build', 'fmt', 'explain', 'run', 'call', 'sql'])
    assert.match(gobi([command, '--help']).out, 'Examples:');
});

test.run();

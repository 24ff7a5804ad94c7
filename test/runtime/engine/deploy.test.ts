import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open, type DeployOptions, type DeployReport, type Engine } from '../../../runtime/engine.ts';

/** A test with an empty lake in memory. */
function deployTest(name: string, work: (engine: Engine) => Promise<void>): void {
  test(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gobi-deploy-'));
    const engine = await open(folder, { workers: 0, passing: true });
    try {
      await work(engine);
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true });
    }
  });
}

function deploy(engine: Engine, text: string, options: DeployOptions = {}): Promise<DeployReport> {
  return engine.deploy([{ name: 'main.plg', text }], options);
}

/** `change table visits [breaking, needs allow]: column note is gone <- view pages` */
function lines({ changes }: DeployReport): string[] {
  return changes.map(({ action, kind, name, level, details, needs, touches }) => {
    const marks = [...(level === 'safe' ? [] : [level]), ...needs.map((need) => `needs ${need}`)];
    return [
      `${action} ${kind} ${name}`,
      marks.length === 0 ? '' : ` [${marks.join(', ')}]`,
      details.length === 0 ? '' : `: ${details.join('; ')}`,
      touches.length === 0 ? '' : ` <- ${touches.join(', ')}`,
    ].join('');
  });
}

async function valuesOf(engine: Engine, query: string): Promise<unknown[][]> {
  const rows = await (await engine.query(query)).rows();
  return rows.map((row) => Object.values(row));
}

const VISITS = 'create table visits (id int primary key, page string not null)';
const TWICE = 'function twice(x int) => x * 2';
const COUNT = 'upsert procedure count_visits as () returns int as sync { return twice(select count(*) from visits); }';
const PAGES = 'create view pages as select page, count(*) as n from visits group by page';
const SHOP = [VISITS, TWICE, COUNT, PAGES, "type exception as Gone ('it is gone')"].join('\n');

deployTest('a project becomes the tables and the code of an empty lake, in one snapshot', async (engine) => {
  const report = await deploy(engine, SHOP);
  assert.is(report.outcome, 'applied');
  assert.is(report.snapshot, 1);
  assert.equal(lines(report), [
    'create table visits',
    'create function twice',
    'create procedure count_visits',
    'create view pages',
    'create type Gone',
  ]);
  await engine.exec("insert into visits values (1, 'home'), (2, 'shop')");
  assert.is(await engine.call('count_visits'), 4);
  assert.equal(await valuesOf(engine, 'select page, n from pages order by page'), [
    ['home', 1],
    ['shop', 1],
  ]);
});

deployTest('the second deploy of a project changes nothing', async (engine) => {
  await deploy(engine, SHOP);
  const again = await deploy(engine, SHOP);
  assert.is(again.outcome, 'unchanged');
  assert.is(again.snapshot, 1);
  assert.equal(lines(again), []);
});

deployTest('a function that changes reaches those that use it', async (engine) => {
  await deploy(engine, SHOP);
  await engine.exec("insert into visits values (1, 'home')");
  const report = await deploy(engine, SHOP.replace('x * 2', 'x * 10'));
  assert.equal(lines(report), ['change function twice: its source changed']);
  assert.is(await engine.call('count_visits'), 10);
});

deployTest('a project with errors changes nothing', async (engine) => {
  await deploy(engine, SHOP);
  const report = await deploy(
    engine,
    SHOP.replace('count(*) from visits)', 'count(*) from nothing)').replace('* 2', '* 3'),
  );
  assert.is(report.outcome, 'refused');
  assert.is(report.refusal, 'errors');
  assert.equal(
    report.diagnostics.map(({ code }) => code),
    ['PLG1301'],
  );
  assert.is(await engine.call('count_visits'), 0);
  assert.equal(await valuesOf(engine, 'select max(id) from system.snapshots'), [[1]]);
});

deployTest('tables grow; what loses data or may fail is refused until it is allowed', async (engine) => {
  await deploy(engine, SHOP);
  await engine.exec("insert into visits values (1, 'home')");
  const grown = await deploy(
    engine,
    SHOP.replace('page string not null)', "page string not null, note string default 'new')"),
  );
  assert.equal(lines(grown), ['change table visits: column note string is new']);
  assert.equal(await valuesOf(engine, 'select * from visits'), [[1, 'home', 'new']]);

  const smaller = await deploy(engine, SHOP);
  assert.is(smaller.refusal, 'allow');
  assert.equal(lines(smaller), ['change table visits [breaking, needs allow]: column note is gone, and its values']);
  assert.equal(await valuesOf(engine, 'select note from visits'), [['new']]);
  assert.is((await deploy(engine, SHOP, { allow: true })).outcome, 'applied');
  assert.equal(await valuesOf(engine, 'select * from visits'), [[1, 'home']]);

  const strict = SHOP.replace('not null)', 'not null unique, least int not null)');
  assert.equal(lines(await deploy(engine, strict)), [
    'change table visits [breaking, needs allow]: column least int NOT NULL is new, without a value for the rows that are there; unique key (page) is new <- procedure count_visits, view pages',
  ]);
});

deployTest('a change that the rows are against leaves everything as it was', async (engine) => {
  await deploy(engine, SHOP);
  await engine.exec("insert into visits values (1, 'home'), (2, 'home')");
  const unique = SHOP.replace('not null)', 'not null unique)').replace('x * 2', 'x * 7');
  const error = await deploy(engine, unique, { allow: true }).then(
    () => null,
    (thrown: Error) => thrown,
  );
  assert.match(error?.message ?? '', /home/);
  assert.is(await engine.call('count_visits'), 4);
  assert.equal(await valuesOf(engine, 'select max(id) from system.snapshots'), [[2]]);
  const checked = SHOP.replace('not null)', 'not null, check (id > 1))').replace('x * 2', 'x * 7');
  await deploy(engine, checked, { allow: true }).then(
    () => assert.unreachable('rows break the check'),
    (thrown: Error) => assert.match(thrown.message, /breaks the check/),
  );
  assert.is(await engine.call('count_visits'), 4);
});

deployTest('tables take other types, keys and defaults, and come to rest', async (engine) => {
  const before =
    "create table t (a int, b string default 'x', c decimal(10,2), d int not null, e int unique, check (d > 0))";
  const after =
    "create table t (a string, b string default 'y', c decimal(12,2), d int, e int, f int default 5 not null, primary key (d))";
  await deploy(engine, before);
  await engine.exec('insert into t (a, c, d, e) values (1, 2.5, 3, 4)');
  const report = await deploy(engine, after, { allow: true });
  assert.equal(report.changes[0]?.details, [
    'column a is string, was int',
    "column b has the default 'y'",
    'column c is decimal(12,2), was decimal(10,2)',
    'column f int NOT NULL is new',
    'unique key (e) is gone',
    'primary key (d) is new',
    'check (d > 0) is gone',
  ]);
  assert.equal(await valuesOf(engine, 'select * from t'), [['1', 'x', '2.50', 3, 4, 5]]);
  assert.is((await deploy(engine, after)).outcome, 'unchanged');
});

deployTest('checks without names stand side by side and come and go', async (engine) => {
  const table = (checks: string): string => `create table t (a int${checks})`;
  await deploy(engine, table(', check (a > 0), check (a < 5)'));
  const more = await deploy(engine, table(', check (a > 0), check (a <> 3)'));
  assert.equal(lines(more), ['change table t: check (a < 5) is gone; check (a <> 3) is new']);
  assert.is((await deploy(engine, table(', check (a > 0), check (a <> 3)'))).outcome, 'unchanged');
  await engine.exec('insert into t values (7)');
  await engine.exec('insert into t values (3)').then(
    () => assert.unreachable('3 is not allowed'),
    (thrown: Error) => assert.match(thrown.message, /breaks the check/),
  );
});

deployTest('what a session made is never pruned, nor its columns; what it changed is its own', async (engine) => {
  await deploy(engine, SHOP);
  await engine.exec(`
    create table notes (id int);
    alter table visits add column extra string;
    function thrice(x int) => x * 3;
    upsert procedure count_visits as () returns int as sync { return 0; }
  `);
  const report = await deploy(engine, VISITS, { prune: true });
  assert.is(report.outcome, 'applied');
  assert.equal(lines(report), [
    'drop function twice [breaking]: is not declared any more',
    'drop view pages [breaking]: is not declared any more',
    'drop type Gone [breaking]: is not declared any more',
  ]);
  const kept = await valuesOf(engine, "select object, origin from system.modules where kind <> 'x' order by object");
  assert.equal(kept, [
    ['count_visits', 'session'],
    ['main.notes', 'session'],
    ['main.visits', 'project'],
    ['thrice', 'session'],
  ]);
  assert.equal(await valuesOf(engine, 'select id, page, extra from visits'), []);
});

deployTest(
  'what vanished stays without prune, and a table with rows goes only when that is allowed',
  async (engine) => {
    await deploy(engine, SHOP);
    await engine.exec("insert into visits values (1, 'home')");
    const kept = await deploy(engine, `\n${TWICE}`);
    assert.is(kept.outcome, 'unchanged');
    assert.equal(lines(kept), [
      'keep table visits [needs prune, needs allow]: is not declared any more, and has 1 row',
      'keep procedure count_visits [needs prune]: is not declared any more',
      'keep view pages [needs prune]: is not declared any more',
      'keep type Gone [needs prune]: is not declared any more',
    ]);
    assert.is((await deploy(engine, `\n${TWICE}`, { prune: true })).refusal, 'allow');
    assert.is((await deploy(engine, `\n${TWICE}`, { prune: true, allow: true })).outcome, 'applied');
    assert.equal(await valuesOf(engine, 'select object from system.modules'), [['twice']]);
  },
);

deployTest('a plan tells whom a change touches, and refuses what breaks objects of sessions', async (engine) => {
  await deploy(engine, SHOP);
  await engine.exec('upsert procedure mine as () returns int as sync { return count_visits(); }');
  const changed = SHOP.replace('count_visits as ()', 'count_visits as (least int)');
  const report = await deploy(engine, changed);
  assert.is(report.refusal, 'allow');
  assert.equal(
    lines(report).map((line) => line.replace(/PLG\d+.*$/, 'PLG…')),
    [
      'change procedure count_visits [breaking]: parameter least int is new <- procedure mine',
      'keep procedure mine [breaking, needs allow]: made in a session, it does not check any more: PLG…',
    ],
  );
  const without = SHOP.replace('page string not null', 'site string not null').replaceAll('page', 'site');
  const touched = await deploy(engine, without.replace('create view sites', 'create view pages'), { dryRun: true });
  assert.ok(
    lines(touched).some((line) => line.startsWith('change view pages [breaking]')),
    lines(touched).join('\n'),
  );
});

deployTest('some things cannot be deployed', async (engine) => {
  await engine.exec('create view v as select 1 as x; create table t (x int)');
  const forbidden = async (text: string): Promise<string[]> => {
    const report = await deploy(engine, text, { allow: true, prune: true });
    assert.is(report.refusal, 'forbidden', text);
    return lines(report);
  };
  assert.equal(await forbidden('create table v (x int)'), [
    'change table v [forbidden]: a view of this name, made in a session, is in the lake: drop it first',
  ]);
  assert.equal(await forbidden('create view t as select 1 as x'), [
    'change view t [forbidden]: a table of this name is in the lake: drop it first',
  ]);
  assert.equal(await forbidden('create temp table q (x int)'), [
    'create table q [forbidden]: a temporary table belongs to a session: make it in a script',
  ]);
  const statement = await deploy(engine, 'insert into t values (1)');
  assert.equal(
    statement.diagnostics.map(({ code }) => code),
    ['PLG1011'],
  );
});

deployTest('objects that a session made as they are declared are taken over', async (engine) => {
  await engine.exec(`${VISITS}; ${TWICE}`);
  const report = await deploy(engine, [VISITS, TWICE].join('\n'));
  assert.equal(lines(report), ['adopt table visits', 'adopt function twice']);
  assert.is((await deploy(engine, [VISITS, TWICE].join('\n'))).outcome, 'unchanged');
});

deployTest('errors tell the lines of the files that were deployed last', async (engine) => {
  const fails =
    "type exception as Gone ('gone')\nupsert procedure fails as () raises Gone returns int as sync {\n  throw Gone('now');\n}";
  const placeOf = async (): Promise<string> => {
    const error = await engine.call('fails').then(
      () => assert.unreachable('it throws'),
      (thrown: unknown) => thrown,
    );
    const [frame] = (error as { frames: readonly { file: string; line: number }[] }).frames;
    return `${frame?.file}:${frame?.line}`;
  };
  await deploy(engine, fails);
  assert.is(await placeOf(), 'main.plg:3');
  const moved = await deploy(engine, `-- a comment\n\n${fails}`);
  assert.equal(lines(moved), ['move procedure fails']);
  assert.is(await placeOf(), 'main.plg:5');
  const commented = await deploy(engine, fails.replace('{\n', '{\n  -- why\n'));
  assert.equal(lines(commented), ['change procedure fails: its source changed']);
  assert.is(await placeOf(), 'main.plg:4');
});

deployTest('functions of several files may call each other in a circle', async (engine) => {
  const even = 'function even(n int) returns boolean { if n = 0 { return true; } return odd(n - 1); }';
  const odd = 'function odd(n int) returns boolean { if n = 0 { return false; } return even(n - 1); }';
  const files = (a: string, b: string) => [
    { name: 'a.plg', text: a },
    { name: 'b.plg', text: b },
  ];
  assert.is((await engine.deploy(files(even, odd))).outcome, 'applied');
  assert.is(await engine.call('even', [10]), true);
  assert.is((await engine.deploy(files(even, odd))).outcome, 'unchanged');
  assert.is((await engine.deploy(files(even.replace('true', 'false'), odd))).outcome, 'applied');
  assert.is(await engine.call('even', [10]), false);
});

deployTest('rows of queries and materialized views are made in order, and only once', async (engine) => {
  const text = `
    create table copied as select * from sums;
    create materialized view sums as select page, total(n) as n from visits group by page;
    create table visits as select 'home' as page, 2 as n;
    function total(n int) => n * 10`.replace('total(n)', 'sum(total(n))');
  assert.is((await deploy(engine, text)).outcome, 'applied');
  assert.equal(await valuesOf(engine, 'select page, n from copied'), [['home', '20']]);
  assert.is((await deploy(engine, text)).outcome, 'unchanged');
});

deployTest('code goes back to what it was before a deploy; tables stay', async (engine) => {
  await deploy(engine, SHOP);
  await engine.exec("insert into visits values (1, 'home')");
  await deploy(engine, SHOP.replace('x * 2', 'x * 9').replace(PAGES, ''), { prune: true });
  assert.is(await engine.call('count_visits'), 9);
  const report = await engine.rollbackCode();
  assert.equal(
    report.changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`),
    ['change function twice', 'create view pages'],
  );
  assert.is(await engine.call('count_visits'), 2);
  assert.equal(await valuesOf(engine, 'select page, n from pages'), [['home', 1]]);
  assert.is((await deploy(engine, SHOP)).outcome, 'unchanged');

  await deploy(engine, 'create table visits (id int primary key)', { allow: true, prune: true });
  await engine.rollbackCode({ to: 1 }).then(
    () => assert.unreachable('page is gone'),
    (thrown: Error) => assert.match(thrown.message, /does not fit the tables as they are now/),
  );
  assert.equal(await valuesOf(engine, 'select object from system.modules'), [['main.visits']]);
});

deployTest('roles and rights are deployed; rights end with what they are on', async (engine) => {
  const text = 'create role clerk;\ncreate table t (a int);\ngrant select, insert on table t to clerk;';
  assert.equal(lines(await deploy(engine, text)), [
    'create role clerk',
    'create table t',
    'create grant select on main.t to clerk, insert on main.t to clerk',
  ]);
  assert.is((await deploy(engine, text)).outcome, 'unchanged');
  assert.is(
    (await deploy(engine, text.replace('grant select, insert', 'revoke insert').replace('to clerk', 'from clerk')))
      .outcome,
    'applied',
  );
  assert.equal(await valuesOf(engine, 'select privilege, name from system.grants'), [['select', 'main.t']]);
  await deploy(engine, 'create role clerk', { prune: true });
  assert.equal(await valuesOf(engine, 'select privilege, name from system.grants'), []);
});

deployTest('the version of a deploy goes with its snapshot', async (engine) => {
  const { version } = await deploy(engine, SHOP);
  assert.equal(await valuesOf(engine, 'select message, extra from system.snapshots where id = 1'), [
    [`deploy ${version}`, `{"deploy":{"version":"${version}","created":5,"changed":0,"dropped":0}}`],
  ]);
  assert.equal(
    await valuesOf(engine, "select kind, file, deployed_snapshot, version from system.modules where object = 'twice'"),
    [['function', 'main.plg', 1, version]],
  );
});

test.run();

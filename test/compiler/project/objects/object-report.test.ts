import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { reportsOf, type ObjectReport } from '../../../../compiler/project/objects/object-report.ts';
import { followTexts } from '../../../support/compile/follow.ts';

const tables = `create table orders (id int primary key, amount int, note string);
create table report (id int primary key, total int);
create view big (n, twice) as select id, amount * 2 from orders where note is not null;
type exception as Empty ('nothing there');
`;
const code = `function half(n int) returns int { return div(n, 2) }
function same(x) { return x }
upsert procedure fill as () raises Empty returns void as sync {
  let found = select count(*) from big;
  if found = 0 { throw Empty('none'); }
  insert into report (id, total) select n, same(half(coalesce(twice, 0))) from big;
}
upsert procedure all_of_it as () returns void as sync {
  try { call fill(); } catch { Empty => { print('none'); } }
  update report set total = 0 where id = 1;
}
upsert procedure started as () returns void { call fill() nowait; }
`;
const automation = `upsert procedure on_total as (event string) returns void as sync { delete from orders where id = 0; }
upsert trigger as watch (timing: 'after', event: 'update', target: 'report', columns: ['total'], call: 'on_total')
upsert trigger as watch_id (timing: 'after', event: 'update', target: 'report', columns: ['id'], call: 'on_total')
upsert schedule as nightly (sched: '0 3 * * *', call: 'all_of_it')
`;

function report(name: string): ObjectReport {
  const [only, ...more] = reportsOf(followTexts(tables, code, automation), name);
  if (only === undefined || more.length > 0) throw new Error(`${more.length + 1} reports of ${name}`);
  return only;
}

const shown = (all: ObjectReport['effects']['reads']): readonly string[] =>
  all.map(({ relation, columns }) => `${relation} (${columns.join(', ')})`);

test('columns are read through views and calls', () => {
  const { effects, calls, calledBy, file, kind } = report('fill');
  assert.equal([kind, file], ['procedure', '1.plg']);
  assert.equal(shown(effects.reads), ['big (n, twice)', 'orders (amount, id, note)']);
  assert.equal(shown(effects.writes), ['report (id, total)']);
  assert.equal(effects.raises, ['Empty']);
  assert.equal(calls, ['function half', 'function same']);
  assert.equal(calledBy, ['procedure all_of_it', 'procedure started']);
});

test('what is caught is not raised; what is written fires the triggers of these columns', () => {
  const { effects, fires } = report('ALL_OF_IT');
  assert.equal(effects.raises, []);
  assert.equal(shown(effects.writes), ['report (id, total)']);
  assert.equal(fires, [{ trigger: 'watch', when: 'after update of report', runs: ['procedure on_total'] }]);
});

test('what is only started is no effect of the caller', () => {
  const { effects, calls } = report('started');
  assert.equal([effects.reads, effects.writes, effects.raises], [[], [], []]);
  assert.equal(calls, ['procedure fill']);
});

test('triggers and schedules do what they run', () => {
  assert.equal(shown(report('watch').effects.writes), ['orders ()']);
  assert.equal(shown(report('nightly').effects.writes), ['report (id, total)']);
  assert.equal(report('on_total').calledBy, ['trigger watch', 'trigger watch_id']);
});

test('a view tells its columns, and what decides about its rows', () => {
  const { signature, effects } = report('big');
  assert.is(signature, 'big(n int, twice int?)');
  assert.equal(shown(effects.reads), ['orders (amount, id, note)']);
});

test('a generic function is one object, whatever it is called with', () => {
  assert.equal(report('same').calledBy, ['procedure fill']);
});

test('nothing is known of other names', () => {
  assert.equal(reportsOf(followTexts(tables), 'fil'), []);
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { open, type ProfileReport } from '../../../runtime/engine.ts';
import { inScratchFolder } from '../lake/scratch-lake.ts';
import { flameGraph } from '../../../runtime/cli/commands/profile/flame-graph.ts';
import { profileTable } from '../../../runtime/cli/commands/profile/profile-table.ts';

const test = suite('profile');

const CODE = `create table t (id int primary key, v int not null)

insert into t select i, i % 100 from range(50000) r(i)

function steps(n int) returns int as sync {
    let s = 0
    let i = 0
    while i < n {
        s = s + i % 7
        i = i + 1
    }
    return s
}

upsert procedure report(rounds int) returns int as sync {
    print('begins')
    let total = 0
    for k in range(rounds) {
        total = total + steps(1000000)
    }
    insert into t values (1000000 + rounds, total % 1000)
    return total
}

upsert procedure fails() as sync { throw Exception('as it should') }
`;

function sumsUp({ milliseconds, lines, stacks, besides }: ProfileReport): void {
  const inLines = lines.reduce((sum, { self }) => sum + self, 0);
  const parts = inLines + besides.compiling + besides.collecting + besides.other;
  assert.ok(Math.abs(parts - milliseconds) < 0.01, 'the parts are the whole');
  assert.ok(stacks.every((stack) => stack.lines.every((line) => lines[line] !== undefined)));
  assert.ok(lines.every(({ self, total }) => self <= total + 0.001));
}

test('the time of a call is told by lines of its source, which sum up, and what it did is kept', async () => {
  await inScratchFolder(async (folder) => {
    const engine = await open(folder, { workers: 0 });
    await engine.exec(CODE, undefined, { name: 'report.plg' });
    const printed: string[] = [];
    const report = await engine.profile('report', { rounds: '30' }, { onPrint: (line) => printed.push(line) });
    sumsUp(report);
    assert.equal(printed, ['begins']);
    const steps = report.lines.filter(({ routine }) => routine === 'steps');
    const call = report.lines.find(({ source }) => source?.includes('steps(1000000)') === true)!;
    assert.is(call.routine, 'report');
    assert.ok(call.total > call.self && steps.length > 0, 'what a line calls counts to it');
    assert.ok(steps.every(({ file, line }) => file === 'report.plg' && line >= 5 && line <= 12));
    const [row] = await (await engine.query('select count(*) as n from t where id > 1000000')).rows();
    assert.equal(row, { n: 1 });
    assert.match(profileTable(report, 2), /self ms .*source\n/);
    assert.match(flameGraph(report), /^<svg [^]*steps[^]*<\/svg>\n$/);
    await engine.close();
  });
});

test('a call that fails, and one that is not there, fail as they do otherwise', async () => {
  await inScratchFolder(async (folder) => {
    const engine = await open(folder, { workers: 0 });
    await engine.exec(CODE, undefined, { name: 'report.plg' });
    for (const [routine, message] of [
      ['fails', /as it should/],
      ['reprt', /did you mean `report`/],
    ] as const) {
      try {
        await engine.profile(routine);
        assert.unreachable();
      } catch (error) {
        assert.match((error as Error).message, message);
      }
    }
    assert.is(await engine.call('report', [1]), 2999997);
    await engine.close();
  });
});

test.run();

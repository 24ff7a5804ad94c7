import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ducklakeExtensions } from '../../support/oracle/ducklake-extensions.ts';
import { errorOf } from '../../support/run-lake-test.ts';
import { scratchSession } from '../../support/run-lake.ts';
import { CodeBase } from '../../../runtime/modules/code-base.ts';
import { nativeOf } from '../../../stdlib/natives.ts';
import { librarySources } from '../../../stdlib/sources.ts';
import { skip } from '../../support/skip.ts';
import { duckProcess } from '../lake/duck-process.ts';

const extensions = ducklakeExtensions();
/** Code of a lake of its own: ids and versions of tables are those of others. */
const newCode = (): CodeBase => new CodeBase(librarySources(), nativeOf);

const DECLARED = [
  'create table t (id int not null primary key, n int not null, note string)',
  "insert into t values (1, 10, 'a'), (2, 20, 'b')",
  'upsert procedure total () returns int { let found = (select sum(n) as s from t); return (found.s :: int) ?? 0 }',
  'upsert procedure one (key int) returns int { return (select n from t where id = key) ?? 0 }',
  'upsert procedure add (key int) { insert into t (id, n) values (key, key) }',
].join(';\n');

/** Each change of the table, and what the compiled procedures do after it: total, one, then total with a row added. */
const KEPT: readonly (readonly [what: string, ours: string, theirs: string])[] = [
  ['a new column', 'alter table t add column extra int', 'alter table t add column extra integer'],
  ['a dropped column that nobody reads', 'alter table t drop column note', 'alter table t drop column note'],
  [
    'a renamed column that nobody reads',
    'alter table t rename column note to remark',
    'alter table t rename column note to remark',
  ],
];

const STALE: readonly (readonly [what: string, ours: string, theirs: string])[] = [
  ['a renamed column', 'alter table t rename column n to m', 'alter table t rename column n to m'],
  ['a dropped column', 'alter table t drop column n', 'alter table t drop column n'],
  ['a dropped table', 'drop table t', 'drop table t'],
];

type Alter = (
  folder: string,
  run: (text: string) => unknown,
  change: readonly [string, string, string],
) => Promise<void>;

const DOORS: readonly (readonly [door: string, alter: Alter])[] = [
  ['our engine', async (_, run, [, ours]) => void (await run(ours))],
  [
    'DuckDB',
    async (folder, _, [, , theirs]) => {
      const duck = await duckProcess(join(folder, '.gobi/catalog.sqlite'), join(folder, '.gobi/data'));
      await duck.run(theirs);
      duck.close();
    },
  ],
];

for (const [door, alter] of DOORS) {
  const missing = door === 'DuckDB' && 'missing' in extensions;
  for (const change of missing ? [] : KEPT) {
    test(`code compiled before ${change[0]} through ${door} is compiled again`, async () => {
      const { folder, run, rows, close } = scratchSession({}, undefined, { code: newCode() });
      try {
        run(DECLARED);
        assert.equal([rows('call total()'), rows('call one(2)')], [[[30]], [[20]]]);
        await alter(folder, run, change);
        assert.equal([rows('call total()'), rows('call one(2)')], [[[30]], [[20]]]);
        run('call add(5)');
        assert.equal([rows('call total()'), rows('call one(5)')], [[[35]], [[5]]]);
      } finally {
        close();
      }
    });
  }
  for (const change of missing ? [] : STALE) {
    test(`code compiled before ${change[0]} through ${door} tells that it is stale`, async () => {
      const { folder, run, rows, close } = scratchSession({}, undefined, { code: newCode() });
      try {
        run(DECLARED);
        rows('call total()');
        rows('call one(1)');
        await alter(folder, run, change);
        for (const text of ['call total()', 'call one(1)', 'call add(9)'])
          assert.is(errorOf(() => run(text)).exception, 'StaleCode', text);
      } finally {
        close();
      }
    });
  }
}

test('code compiled for an alteration that was rolled back is not taken for another one', () => {
  const { run, rows, close } = scratchSession({}, undefined, { code: newCode() });
  try {
    run(DECLARED);
    run('begin; alter table t add column extra int; call add(3)');
    run('rollback');
    run('alter table t drop column note');
    run('call add(4)');
    assert.equal(rows('select * from t where id > 2'), [[4, 4]]);
  } finally {
    close();
  }
});

if ('missing' in extensions) skip(test, 'what DuckDB alters', extensions.missing);
test.run();

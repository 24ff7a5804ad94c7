import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf, lakeTest } from '../../support/run-lake-test.ts';

for (const ending of ['parquet', 'csv', 'json', 'ndjson', 'arrow']) {
  lakeTest(`copy to ${ending} and back`, ({ run, rows }) => {
    run(
      "create table t (id int primary key, name string, price decimal(8,2), at timestamp); insert into t values (1, 'a''b', 12.50, timestamp '2024-01-01 10:00:00'), (2, null, null, null)",
    );
    run(`copy t to 'out.${ending}'; copy (select name from t where id = 1) to 'part.${ending}'`);
    assert.equal(rows(`select name from 'part.${ending}'`), [["a'b"]]);
    run(`create table back (id int, name string, price decimal(8,2), at timestamp); copy 'out.${ending}' to back`);
    assert.equal(rows('select * from back order by id'), rows('select * from t order by id'));
    run(`copy 'out.${ending}' to made`);
    assert.equal(rows('select count(*), count(name) from made'), [[2, 1]]);
  });
}

lakeTest('a file that breaks a constraint or type leaves nothing', ({ run, rows, folder }) => {
  run('create table t (id int primary key, n int)');
  writeFileSync(join(folder, 'twice.csv'), 'id,n\n1,1\n2,2\n1,3\n');
  writeFileSync(join(folder, 'text.csv'), 'id,n\n1,1\n2,two\n');
  writeFileSync(join(folder, 'less.csv'), 'id\n1\n');
  assert.is(errorOf(() => run("copy 'twice.csv' to t")).exception, 'UniqueViolation');
  assert.match(errorOf(() => run("copy 'text.csv' to t")).message, /two/);
  assert.match(errorOf(() => run("copy 'less.csv' to t")).message, /n\b/);
  assert.is(errorOf(() => run("copy 'none.csv' to t")).exception, 'FileNotFound');
  assert.equal(rows('select count(*) from t'), [[0]]);
});

test.run();

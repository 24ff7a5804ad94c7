import * as assert from 'uvu/assert';
import { test } from 'uvu';
import { errorOf, lakeTest } from '../../support/run-lake-test.ts';

/** What does not fit a column, however the value gets there, and how its error begins. */
const TOO_WIDE: readonly (readonly [text: string, message: string])[] = [
  ["insert into t values (5, 'x', 12345.6)", '12345.6 does not fit column `d` of type decimal(5,2)'],
  ["select 1; insert into t values (5, 'x', 12345.6)", '12345.6 does not fit column `d` of type decimal(5,2)'],
  ["insert into t select 9, 'x', 12345.6", '12345.6 does not fit column `d` of type decimal(5,2)'],
  ["insert into t select 9, 'x', id * 1000 from t", '1000 does not fit column `d` of type decimal(5,2)'],
  ["upsert into t values (5, 'x', 12345)", '12345 does not fit column `d` of type decimal(5,2)'],
  ['update t set d = id * 1000', '1000 does not fit column `d` of type decimal(5,2)'],
  ['update t set d = id * 1000 where id = 1', '1000 does not fit column `d` of type decimal(5,2)'],
  ["insert into t values (300, 'x', 1)", '300 does not fit column `id` of type int8'],
  ["insert into t values (3, 'abcd', 1)", "'abcd' is not a valid varchar(3) for column `s`"],
];

lakeTest('a value that does not fit a column is told with the column, the value and the type', ({ run }) => {
  run("create table t (id int8 primary key, s varchar(3), d decimal(5,2)); insert into t values (1, 'a', 1)");
  for (const [text, message] of TOO_WIDE) {
    const { message: found, hint } = errorOf(() => run(text));
    assert.is(found, message, text);
    assert.not.match(hint ?? '', /::/);
  }
});

test.run();

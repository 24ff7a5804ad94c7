import * as assert from 'uvu/assert';
import { test } from 'uvu';
import { errorOf, lakeTest } from '../../support/run-lake-test.ts';

/** Conversions that fail, what their hint names, and that very thing written out. */
const HINTS: readonly (readonly [failing: string, hint: string, instead: string])[] = [
  ["strptime('x', '%Y')", '`try_strptime(…, …)` gives NULL instead', "try_strptime('x', '%Y')"],
  ["strptime('2020-13', '%Y-%m')", '`try_strptime(…, …)` gives NULL instead', "try_strptime('2020-13', '%Y-%m')"],
  ["unhex('zz')", '`try … catch null` gives NULL instead', "try unhex('zz') catch null"],
  ["cast('x' as int)", '`try_cast(… as int)` gives NULL instead', "try_cast('x' as int)"],
];

lakeTest('what the hint of a conversion names gives NULL', ({ rows }) => {
  for (const [failing, hint, instead] of HINTS) {
    assert.is(errorOf(() => rows(`select ${failing}`)).hint, hint);
    assert.equal(rows(`select ${instead}`), [[null]], instead);
  }
});

test.run();

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FLOAT } from '../../../../compiler/contract/data-type.ts';
import type { Checked } from '../../../../runtime/columnar/operators/checked.ts';
import { JoinTable, Matches } from '../../../../runtime/columnar/operators/join.ts';
import { exceptRows, intersectRows } from '../../../../runtime/columnar/operators/set-operation.ts';
import { sortedNumbers } from '../../../../runtime/columnar/operators/sorted-numbers.ts';
import { sortedRows } from '../../../../runtime/columnar/operators/sort.ts';
import { vectorOf, type Vector } from '../../../../runtime/columnar/operators/vector.ts';
import { windowOrder, windowValues } from '../../../../runtime/columnar/operators/window.ts';

const ROWS = 300_000;
const shuffled = Float64Array.from({ length: ROWS }, (_, i) => (i * 7919) % 300_007);
const roots = shuffled.map((value) => Math.sqrt(value));
const floats = vectorOf('f64', roots);
const whole = vectorOf('i32', Int32Array.from(shuffled));
const texts = vectorOf(
  'any',
  Array.from(shuffled, (value) => `k${value}`),
);
const key = (vector: Vector) => ({ vector, descending: false, nullsFirst: false });

const sum = (context: Checked, frame: 'growing' | 'moving'): Vector =>
  windowValues(windowOrder([], [key(whole)], 50_000, context), {
    operation: 'sum',
    types: { args: [FLOAT], result: FLOAT },
    args: [floats],
    filter: null,
    frame: {
      unit: 'rows',
      start: frame === 'growing' ? { kind: 'unbounded_preceding', offset: null } : { kind: 'preceding', offset: 20 },
      end: { kind: 'current_row', offset: null },
      exclude: null,
      overDates: false,
    },
    distinct: false,
    inputOrder: [],
    ignoreNulls: false,
  });

/** Long work, and how many checks it makes at least. */
const WORK: Readonly<Record<string, readonly [checks: number, work: (context: Checked) => unknown]>> = {
  'sorting whole numbers': [5, (context) => sortedRows([key(whole)], ROWS, context)],
  'sorting floats': [15, (context) => sortedRows([key(floats)], ROWS, context)],
  'sorting texts': [100, (context) => sortedRows([key(texts)], ROWS, context)],
  'a window over one partition': [5, (context) => sum(context, 'growing')],
  'a moving frame': [100, (context) => sum(context, 'moving')],
  'building a join on floats': [5, (context) => new JoinTable([floats], ROWS, context)],
  'building a join on two keys': [5, (context) => new JoinTable([whole, texts], ROWS, context)],
  'the pairs of a join': [
    1000,
    (context) => {
      const matches = new Matches(new JoinTable([vectorOf('i32', new Int32Array(2000))], 2000), 1000, context);
      matches.start(new Int32Array(500), 500);
      while (matches.advance() > 0) continue;
    },
  ],
  INTERSECT: [10, (context) => intersectRows([floats], ROWS, [whole], ROWS, false, context)],
  EXCEPT: [10, (context) => exceptRows([texts], ROWS, [texts], ROWS, false, context)],
};

for (const [what, [least, work]] of Object.entries(WORK)) {
  test(`${what} can be ended`, () => {
    let checks = 0;
    work({ check: () => void checks++ });
    assert.ok(checks >= least, `${checks} checks, wanted ${least}`);
    let left = Math.floor(checks / 2);
    assert.throws(
      () =>
        work({
          check() {
            if (--left < 0) throw new Error('ended');
          },
        }),
      /^ended$/,
    );
  });
}

test('numbers are sorted in blocks as they are at once', () => {
  for (const length of [0, 1, 65_536, 65_537, 200_001, 300_000]) {
    const values = roots.slice(0, length);
    for (let i = 0; i < length; i += 1009) values[i] = i % 2 === 0 ? NaN : -Infinity;
    const sorted = Buffer.from(sortedNumbers(values, { check: () => undefined }).buffer);
    assert.ok(sorted.equals(Buffer.from(values.slice().sort().buffer)), `${length} numbers`);
  }
});

test.run();

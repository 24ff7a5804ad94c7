import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BOOLEAN, decimal, FLOAT, INT, STRING, type DataType } from '../../../../../compiler/contract/data-type.ts';
import { aggregateFunctions } from '../../../../../runtime/columnar/operators/aggregates/aggregate-functions.ts';
import { aggregateState } from '../../../../../runtime/columnar/operators/aggregate.ts';
import { vectorOf } from '../../../../../runtime/columnar/operators/vector.ts';

interface Case {
  readonly args: readonly DataType[];
  readonly result: DataType;
  readonly rows: readonly (readonly unknown[])[];
  readonly expected: unknown;
}

const list: DataType = { kind: 'list', element: INT, elementNullable: true };

const cases: Readonly<Record<string, readonly Case[]>> = {
  quantile_desc: [{ args: [FLOAT, FLOAT], result: FLOAT, rows: [1, 2, 4, 9, 11].map((x) => [x, 0.25]), expected: 9 }],
  quantile_disc: [
    { args: [STRING, FLOAT], result: STRING, rows: ['d', 'a', null, 'c', 'b'].map((x) => [x, 0.5]), expected: 'b' },
    { args: [INT, FLOAT], result: INT, rows: [[null, 0.5]], expected: null },
    { args: [INT, FLOAT], result: INT, rows: [3, 1, 2].map((x) => [x, 0]), expected: 1 },
    { args: [INT, FLOAT], result: INT, rows: [3, 1, 2].map((x) => [x, 1]), expected: 3 },
  ],
  quantile_disc_desc: [{ args: [INT, FLOAT], result: INT, rows: [4, 1, 3, 2].map((x) => [x, 0.25]), expected: 4 }],
  skewness: [
    { args: [FLOAT], result: FLOAT, rows: [[1e6 + 1], [1e6 + 2], [1e6 + 3]], expected: 0 },
    { args: [FLOAT], result: FLOAT, rows: [[2], [2], [2]], expected: NaN },
    { args: [FLOAT], result: FLOAT, rows: [[1], [2]], expected: null },
  ],
  kurtosis: [
    { args: [FLOAT], result: FLOAT, rows: [[1], [1], [3], [3]], expected: -6 },
    { args: [FLOAT], result: FLOAT, rows: [[1], [2], [5]], expected: null },
    { args: [FLOAT], result: FLOAT, rows: [[2], [2], [2], [2]], expected: null },
  ],
  kurtosis_pop: [
    { args: [FLOAT], result: FLOAT, rows: [[1], [2]], expected: -2 },
    { args: [FLOAT], result: FLOAT, rows: [[1]], expected: null },
  ],
  product: [{ args: [FLOAT], result: FLOAT, rows: [[2], [null], [3.5]], expected: 7 }],
  bit_and: [{ args: [INT], result: INT, rows: [[12], [null], [10]], expected: 8 }],
  bit_or: [{ args: [INT], result: INT, rows: [[9007199254740993n], [2]], expected: 9007199254740995n }],
  bit_xor: [{ args: [INT], result: INT, rows: [[-1], [-1]], expected: 0 }],
  count: [{ args: [INT], result: INT, rows: [[1], [null], [3]], expected: 2 }],
  sum: [
    { args: [INT], result: decimal(38, 0), rows: [[1], [null], [3]], expected: 4 },
    {
      args: [INT],
      result: decimal(38, 0),
      rows: [[9007199254740991], [9223372036854775807n], [1]],
      expected: 9232379236109516799n,
    },
    { args: [FLOAT], result: FLOAT, rows: [[0.5], [1.25]], expected: 1.75 },
  ],
  avg: [
    { args: [INT], result: FLOAT, rows: [[1], [2], [4], [5]], expected: 3 },
    { args: [decimal(10, 2)], result: decimal(14, 6), rows: [[100], [101], [101]], expected: 1006667 },
  ],
  min: [{ args: [STRING], result: STRING, rows: [['b'], [null], ['a']], expected: 'a' }],
  max: [{ args: [FLOAT], result: FLOAT, rows: [[1], [NaN], [2]], expected: NaN }],
  any_value: [{ args: [INT], result: INT, rows: [[null], [7]], expected: 7 }],
  first: [{ args: [INT], result: INT, rows: [[null], [7], [8]], expected: 7 }],
  last: [{ args: [INT], result: INT, rows: [[7], [8], [null]], expected: 8 }],
  bool_and: [{ args: [BOOLEAN], result: BOOLEAN, rows: [[true], [null], [false]], expected: false }],
  bool_or: [{ args: [BOOLEAN], result: BOOLEAN, rows: [[false], [null]], expected: false }],
  stddev: [
    { args: [FLOAT], result: FLOAT, rows: [[1], [3], [5]], expected: 2 },
    { args: [FLOAT], result: FLOAT, rows: [[1]], expected: null },
  ],
  stddev_pop: [{ args: [FLOAT], result: FLOAT, rows: [[1], [3]], expected: 1 }],
  variance: [{ args: [FLOAT], result: FLOAT, rows: [[1e9 + 1], [1e9 + 3], [1e9 + 5]], expected: 4 }],
  var_pop: [{ args: [FLOAT], result: FLOAT, rows: [[1], [3]], expected: 1 }],
  corr: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [-4, -1],
        [4, 1],
        [4, 1],
        [-4, -1],
        [null, 7],
      ],
      expected: 1,
    },
    { args: [FLOAT, FLOAT], result: FLOAT, rows: [[2, 1]], expected: NaN },
  ],
  covar_pop: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 2,
    },
    { args: [FLOAT, FLOAT], result: FLOAT, rows: [[2, 1]], expected: 0 },
  ],
  covar_samp: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 4,
    },
    { args: [FLOAT, FLOAT], result: FLOAT, rows: [[2, 1]], expected: null },
  ],
  regr_count: [
    {
      args: [FLOAT, FLOAT],
      result: INT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 2,
    },
  ],
  regr_avgx: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 1e9 + 2,
    },
  ],
  regr_avgy: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 4,
    },
  ],
  regr_sxx: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 2,
    },
  ],
  regr_syy: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 8,
    },
  ],
  regr_sxy: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 4,
    },
  ],
  regr_slope: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 2,
    },
    { args: [FLOAT, FLOAT], result: FLOAT, rows: [[2, 1]], expected: NaN },
  ],
  regr_intercept: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 4 - 2 * (1e9 + 2),
    },
    { args: [FLOAT, FLOAT], result: FLOAT, rows: [[2, 1]], expected: null },
  ],
  regr_r2: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1e9 + 1],
        [null, 7],
        [6, 1e9 + 3],
        [7, null],
      ],
      expected: 1,
    },
    { args: [FLOAT, FLOAT], result: FLOAT, rows: [[2, 1]], expected: null },
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [2, 1],
        [2, 3],
      ],
      expected: 1,
    },
  ],
  median: [
    { args: [FLOAT], result: FLOAT, rows: [[9], [1], [4], [2]], expected: 3 },
    { args: [FLOAT], result: FLOAT, rows: [[NaN], [1], [NaN]], expected: NaN },
  ],
  quantile: [
    {
      args: [FLOAT, FLOAT],
      result: FLOAT,
      rows: [
        [5, 0.25],
        [1, 0.25],
        [2, 0.25],
        [4, 0.25],
        [3, 0.25],
      ],
      expected: 2,
    },
  ],
  mode: [{ args: [STRING], result: STRING, rows: [['b'], ['a'], ['a'], ['b'], [null]], expected: 'b' }],
  string_agg: [
    {
      args: [STRING, STRING],
      result: STRING,
      rows: [
        ['b', '-'],
        [null, '-'],
        ['a', '-'],
      ],
      expected: 'b-a',
    },
  ],
  array_agg: [{ args: [INT], result: list, rows: [[3], [null]], expected: [3, null] }],
  min_by: [
    {
      args: [STRING, INT],
      result: STRING,
      rows: [
        ['a', 2],
        ['b', 1],
        ['c', null],
      ],
      expected: 'b',
    },
  ],
  max_by: [
    {
      args: [STRING, INT],
      result: STRING,
      rows: [
        ['a', 2],
        ['b', 1],
        ['c', null],
      ],
      expected: 'a',
    },
  ],
  approx_count_distinct: [
    { args: [INT], result: INT, rows: Array.from({ length: 100 }, (_, i) => [i % 40]), expected: 40 },
  ],
};

for (const [name, list] of Object.entries(cases)) {
  for (const each of list) {
    test(`${name} of ${JSON.stringify(each.rows.slice(0, 5), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`, () => {
      assert.equal(result(name, each, false), each.expected);
    });
  }
  test(`${name} of nothing`, () => {
    const [first] = list;
    assert.is(result(name, { ...first!, rows: [] }, false), name.includes('count') ? 0 : null);
  });
}

test('every aggregate has a case', () => {
  assert.equal(Object.keys(cases).sort(), Object.keys(aggregateFunctions).sort());
});

test('DISTINCT takes each argument once for each group', () => {
  const state = aggregateState('sum', [INT], decimal(38, 0), true, []);
  state.add(Int32Array.of(0, 0, 0), 3, [vectorOf('f64', Float64Array.of(5, 5, 7))], 1);
  state.add(Int32Array.of(0, 1, 1, 1), 4, [vectorOf('f64', Float64Array.of(7, 5, 5, 1))], 2);
  assert.equal(state.finish(2).values, [12, 6]);
});

test('ORDER BY settles the order in which rows come', () => {
  const state = aggregateState('string_agg', [STRING, STRING], STRING, false, [
    { descending: true, nullsFirst: false },
  ]);
  const texts = vectorOf('any', ['a', 'b', 'c']);
  state.add(Int32Array.of(0, 0, 0), 3, [texts, vectorOf('any', [',', ',', ',']), vectorOf('any', [1, null, 3])], 1);
  assert.equal(state.finish(1).values, ['c,a,b']);
});

test('a sum beyond 38 digits overflows', () => {
  const huge = 10n ** 38n - 1n;
  assert.throws(
    () =>
      result('sum', { args: [decimal(38, 0)], result: decimal(38, 0), rows: [[huge], [huge]], expected: null }, false),
    /does not fit/,
  );
});

function result(operation: string, { args, result: type, rows }: Case, distinct: boolean): unknown {
  const state = aggregateState(operation, args, type, distinct, []);
  const vectors = args.map((_, i) =>
    vectorOf(
      'any',
      rows.map((row) => row[i]),
    ),
  );
  state.add(new Int32Array(rows.length), rows.length, vectors, 1);
  return (state.finish(1).values as unknown[])[0];
}

test.run();

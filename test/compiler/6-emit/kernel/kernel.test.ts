import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BOOLEAN, decimal, INT, STRING, type Field } from '../../../../compiler/contract/data-type.ts';
import type { Plan, QueryPlan } from '../../../../compiler/contract/plan.ts';
import type { Scalar } from '../../../../compiler/contract/scalar.ts';
import type { ColumnTraits } from '../../../../compiler/contract/traits.ts';
import { kernelText } from '../../../../compiler/6-emit/kernel.ts';

const small: ColumnTraits = { layout: 'i16', nulls: false, plain: true, oneDictionary: true, codes: null, bits: 12 };
const text: ColumnTraits = { layout: 'dict', nulls: true, plain: true, oneDictionary: true, codes: 'u8' };

const fields: readonly Field[] = [
  { name: 'delay', type: INT, nullable: false },
  { name: 'Origin Airport', type: STRING, nullable: true },
];
const scan: Plan = {
  kind: 'scan',
  table: 1,
  name: 'flights',
  columns: [0, 1],
  fields,
  asOf: null,
  prune: [],
  rowPosition: false,
};

function column(index: number): Scalar {
  const field = fields[index]!;
  return { kind: 'column', index, name: field.name, type: field.type, nullable: field.nullable };
}

const late: Scalar = {
  kind: 'operation',
  operation: 'greater',
  type: BOOLEAN,
  nullable: false,
  args: [column(0), { kind: 'constant', value: 15, type: INT, nullable: false }],
};

const sum: QueryPlan = {
  plan: {
    kind: 'aggregate',
    input: { kind: 'filter', input: scan, predicate: late, fields },
    keys: [],
    aggregates: [
      {
        operation: 'sum',
        args: [column(0)],
        distinct: false,
        filter: null,
        orderBy: [],
        type: decimal(38, 0),
        nullable: true,
      },
    ],
    fields: [{ name: 'total', type: decimal(38, 0), nullable: true }],
  },
  parameters: [],
};

const traits = { scans: [{ columns: [small, text], deletions: false }], bigParameters: [] };

test('a filter writes a selection without a branch, and a sum runs over it', () => {
  const code = kernelText(sum, traits);
  assert.match(code, '/** delay > 15 */');
  assert.match(code, /const (\w+) = \+\(delay\w* > 15\);\n\s*rows\w*\[k\] = i;\n\s*k = \(k \+ \(\1\)\) \| 0;/);
  assert.match(code, /cell -= -\(delay\w*\);/);
  assert.not.match(code, 'origin', 'columns that nobody reads are not even named');
});

test('the same plan and traits give the same text', () => {
  assert.is(kernelText(sum, traits), kernelText(sum, traits));
});

test('NULL flags are there where columns have NULLs, and gone where they have none', () => {
  const predicate: Scalar = {
    kind: 'operation',
    operation: 'equal',
    type: BOOLEAN,
    nullable: true,
    args: [column(1), { kind: 'constant', value: "O'Hare */ \n", type: STRING, nullable: false }],
  };
  const plan: QueryPlan = { plan: { kind: 'filter', input: scan, predicate, fields }, parameters: [] };
  const nullable = kernelText(plan, traits);
  assert.match(nullable, 'segmentValidity(segment, 1)');
  assert.match(nullable, 'by_entry[j] = test', 'strings are compared once per entry of the dictionary');
  const never = kernelText(plan, {
    ...traits,
    scans: [{ columns: [small, { ...text, nulls: false }], deletions: false }],
  });
  assert.not.match(never, 'segmentValidity');
});

test('deleted rows are looked for only where there are some', () => {
  assert.not.match(kernelText(sum, traits), 'liveRows');
  assert.match(kernelText(sum, { ...traits, scans: [{ columns: [small, text], deletions: true }] }), 'liveRows');
});

test('whole numbers that may leave safe integers go through exact arithmetic', () => {
  const twice: Scalar = {
    kind: 'operation',
    operation: 'multiply',
    type: INT,
    nullable: false,
    args: [column(0), column(0)],
  };
  const plan: QueryPlan = {
    plan: { kind: 'project', input: scan, expressions: [twice], fields: [{ name: 'x', type: INT, nullable: false }] },
    parameters: [],
  };
  assert.not.match(kernelText(plan, traits), 'multiplyExact');
  const { bits: _, ...wide } = { ...small, layout: 'f64' };
  assert.match(kernelText(plan, { ...traits, scans: [{ columns: [wide, text], deletions: false }] }), 'multiplyExact');
});

test('a table of any shape is read value by value', () => {
  assert.match(kernelText(sum, { scans: [null], bigParameters: [] }), 'segmentReader');
});

test('columns that are only chosen are passed on whole, without a loop', () => {
  const swapped = [fields[1]!, fields[0]!];
  const plan: Plan = { kind: 'project', input: scan, expressions: [column(1), column(0)], fields: swapped };
  const code = kernelText({ plan, parameters: [] }, traits);
  assert.match(code, /passColumns\(flights, \[.*\], \[1, 0\]\)/s);
  assert.match(code, 'context.check()');
  assert.not.match(code, 'for (');
  const limited: Plan = { kind: 'limit', input: plan, limit: null, offset: null, fields: swapped };
  assert.match(kernelText({ plan: limited, parameters: [] }, traits), 'resultTable');
  const placed = { ...scan, rowPosition: true, fields: [...fields, { name: '$row', type: INT, nullable: false }] };
  assert.match(kernelText({ plan: placed as Plan, parameters: [] }, traits), 'resultTable');
});

test('users’ names become plain identifiers of the module', () => {
  const hostile = [{ ...fields[0]!, name: 'constructor(); import("x")' }, fields[1]!];
  const input = { ...scan, fields: hostile } as Plan;
  const plan: QueryPlan = { plan: { kind: 'filter', input, predicate: late, fields: hostile }, parameters: [] };
  const code = kernelText(plan, traits);
  assert.match(code, /const constructor_import_x = segmentValues/);
});

test.run();

import type { Field } from '../../contract/data-type.ts';
import type { Aggregate, AggregateCall, Plan } from '../../contract/plan.ts';
import { PLACE, type Scalar } from '../../contract/scalar.ts';
import type { TypedAggregate, TypedColumn, TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedSelect } from '../../ir/typed-query.ts';
import { parts } from '../typed-parts.ts';
import { dataTypeOf } from './data-type-of.ts';
import type { Environment, Place } from './environment.ts';
import { lowerExpression } from './expression.ts';
import { columnsOf } from './columns.ts';
import { rowOf, type Rows } from './source.ts';

/** The rows of groups and the environment in which keys and aggregates stand for their columns. `uses` are the expressions that are evaluated on them. */
export function grouped(
  select: TypedSelect,
  uses: readonly TypedExpression[],
  read: Rows,
  place: Place,
): { plan: Plan; environment: Environment } {
  const before = rowOf(place, read);
  const keys = select.groupBy.map((e) => lowerExpression(e, before));
  const keyTexts = keys.map(keyText);
  const calls: AggregateCall[] = [];
  const callIndex = new Map<string, number>();
  const indexOf = (call: AggregateCall): number => {
    const text = JSON.stringify(call);
    let index = callIndex.get(text);
    if (index === undefined) callIndex.set(text, (index = calls.push(call) - 1));
    return index;
  };
  const column = (index: number, name: string, type: Scalar['type'], nullable: boolean): Scalar => ({
    kind: 'column',
    index,
    name,
    type,
    nullable,
  });
  const aggregateColumn = (call: AggregateCall) =>
    column(keys.length + indexOf(call), call.operation, call.type, call.nullable);
  const keyColumn = (scalar: Scalar): Scalar | null => {
    const index = keyTexts.indexOf(keyText(scalar));
    return index < 0
      ? null
      : column(index, nameOf(keys[index]!, index), scalar.type, scalar.nullable || select.groupingSets !== null);
  };
  const environment: Environment = {
    ...place,
    // a column that is no key depends on one (GROUP BY a primary key): any row of the group has its value
    column(reference: TypedColumn) {
      const value = before.column(reference);
      if (value === null) return null;
      return (
        keyColumn(value) ??
        aggregateColumn({
          operation: 'any_value',
          args: [value],
          distinct: false,
          filter: null,
          orderBy: [],
          type: value.type,
          nullable: value.nullable,
        })
      );
    },
    replaced(e) {
      if (e.kind === 'Aggregate') {
        if (e.operation === GROUPING && select.groupingSets === null)
          return { kind: 'constant', value: 0, type: dataTypeOf(e.slot.type), nullable: false };
        return aggregateColumn(lowerCall(e, before));
      }
      return holdsAggregate(e) || e.kind === 'Output' ? null : keyColumnOf(e, before, keyColumn);
    },
  };
  // every use is lowered once ahead, so that the aggregates are known
  for (const use of uses) collect(use, environment);
  return { plan: aggregatePlan(select, read.plan, keys, calls), environment };
}

/** What tells keys apart: with grouping sets the items are typed as what may be NULL, the keys as they are. */
function keyText(scalar: Scalar): string {
  return JSON.stringify({ ...scalar, nullable: true });
}

/** Not computed from rows: a number for each grouping set, whose bits tell which of the call's keys the set leaves out. */
const GROUPING = 'grouping';

function collect(use: TypedExpression, environment: Environment): void {
  if (use.kind === 'Output') return;
  if (use.kind === 'WindowCall' || holdsWindow(use)) {
    if (use.kind !== 'WindowCall') for (const part of expressionParts(use)) collect(part, environment);
    else
      for (const part of [
        ...use.args,
        ...use.partitionBy,
        ...use.orderBy.map((k) => k.value),
        ...(use.filter === null ? [] : [use.filter]),
      ])
        collect(part, environment);
    return;
  }
  if (holdsOutput(use)) {
    for (const part of expressionParts(use)) collect(part, environment);
    return;
  }
  lowerExpression(use, environment);
}

function lowerCall(e: TypedAggregate, row: Environment): AggregateCall {
  return {
    operation: e.operation,
    args: e.args.map((a) => lowerExpression(a, row)),
    distinct: e.distinct,
    filter: e.filter === null ? null : lowerExpression(e.filter, row),
    orderBy: e.orderBy.map(({ value, descending, nullsFirst }) => ({
      value: lowerExpression(value, row),
      descending,
      nullsFirst,
    })),
    type: dataTypeOf(e.slot.type),
    nullable: e.slot.nullable,
    [PLACE]: e.span,
  };
}

function aggregatePlan(
  select: TypedSelect,
  input: Plan,
  keys: readonly Scalar[],
  aggregates: readonly AggregateCall[],
): Plan {
  const fields = [
    ...keys.map((k, i): Field => ({ name: nameOf(k, i), type: k.type, nullable: k.nullable })),
    ...aggregates.map((a): Field => ({ name: a.operation, type: a.type, nullable: a.nullable })),
  ];
  if (select.groupingSets === null) return { kind: 'aggregate', input, keys, aggregates, fields };
  const nullable = fields.map((f, i) => (i < keys.length ? { ...f, nullable: true } : f));
  const sets = select.groupingSets.map((set) =>
    groupingSet(set, { kind: 'aggregate', input, keys, aggregates, fields: nullable }),
  );
  return sets.reduce((left, right) => ({
    kind: 'set_operation',
    operation: 'union',
    all: true,
    left,
    right,
    fields: nullable,
  }));
}

/** The groups of one grouping set: keys that are not in it are NULL. */
function groupingSet(set: readonly number[], whole: Aggregate): Plan {
  const keys = set.map((i) => whole.keys[i]!);
  const computed = whole.aggregates.flatMap((call, i) => (call.operation === GROUPING ? [] : [i]));
  const aggregates = computed.map((i) => whole.aggregates[i]!);
  const fields = [...set, ...computed.map((i) => whole.keys.length + i)].map((i) => whole.fields[i]!);
  const plan: Plan = { kind: 'aggregate', input: whole.input, keys, aggregates, fields };
  const columns = columnsOf(plan);
  const expressions = whole.fields.map(({ type }, i): Scalar => {
    const call = whole.aggregates[i - whole.keys.length];
    if (call?.operation === GROUPING)
      return { kind: 'constant', value: leftOut(call, set, whole.keys), type, nullable: false };
    if (call !== undefined) return columns[set.length + computed.indexOf(i - whole.keys.length)]!;
    const at = set.indexOf(i);
    return at >= 0 ? columns[at]! : { kind: 'constant', value: null, type, nullable: true };
  });
  return { kind: 'project', input: plan, expressions, fields: whole.fields };
}

function leftOut({ args }: AggregateCall, set: readonly number[], keys: readonly Scalar[]): number {
  const texts = keys.map(keyText);
  return args.reduce((bits, arg) => bits * 2 + (set.includes(texts.indexOf(keyText(arg))) ? 0 : 1), 0);
}

/** Lowering a non-key expression before grouping may fail where it has no scalar form; then it is no key. */
function keyColumnOf(
  e: TypedExpression,
  before: Environment,
  keyColumn: (scalar: Scalar) => Scalar | null,
): Scalar | null {
  if (
    e.kind === 'Literal' ||
    e.kind === 'Local' ||
    e.kind === 'Subquery' ||
    e.kind === 'QueryValue' ||
    e.kind === 'Cell' ||
    e.kind === 'Lambda'
  )
    return null;
  const inputs = {
    parameters: [...before.inputs.parameters],
    arguments: [...before.inputs.arguments],
    byLocal: new Map(before.inputs.byLocal),
    byExpression: new Map(before.inputs.byExpression),
    byText: new Map(before.inputs.byText),
  };
  return keyColumn(lowerExpression(e, { ...before, inputs }));
}

function holdsAggregate(e: object): boolean {
  return holds(e, 'Aggregate') || holds(e, 'WindowCall') || holds(e, 'Output');
}

function holdsWindow(e: object): boolean {
  return holds(e, 'WindowCall');
}

function holdsOutput(e: object): boolean {
  return holds(e, 'Output');
}

/** Whether an expression has a node of a kind, queries inside of it left out. */
export function holds(node: object, kind: string): boolean {
  const own = (node as { readonly kind?: string }).kind;
  if (own === kind) return true;
  return own !== 'Query' && parts(node).some((part) => holds(part, kind));
}

function expressionParts(e: TypedExpression): readonly TypedExpression[] {
  return parts(e).flatMap((part) =>
    'slot' in part ? [part as TypedExpression] : parts(part).filter((p): p is TypedExpression => 'slot' in p),
  );
}

function nameOf(key: Scalar, index: number): string {
  return key.kind === 'column' ? key.name : `key${index + 1}`;
}

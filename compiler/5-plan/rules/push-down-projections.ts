import { planScalars } from '../../contract/plan-children.ts';
import type { Join, Plan, Scan, SetOperation } from '../../contract/plan.ts';
import { mapScalarChildren } from '../../contract/scalar-children.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { columnsRead, mapPlanReferences, mapPlanScalars, renumbered } from '../rewrite.ts';

/*
 * before: aggregate sum(amount) (filter region = 'N' (scan id, region, amount, note))
 * after:  aggregate sum(amount) (filter region = 'N' (scan region, amount))
 */

/** Reads and keeps only the columns that somebody above asks for. */
export function pushDownProjections(plan: Plan): Plan {
  return exactly(plan, all(plan));
}

/** A plan with fewer columns, and where each of the old ones that are left stands now. */
interface Narrowed {
  readonly plan: Plan;
  readonly position: ReadonlyMap<number, number>;
}

type Wanted = ReadonlySet<number>;

function all(plan: Plan): Wanted {
  return new Set(plan.fields.map((_, index) => index));
}

/** The plan with exactly the wanted columns, in their order. */
function exactly(plan: Plan, wanted: Wanted): Plan {
  const narrowed = narrow(plan, wanted);
  const columns = [...wanted].sort((a, c) => a - c);
  const { fields } = narrowed.plan;
  if (fields.length === columns.length && columns.every((index, i) => narrowed.position.get(index) === i))
    return narrowed.plan;
  const expressions = columns.map((index): Scalar => columnAt(narrowed.plan, narrowed.position.get(index)!));
  return { kind: 'project', input: narrowed.plan, expressions, fields: columns.map((index) => plan.fields[index]!) };
}

function columnAt(plan: Plan, index: number): Scalar {
  const { name, type, nullable } = plan.fields[index]!;
  return { kind: 'column', index, name, type, nullable };
}

/** The plan with at least the wanted columns. */
function narrow(given: Plan, wanted: Wanted): Narrowed {
  const plan = mapPlanScalars(given, narrowSubqueries);
  switch (plan.kind) {
    case 'scan':
      return narrowScan(plan, wanted);
    case 'file_scan': {
      const kept = keptOf(plan, wanted, 1);
      return {
        plan: { ...plan, columns: kept.map((i) => plan.columns[i]!), fields: kept.map((i) => plan.fields[i]!) },
        position: positions(kept),
      };
    }
    case 'table_parameter':
    case 'unnest':
    case 'table_function':
    case 'values':
    case 'working_table':
      return same(plan);
    case 'recursive':
      return same({
        ...plan,
        first: exactly(plan.first, all(plan.first)),
        step: exactly(plan.step, all(plan.step)),
      });
    case 'filter': {
      const input = narrow(plan.input, reading(wanted, [plan.predicate]));
      return {
        plan: { ...plan, input: input.plan, predicate: moved(plan.predicate, input), fields: input.plan.fields },
        position: input.position,
      };
    }
    case 'project': {
      const kept = keptOf(plan, wanted, 0);
      const expressions = kept.map((i) => plan.expressions[i]!);
      const input = narrow(plan.input, reading(new Set(), expressions));
      return {
        plan: {
          ...plan,
          input: input.plan,
          expressions: expressions.map((each) => moved(each, input)),
          fields: kept.map((i) => plan.fields[i]!),
        },
        position: positions(kept),
      };
    }
    case 'aggregate': {
      const width = plan.keys.length;
      const calls = plan.aggregates.map((_, i) => i).filter((i) => wanted.has(width + i));
      const kept = [...plan.keys.map((_, i) => i), ...calls.map((i) => width + i)];
      return overInput(
        { ...plan, aggregates: calls.map((i) => plan.aggregates[i]!), fields: kept.map((i) => plan.fields[i]!) },
        new Set(),
        kept,
      );
    }
    case 'window': {
      const width = plan.input.fields.length;
      const calls = plan.calls.map((_, i) => i).filter((i) => wanted.has(width + i));
      const chosen = { ...plan, calls: calls.map((i) => plan.calls[i]!) };
      const below = reading(new Set([...wanted].filter((index) => index < width)), planScalars(chosen));
      const input = { plan: exactly(plan.input, below), position: positions([...below].sort((a, c) => a - c)) };
      const position = new Map(input.position);
      for (const [place, i] of calls.entries()) position.set(width + i, below.size + place);
      const rewritten = mapPlanScalars(chosen, (scalar) => moved(scalar, input));
      return {
        plan: {
          ...(rewritten as typeof plan),
          input: input.plan,
          fields: [...input.plan.fields, ...calls.map((i) => plan.fields[width + i]!)],
        },
        position,
      };
    }
    case 'join':
      return narrowJoin(plan, wanted);
    case 'sort': {
      const needed = reading(wanted, planScalars(plan));
      return keepShape(plan, {
        plan: exactly(plan.input, needed),
        position: positions([...needed].sort((a, c) => a - c)),
      });
    }
    case 'limit':
    case 'sample':
      return keepShape(plan, narrow(plan.input, wanted));
    case 'distinct':
      return keepShape(
        plan,
        plan.on === null
          ? { plan: exactly(plan.input, all(plan.input)), position: positions(plan.fields.map((_, i) => i)) }
          : narrow(plan.input, reading(wanted, plan.on)),
      );
    case 'set_operation':
      return narrowSetOperation(plan, wanted);
  }
}

/** An operator whose output columns are its own: the input gives what its scalars read. */
function overInput(plan: Extract<Plan, { kind: 'aggregate' }>, own: Wanted, kept: readonly number[]): Narrowed {
  const input = narrow(plan.input, reading(own, planScalars(plan)));
  const rewritten = mapPlanScalars(plan, (scalar) => moved(scalar, input)) as typeof plan;
  return { plan: { ...rewritten, input: input.plan }, position: positions(kept) };
}

/** An operator that passes its input's columns on. */
function keepShape(plan: Extract<Plan, { kind: 'sort' | 'limit' | 'sample' | 'distinct' }>, input: Narrowed): Narrowed {
  const rewritten =
    plan.kind === 'limit' || plan.kind === 'sample'
      ? plan
      : (mapPlanScalars(plan, (scalar) => moved(scalar, input)) as typeof plan);
  return { plan: { ...rewritten, input: input.plan, fields: input.plan.fields }, position: input.position };
}

function narrowScan(plan: Scan, wanted: Wanted): Narrowed {
  const read = reading(wanted, plan.prune);
  const places = plan.fields.length - (plan.rowPosition ? 1 : 0);
  const rowPosition = plan.rowPosition && read.has(places);
  const columns = keptOf({ fields: plan.fields.slice(0, places) }, read, rowPosition ? 0 : 1);
  const kept = rowPosition ? [...columns, places] : columns;
  const position = positions(kept);
  const prune = plan.prune.map((term) => renumbered(term, (index) => position.get(index)!));
  return {
    plan: {
      ...plan,
      columns: columns.map((i) => plan.columns[i]!),
      fields: kept.map((i) => plan.fields[i]!),
      prune,
      rowPosition,
    },
    position,
  };
}

function narrowJoin(plan: Join, wanted: Wanted): Narrowed {
  const width = plan.left.fields.length;
  const residual = plan.residual === null ? [] : [plan.residual];
  const both = reading(wanted, residual);
  const leftWanted = new Set([...both].filter((index) => index < width));
  for (const pair of plan.equal) for (const index of columnsRead(pair.left)) leftWanted.add(index);
  if (plan.lateral === true) for (const index of readOfRow(plan.right)) leftWanted.add(index);
  const rightWanted = new Set([...both].filter((index) => index >= width).map((index) => index - width));
  for (const pair of plan.equal) for (const index of columnsRead(pair.right)) rightWanted.add(index);
  const left = narrow(plan.left, leftWanted);
  const columns = [...rightWanted].sort((a, c) => a - c);
  const right: Narrowed = { plan: exactly(plan.right, rightWanted), position: positions(columns) };
  const newWidth = left.plan.fields.length;
  const position = new Map(left.position);
  for (const [old, place] of right.position) position.set(width + old, newWidth + place);
  const half = plan.join === 'semi' || plan.join === 'anti';
  const oldOf = new Map([...position].map(([old, place]) => [place, old]));
  const beside = half ? left.plan.fields : [...left.plan.fields, ...right.plan.fields];
  const fields = beside.map((field, place) => ({
    ...field,
    nullable: plan.fields[oldOf.get(place)!]?.nullable ?? field.nullable,
  }));
  return {
    plan: {
      ...plan,
      left: left.plan,
      right: plan.lateral === true ? withRow(right.plan, left) : right.plan,
      equal: plan.equal.map((pair) => ({ left: moved(pair.left, left), right: moved(pair.right, right) })),
      residual: plan.residual === null ? null : renumbered(plan.residual, (index) => position.get(index)!),
      fields,
    },
    position: half ? left.position : position,
  };
}

/** The columns of the left row that the right side of a lateral join refers to. */
function readOfRow(right: Plan): readonly number[] {
  const found: number[] = [];
  mapPlanReferences(right, 1, (reference, depth) => {
    if (reference.kind === 'outer' && reference.depth === depth) found.push(reference.index);
    return reference;
  });
  return found;
}

function withRow(right: Plan, left: Narrowed): Plan {
  return mapPlanReferences(right, 1, (reference, depth) =>
    reference.kind === 'outer' && reference.depth === depth
      ? { ...reference, index: left.position.get(reference.index)! }
      : reference,
  );
}

/** UNION ALL passes on what is wanted; the other operations compare whole rows. */
function narrowSetOperation(plan: SetOperation, wanted: Wanted): Narrowed {
  const columns = plan.operation === 'union' && plan.all ? keptOf(plan, wanted, 1) : plan.fields.map((_, i) => i);
  const kept = new Set(columns);
  return {
    plan: {
      ...plan,
      left: exactly(plan.left, kept),
      right: exactly(plan.right, kept),
      fields: columns.map((i) => plan.fields[i]!),
    },
    position: positions(columns),
  };
}

function narrowSubqueries(scalar: Scalar): Scalar {
  const mapped = mapScalarChildren(scalar, narrowSubqueries);
  if (mapped.kind !== 'subquery') return mapped;
  return {
    ...mapped,
    plan: mapped.mode === 'exists' ? narrow(mapped.plan, new Set()).plan : exactly(mapped.plan, all(mapped.plan)),
  };
}

function same(plan: Plan): Narrowed {
  return { plan, position: positions(plan.fields.map((_, i) => i)) };
}

/** The wanted columns in order; the first `least` of all where there are fewer. */
function keptOf(plan: Pick<Plan, 'fields'>, wanted: Wanted, least: number): readonly number[] {
  const kept = plan.fields.map((_, i) => i).filter((i) => wanted.has(i));
  return kept.length >= least ? kept : plan.fields.map((_, i) => i).slice(0, least);
}

function positions(kept: readonly number[]): ReadonlyMap<number, number> {
  return new Map(kept.map((old, place) => [old, place]));
}

function reading(wanted: Wanted, scalars: readonly Scalar[]): Wanted {
  const read = new Set(wanted);
  for (const scalar of scalars) for (const index of columnsRead(scalar)) read.add(index);
  return read;
}

function moved(scalar: Scalar, input: Narrowed): Scalar {
  return renumbered(scalar, (index) => input.position.get(index)!);
}

import type { Field } from '../../contract/data-type.ts';
import type { ChangeBounds, Join, Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { TypedColumn, TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedChangeBounds, TypedJoin, TypedLeaf, TypedSource } from '../../ir/typed-query.ts';
import { lowerRecursive } from './recursive.ts';
import { rowless, type Environment, type Place } from './environment.ts';
import { lowerExpression } from './expression.ts';
import { isLateral, turned } from './lateral-sides.ts';
import { scalarInput, tableInput, valueInput } from './inputs.ts';
import { and, joinCondition, orderBetween } from './join-condition.ts';
import { asofJoin, positionalJoin } from './numbered-join.ts';
import { withCommonTables } from './with-common-tables.ts';

/** A plan together with where each source's columns begin in its row. */
export interface Rows {
  readonly plan: Plan;
  readonly offsets: ReadonlyMap<number, number>;
}

/** The row of a plan as an environment for expressions. */
export function rowOf(place: Place, { plan, offsets }: Rows): Environment {
  return {
    ...place,
    column(reference: TypedColumn): Scalar | null {
      const offset = offsets.get(reference.source);
      if (offset === undefined) return null;
      const index = offset + reference.column;
      const field = plan.fields[index];
      if (field === undefined) throw new Error(`column ${reference.name} lies outside of its source`);
      return { kind: 'column', index, name: field.name, type: field.type, nullable: field.nullable };
    },
    replaced: () => null,
  };
}

export function lowerSource(source: TypedSource, place: Place): Rows {
  if (source.kind === 'JoinSource') return lowerJoin(source, place);
  return { plan: sampled(lowerLeaf(source, place), source, place), offsets: new Map([[source.id, 0]]) };
}

function sampled(input: Plan, { id, sample }: TypedLeaf, place: Place): Plan {
  if (sample === undefined) return input;
  const { amount, unit, exactly, seed } = sample;
  const lower = (e: TypedExpression) => lowerExpression(e, rowless(place));
  const { fields } = input;
  return { kind: 'sample', id, input, amount: lower(amount), unit, exactly, seed: seed && lower(seed), fields };
}

function lowerLeaf(source: TypedLeaf, place: Place): Plan {
  const { fields } = source;
  switch (source.kind) {
    case 'TableSource': {
      const asOf = source.asOf === null ? null : lowerTime(source.asOf, place);
      return {
        kind: 'scan',
        table: source.table,
        name: source.name,
        columns: fields.map((_, i) => i),
        asOf,
        ...(source.names === undefined ? {} : { names: source.names }),
        ...(source.since === undefined ? {} : { since: boundsOf(source.since, place) }),
        prune: [],
        rowPosition: false,
        fields,
      };
    }
    case 'QuerySource':
      return place.lowerQuery(source.query, place);
    case 'CteSource': {
      const cte = place.ctes.get(source.cte);
      if (cte === undefined) throw new Error('a CTE that is not in scope');
      if (place.rounds?.has(cte.id) === true) return { kind: 'working_table', id: cte.id, name: cte.name, fields };
      return cte.recursive ? lowerRecursive(cte, place) : place.lowerQuery(cte.query, place);
    }
    case 'FileSource':
      return {
        kind: 'file_scan',
        path: lowerExpression(source.path, rowless(place)),
        ...(source.secrets === undefined ? {} : { secrets: source.secrets }),
        format: null,
        columns: fields.map((f) => f.name),
        fields,
      };
    case 'LocalSource': {
      const { local } = source;
      const index = tableInput(place.inputs, local, fields, {
        kind: 'Local',
        local,
        slot: local.slot,
        span: source.span,
      });
      return { kind: 'table_parameter', index, name: local.name, fields };
    }
    case 'ValueSource': {
      const { value } = source;
      const index = valueInput(place.inputs, value, fields, () => withCommonTables(value, place.ctes));
      return { kind: 'table_parameter', index, name: 'value', fields };
    }
    case 'ListSource':
      return { kind: 'unnest', list: lowerExpression(source.list, rowless(place)), fields };
    case 'FunctionSource':
      return {
        kind: 'table_function',
        id: source.function,
        args: source.args.map((a) => lowerExpression(a, rowless(place))),
        fields,
      };
  }
}

function boundsOf({ low, high }: TypedChangeBounds, place: Place): ChangeBounds {
  return { low: lowerTime(low, place), high: high && lowerTime(high, place) };
}

/** A time is known before the scan: what is to be computed, the caller computes. */
function lowerTime(time: TypedExpression, place: Place): Scalar {
  const scalar = lowerExpression(time, rowless(place));
  const value = scalar.kind === 'cast' ? scalar.value : scalar;
  return value.kind === 'constant' || value.kind === 'parameter' ? scalar : scalarInput(place.inputs, time);
}

function lowerJoin(source: TypedJoin, place: Place): Rows {
  const isRightLateral = isLateral(source.right, source.left);
  const other = isRightLateral ? turned(source) : null;
  if (other !== null) return lowerJoin(other, place);
  const left = lowerSource(source.left, place);
  if (isRightLateral) return lateralJoin(source, left, place);
  const right = lowerSource(source.right, place);
  const both = besideEachOther(left, right);
  if (source.matching === 'positional') return { plan: positionalJoin(left.plan, right.plan), offsets: both.offsets };
  const on = source.on === null ? null : lowerExpression(source.on, rowOf(place, both));
  const { equal, residual } = joinCondition(on, left.plan.fields.length);
  if (source.matching === 'asof' && residual !== null) {
    const join = source.join === 'left' ? 'left' : 'inner';
    const order = orderBetween(residual, left.plan.fields.length);
    return { plan: asofJoin(join, left.plan, right.plan, equal, order), offsets: both.offsets };
  }
  const join = source.join === 'cross' && on !== null ? 'inner' : source.join;
  return joined({ join, left: left.plan, right: right.plan, equal, residual }, both);
}

/** The right side sees the left row as the nearest enclosing one. */
function lateralJoin(source: TypedJoin, left: Rows, place: Place): Rows {
  const right = lowerSource(source.right, { ...place, outer: rowOf(place, left) });
  const both = besideEachOther(left, right);
  const residual = source.on === null ? null : lowerExpression(source.on, rowOf(place, both));
  const join = source.join === 'cross' ? 'inner' : source.join;
  return joined(
    {
      join,
      left: left.plan,
      right: right.plan,
      equal: [],
      residual: and(residual === null ? [] : [residual]),
      lateral: true,
    },
    both,
  );
}

function joined(join: Omit<Join, 'kind' | 'fields'>, both: Rows): Rows {
  const leftNullable = join.join === 'right' || join.join === 'full';
  const rightNullable = join.join === 'left' || join.join === 'full';
  const leftOnly = join.join === 'semi' || join.join === 'anti';
  const fields = [
    ...join.left.fields.map((f) => nullableIf(f, leftNullable)),
    ...(leftOnly ? [] : join.right.fields.map((f) => nullableIf(f, rightNullable))),
  ];
  return { plan: { kind: 'join', ...join, fields }, offsets: both.offsets };
}

function nullableIf(field: Field, nullable: boolean): Field {
  return nullable && !field.nullable ? { ...field, nullable: true } : field;
}

/** Both sides' rows laid side by side: what a join condition sees. */
function besideEachOther(left: Rows, right: Rows): Rows {
  const width = left.plan.fields.length;
  const offsets = new Map(left.offsets);
  for (const [source, offset] of right.offsets) offsets.set(source, width + offset);
  const fields = [...left.plan.fields, ...right.plan.fields];
  return { plan: { kind: 'values', rows: [], fields }, offsets };
}

import { BOOLEAN, INT, type Field } from '../../contract/data-type.ts';
import type { TableInfo } from '../../contract/catalog-view.ts';
import type { Conflict, Dml, InsertDml } from '../../contract/dml.ts';
import type { Plan, QueryParameter, QueryPlan, Scan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type {
  TypedAssignment,
  TypedConflict,
  TypedDelete,
  TypedDml,
  TypedExpression,
  TypedInsert,
  TypedUpdate,
} from '../../ir/typed-expression.ts';
import type { TypedSource } from '../../ir/typed-query.ts';
import { cast, columnsOf } from './columns.ts';
import { rowless, type Environment, type Functions, type Place } from './environment.ts';
import { lowerExpression } from './expression.ts';
import { newInputs, type Inputs } from './inputs.ts';
import { and } from './join-condition.ts';
import { lowerMerge } from './merge.ts';
import { queryPlan } from './query-plan.ts';
import { lowerQuery } from './query.ts';
import { lowerSource, rowOf, type Rows } from './source.ts';

type Tables = ReadonlyMap<number, TableInfo>;

/** A data change as plans, and the arguments of its queries: of those over rows without the rows, which come first. */
export interface LoweredDml {
  readonly dml: Dml;
  readonly arguments: readonly TypedExpression[];
  readonly updateArguments: readonly TypedExpression[];
  readonly returningArguments: readonly TypedExpression[];
}

/** Lowers a data change. `rewrite` is for its main query. */
export function lowerDml(
  typed: TypedDml,
  tables: Tables,
  functions: Functions,
  rewrite: (plan: Plan) => Plan,
): LoweredDml {
  const inputs = newInputs();
  const updateInputs = newInputs();
  const returningInputs = newInputs();
  const fields = fieldsOf(typed, tables);
  const base = {
    table: typed.table.id,
    name: typed.table.name,
    checks: typed.checks.map(({ name, predicate }) => ({
      name,
      query: breaking(predicate, typed.target, fields, functions),
    })),
    returning: typed.returning === null ? null : returning(typed, fields, returningInputs, functions),
  };
  const query = queryPlan(inputs, functions, (place) => mainPlan(typed, fields, within(typed, place)), rewrite);
  return {
    dml: dmlOf(typed, base, query, fields, updateInputs, functions),
    arguments: inputs.arguments,
    updateArguments: updateInputs.arguments,
    returningArguments: returningInputs.arguments,
  };
}

/** The place behind the WITH clause of a change. */
function within({ ctes = [] }: TypedDml, place: Place): Place {
  return ctes.length === 0
    ? place
    : { ...place, ctes: new Map([...place.ctes, ...ctes.map((cte) => [cte.id, cte] as const)]) };
}

function dmlOf(
  typed: TypedDml,
  base: Pick<Dml, 'table' | 'name' | 'checks' | 'returning'>,
  query: QueryPlan,
  fields: readonly Field[],
  updateInputs: Inputs,
  functions: Functions,
): Dml {
  switch (typed.kind) {
    case 'Insert':
      return {
        kind: 'insert',
        ...base,
        query,
        conflict:
          typed.conflict === null ? null : conflict(typed.conflict, typed.target, fields, updateInputs, functions),
        upsert: typed.upsert,
      };
    case 'Update':
      return { kind: 'update', ...base, query, columns: typed.set.map((s) => s.column) };
    case 'Delete':
      return { kind: 'delete', ...base, query };
    case 'Merge':
      return { kind: 'merge', ...base, query };
  }
}

function mainPlan(typed: TypedDml, fields: readonly Field[], place: Place): Plan {
  switch (typed.kind) {
    case 'Insert':
      return insertPlan(typed, fields, place);
    case 'Update':
      return updatePlan(typed, fields, place);
    case 'Delete':
      return deletePlan(typed, fields, place);
    case 'Merge':
      return lowerMerge(typed, targetScan(typed, fields), place);
  }
}

/** The one row of INSERT … VALUES in table column order, where nothing has to look at the table. */
export function singleRow({ query, columns, conflict: clash }: TypedInsert): readonly TypedExpression[] | null {
  const { body } = query;
  if (
    clash !== null ||
    body.kind !== 'Values' ||
    body.rows.length !== 1 ||
    query.ctes.length > 0 ||
    query.limit !== null ||
    query.offset !== null
  )
    return null;
  const row = body.rows[0]!;
  return columns.map(({ from, value }): TypedExpression =>
    from !== null
      ? row[from]!
      : (value ?? { kind: 'Literal', value: null, slot: { type: { kind: 'null' }, nullable: true }, span: query.span }),
  );
}

function insertPlan({ query, columns }: TypedInsert, fields: readonly Field[], place: Place): Plan {
  const input = lowerQuery(query, place);
  const given = columnsOf(input);
  const expressions = columns.map(({ from, value }, i): Scalar => {
    const field = fields[i]!;
    if (from !== null) return cast(given[from]!, field);
    return value === null
      ? { kind: 'constant', value: null, type: field.type, nullable: true }
      : cast(lowerExpression(value, rowless(place)), field);
  });
  const same =
    input.fields.length === fields.length && expressions.every((e, i) => e.kind === 'column' && e.index === i);
  return same ? input : { kind: 'project', input, expressions, fields };
}

function updatePlan(typed: TypedUpdate, fields: readonly Field[], place: Place): Plan {
  const rows = changedRows(typed, typed.from, fields, place);
  const environment = rowOf(place, rows);
  const expressions = [rowPosition(fields), ...newRow(typed.set, fields, environment)];
  return { kind: 'project', input: rows.plan, expressions, fields: [POSITION, ...fields] };
}

function deletePlan(typed: TypedDelete, fields: readonly Field[], place: Place): Plan {
  const rows = changedRows(typed, typed.using, fields, place);
  return { kind: 'project', input: rows.plan, expressions: [rowPosition(fields)], fields: [POSITION] };
}

/** Rows of the target with their positions, joined with FROM or USING, that WHERE lets through. */
function changedRows(
  typed: TypedUpdate | TypedDelete,
  other: TypedSource | null,
  fields: readonly Field[],
  place: Place,
): Rows {
  const target: Rows = { plan: targetScan(typed, fields), offsets: new Map([[typed.target, 0]]) };
  const rows = other === null ? target : crossed(target, lowerSource(other, place));
  if (typed.where === null) return rows;
  return {
    ...rows,
    plan: {
      kind: 'filter',
      input: rows.plan,
      predicate: lowerExpression(typed.where, rowOf(place, rows)),
      fields: rows.plan.fields,
    },
  };
}

function crossed(left: Rows, right: Rows): Rows {
  const width = left.plan.fields.length;
  const offsets = new Map(left.offsets);
  for (const [source, offset] of right.offsets) offsets.set(source, width + offset);
  return {
    plan: {
      kind: 'join',
      join: 'cross',
      left: left.plan,
      right: right.plan,
      equal: [],
      residual: null,
      fields: [...left.plan.fields, ...right.plan.fields],
    },
    offsets,
  };
}

const POSITION: Field = { name: '$row', type: INT, nullable: false };

/** The target's columns, then the position of the row. */
function targetScan({ table }: TypedDml, fields: readonly Field[]): Scan {
  return {
    kind: 'scan',
    table: table.id,
    name: table.name,
    columns: fields.map((_, i) => i),
    asOf: null,
    prune: [],
    rowPosition: true,
    fields: [...fields, POSITION],
  };
}

function rowPosition(fields: readonly Field[]): Scalar {
  return { kind: 'column', index: fields.length, name: POSITION.name, type: INT, nullable: false };
}

/** A target row with some columns assigned anew; the others come from the row at the beginning of the environment's. */
export function newRow(
  set: readonly TypedAssignment[],
  fields: readonly Field[],
  environment: Environment,
): readonly Scalar[] {
  return fields.map((field, index): Scalar => {
    const assigned = set.find((s) => s.column === index);
    return assigned === undefined
      ? { kind: 'column', index, ...field }
      : cast(lowerExpression(assigned.value, environment), field);
  });
}

/** The rows of one table parameter as a source of an expression. */
function parameterRows(
  inputs: Inputs,
  fields: readonly Field[],
  sources: readonly (readonly [source: number, offset: number])[],
): Rows {
  const parameter: QueryParameter = { kind: 'table', name: 'rows', fields };
  inputs.parameters.push(parameter);
  return { plan: { kind: 'table_parameter', index: 0, name: 'rows', fields }, offsets: new Map(sources) };
}

/** New rows for which a CHECK is false. */
function breaking(
  predicate: TypedExpression,
  target: number,
  fields: readonly Field[],
  functions: Functions,
): QueryPlan {
  const inputs = newInputs();
  const rows = parameterRows(inputs, fields, [[target, 0]]);
  return queryPlan(inputs, functions, (place) => {
    const holds = lowerExpression(predicate, rowOf(place, rows));
    const broken: Scalar = {
      kind: 'operation',
      operation: 'not',
      args: [holds],
      type: BOOLEAN,
      nullable: holds.nullable,
    };
    return { kind: 'filter', input: rows.plan, predicate: broken, fields };
  });
}

function returning(typed: TypedDml, fields: readonly Field[], inputs: Inputs, functions: Functions): QueryPlan {
  const rows = parameterRows(inputs, fields, [[typed.target, 0]]);
  return queryPlan(inputs, functions, (place) => {
    const environment = rowOf(within(typed, place), rows);
    const expressions = typed.returning!.map((item) => lowerExpression(item.value, environment));
    const output = typed.returning!.map(({ name }, i): Field => ({
      name,
      type: expressions[i]!.type,
      nullable: expressions[i]!.nullable,
    }));
    return { kind: 'project', input: rows.plan, expressions, fields: output };
  });
}

/** DO UPDATE over pairs of target row and new row; a leading boolean tells whether WHERE lets the update happen. */
function conflict(
  { key, action, excluded, set, where }: TypedConflict,
  target: number,
  fields: readonly Field[],
  inputs: Inputs,
  functions: Functions,
): Conflict {
  if (action === 'nothing') return { key, update: null } satisfies InsertDml['conflict'];
  const rows = parameterRows(
    inputs,
    [...fields, ...fields],
    [
      [target, 0],
      [excluded, fields.length],
    ],
  );
  const update = queryPlan(inputs, functions, (place) => {
    const environment = rowOf(place, rows);
    const allowed: Scalar =
      where === null
        ? { kind: 'constant', value: true, type: BOOLEAN, nullable: false }
        : lowerExpression(where, environment);
    const expressions = [and([allowed])!, ...newRow(set, fields, environment)];
    return {
      kind: 'project',
      input: rows.plan,
      expressions,
      fields: [{ name: '$update', type: BOOLEAN, nullable: allowed.nullable }, ...fields],
    };
  });
  return { key, update };
}

function fieldsOf(typed: TypedDml, tables: Tables): readonly Field[] {
  const table = tables.get(typed.table.id);
  if (table === undefined) throw new Error(`table ${typed.table.name} is not in the view`);
  return table.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
}

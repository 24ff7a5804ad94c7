import { originOf, partsOf, type Origin } from './origin.ts';

/**
 * Where a value comes from. `values` are what it is made of; `influences` only decide which value it is, or whether there is one: filters, keys of joins
 * and groups, conditions. Of a table `fields` are the columns, and `influences` of the table decide which rows there are; of a struct they are its fields;
 * a list is like its elements.
 */
export interface Flow {
  readonly values: ReadonlySet<Origin>;
  readonly influences: ReadonlySet<Origin>;
  readonly fields: readonly FieldFlow[] | null;
}

export interface FieldFlow {
  readonly name: string;
  readonly flow: Flow;
}

const EMPTY: ReadonlySet<Origin> = new Set();

export const NOTHING: Flow = { values: EMPTY, influences: EMPTY, fields: null };

/** A struct may hold one of its own kind: deeper fields of a parameter count as this one. */
const DEEPEST_PATH = 4;

export function flowFrom(...origins: readonly Origin[]): Flow {
  return { values: new Set(origins), influences: EMPTY, fields: null };
}

export function tableFlow(fields: readonly FieldFlow[], rows: ReadonlySet<Origin> = EMPTY): Flow {
  return { values: EMPTY, influences: rows, fields };
}

/** One value or the other. */
export function join(a: Flow, b: Flow): Flow {
  if (a === b || isNothing(b)) return a;
  if (isNothing(a)) return b;
  const values = union(a.values, b.values);
  const influences = union(a.influences, b.influences);
  if (a.fields === null && b.fields === null) return { values, influences, fields: null };
  if (a.fields !== null && b.fields !== null && a.fields.length === b.fields.length) {
    const right = b.fields;
    const fields = a.fields.map(({ name, flow }, i) => ({ name, flow: join(flow, right[i]!.flow) }));
    return { values, influences, fields };
  }
  return join(folded(a), folded(b));
}

export function joinAll(flows: Iterable<Flow>): Flow {
  let all = NOTHING;
  for (const flow of flows) all = join(all, flow);
  return all;
}

/** The value with more that decides about it. */
export function influenced(flow: Flow, by: ReadonlySet<Origin>): Flow {
  return by.size === 0 ? flow : { ...flow, influences: union(flow.influences, by) };
}

/** A value made of all parts of another. */
export function folded(flow: Flow): Flow {
  if (flow.fields === null) return flow;
  const parts = flow.fields.map((field) => folded(field.flow));
  return {
    values: union(flow.values, ...parts.map((part) => part.values)),
    influences: union(flow.influences, ...parts.map((part) => part.influences)),
    fields: null,
  };
}

/** All that a value comes from, one way or the other. */
export function everything(flow: Flow): ReadonlySet<Origin> {
  const { values, influences } = folded(flow);
  return union(values, influences);
}

/** A field of a struct. */
export function fieldOf(flow: Flow, name: string): Flow {
  const lower = name.toLowerCase();
  const known = flow.fields?.find((field) => field.name.toLowerCase() === lower);
  return influenced(known?.flow ?? partOf(flow, name), flow.influences);
}

/** A column of a table without what decides about its rows. */
export function columnOf(table: Flow, column: number, name: string): Flow {
  return table.fields?.[column]?.flow ?? partOf(table, name);
}

/** A column of a table with what decides about its rows: the value of one cell. */
export function cellOf(table: Flow, column: number, name: string): Flow {
  return influenced(columnOf(table, column, name), table.influences);
}

/** What is only known as a whole: of a parameter the part is named. */
function partOf(flow: Flow, name: string): Flow {
  if (flow.fields !== null) return NOTHING;
  return { values: new Set([...flow.values].map((origin) => below(origin, name))), influences: EMPTY, fields: null };
}

/** A size that grows whenever a flow does. */
export function sizeOf(flow: Flow): number {
  const fields = flow.fields ?? [];
  return fields.reduce((sum, field) => sum + 1 + sizeOf(field.flow), flow.values.size + flow.influences.size);
}

/** A flow whose origins are replaced. */
export function mapFlow(flow: Flow, change: (origin: Origin) => Flow): Flow {
  const values = [...flow.values].map(change);
  const influences = union(...[...flow.influences].map((origin) => everything(change(origin))));
  const own = influenced({ ...joinAll(values) }, influences);
  if (flow.fields === null) return own;
  const fields = flow.fields.map((field) => ({ name: field.name, flow: mapFlow(field.flow, change) }));
  return { values: own.values, influences: own.influences, fields };
}

export function union(...sets: readonly ReadonlySet<Origin>[]): ReadonlySet<Origin> {
  const filled = sets.filter((set) => set.size > 0);
  if (filled.length <= 1) return filled[0] ?? EMPTY;
  const all = new Set(filled[0]);
  for (const set of filled.slice(1)) for (const origin of set) all.add(origin);
  return all;
}

function below(origin: Origin, name: string): Origin {
  const parts = partsOf(origin);
  if (parts.kind !== 'parameter' || parts.column.split('.').length > DEEPEST_PATH) return origin;
  return originOf({ ...parts, column: `${parts.column}.${name.toLowerCase()}` });
}

function isNothing(flow: Flow): boolean {
  return flow.values.size === 0 && flow.influences.size === 0 && flow.fields === null;
}

import {
  BOOLEAN,
  decimal,
  FLOAT,
  INT,
  sameDataType,
  STRING,
  type DataType,
} from '../../../compiler/contract/data-type.ts';
import { typeText } from './random-literal.ts';
import { expression } from './random-expression.ts';
import { orderedType, scalarType } from './random-type.ts';
import { constantOf, withVariables, type ColumnShape, type Scope, type Slot, type Variable } from './scope.ts';

/** A condition with the logic of SQL: it may be NULL. */
export function condition(scope: Scope, depth: number): string {
  return expression(scope, { type: BOOLEAN, nullable: true }, depth);
}

/** The sources of a query: its text behind FROM, and the columns that it has. */
interface Sources {
  readonly text: string;
  readonly columns: readonly Variable[];
}

/** A query of one column and at most one row in the place of a value; `undefined` when this type has none. */
export function scalarSubquery(scope: Scope, slot: Slot, depth: number): string | undefined {
  const { random } = scope;
  const { text, columns, inner } = rowsOf(scope, depth - 1);
  const where = random.chance(0.5) ? ` where ${condition(inner, depth - 1)}` : '';
  if (slot.type.kind === 'int' && slot.type.bits === 64 && !slot.nullable)
    return `(select count(*) from ${text}${where})`;
  if (slot.type.kind === 'boolean') {
    if (random.chance(0.5)) return `exists (select 1 from ${text}${where})`;
    const type = orderedType(random);
    const nullable = slot.nullable && random.chance(0.5);
    const tested = expression(scope, { type, nullable }, depth - 1);
    return `(${tested} in (select ${expression(inner, { type, nullable }, depth - 1)} from ${text}${where}))`;
  }
  // outside of queries a query in the place of a list is one of its rows
  if (!slot.nullable || columns.length === 0 || slot.type.kind === 'list') return undefined;
  if (random.chance(0.4)) return `(select ${expression(inner, slot, depth - 1)} from ${text}${where} limit 1)`;
  return `(select ${aggregate(inner, slot, depth - 1)} from ${text}${where})`;
}

/** A query whose columns have the given slots, in order; `undefined` columns for any. */
export function query(scope: Scope, wanted: readonly ColumnShape[], depth: number): string {
  const { random } = scope;
  if (random.chance(0.15)) {
    const again = (): string => query(scope, wanted, depth - 1);
    if (depth > 1)
      return `${core(scope, wanted, depth, false)} ${random.pick(['union all', 'union', 'except', 'intersect'])} ${random.chance(0.5) ? core(scope, wanted, depth - 1, false) : `(${again()})`}`;
  }
  if (depth > 1 && random.chance(0.15)) {
    const name = scope.fresh('q');
    const columns = someColumns(scope);
    const text = `with ${name} as (${query(scope, columns, depth - 1)})`;
    return `${text} ${core(scope, wanted, depth, true, { text: name, columns: columnsOf(name, columns, false) })}`;
  }
  return core(scope, wanted, depth, true);
}

function core(scope: Scope, wanted: readonly ColumnShape[], depth: number, ordered: boolean, given?: Sources): string {
  const { random } = scope;
  const { text, inner } =
    given === undefined ? rowsOf(scope, depth - 1) : { ...given, inner: within(scope, given.columns) };
  const where = random.chance(0.5) ? ` where ${condition(inner, depth - 1)}` : '';
  const tail = ordered ? tailOf(scope, wanted) : '';
  const items = (make: (slot: Slot) => string): string =>
    wanted.map((column) => `${make(column)} as ${column.name}`).join(', ');
  if (wanted.every(({ nullable, type }) => nullable && canBeAggregated(type)) && random.chance(0.2))
    return `select ${items((slot) => aggregate(inner, slot, depth - 1))} from ${text}${where}`;
  if (random.chance(0.25)) {
    const keys = pickKeys(scope, inner);
    const grouped = within(scope, keys);
    if (keys.length > 0) {
      const having = random.chance(0.3) ? ` having count(*) > ${random.below(2)}` : '';
      const made = items((slot) =>
        random.chance(0.5) && canBeAggregated(slot.type)
          ? `${slot.nullable ? aggregate(inner, slot, depth - 1) : (counted(inner, slot, depth - 1) ?? expression(grouped, slot, depth - 1))}`
          : expression(grouped, slot, depth - 1),
      );
      return `select ${made} from ${text}${where} group by ${keys.map((key) => key.text).join(', ')}${having}${tail}`;
    }
  }
  const distinct = random.chance(0.1) && wanted.every(({ type }) => isComparable(type)) ? 'distinct ' : '';
  const made = items(
    (slot) =>
      (random.chance(0.1) && distinct === '' ? windowed(inner, slot, depth - 1) : undefined) ??
      expression(inner, slot, depth - 1),
  );
  return `select ${distinct}${made} from ${text}${where}${tail}`;
}

function tailOf({ random }: Scope, wanted: readonly ColumnShape[]): string {
  const sortable = wanted.filter(({ type }) => isComparable(type));
  const order =
    random.chance(0.3) && sortable.length > 0
      ? ` order by ${random.pick(sortable).name}${random.pick(['', ' desc', ' nulls first'])}`
      : '';
  return `${order}${random.chance(0.2) ? ` limit ${random.below(4)}` : ''}`;
}

/** Tables, joined or not, and the scope of an expression over their rows. */
export function rowsOf(scope: Scope, depth: number): Sources & { readonly inner: Scope } {
  const { random } = scope;
  let { text, columns } = source(scope, depth, false);
  if (random.chance(0.3)) {
    const kind = random.pick([
      'join',
      'left join',
      'full join',
      'right join',
      'cross join',
      'semi join',
      'anti join',
    ] as const);
    const right = source(scope, depth - 1, kind === 'left join' || kind === 'full join');
    const left = kind === 'right join' || kind === 'full join' ? columns.map(orNull) : columns;
    const near = within(scope, [...columns, ...right.columns]);
    const on = kind === 'cross join' ? '' : ` on ${joined(near, columns, right.columns, depth)}`;
    text = `${text} ${kind} ${right.text}${on}`;
    columns = kind === 'semi join' || kind === 'anti join' ? left : [...left, ...right.columns];
  }
  return { text, columns, inner: within(scope, columns) };
}

function joined(near: Scope, left: readonly Variable[], right: readonly Variable[], depth: number): string {
  const { random } = near;
  const pairs = left.flatMap((a) =>
    right
      .filter((b) => isComparable(a.slot.type) && sameDataType(a.slot.type, b.slot.type))
      .map((b) => `${a.text} = ${b.text}`),
  );
  if (pairs.length === 0) return condition(near, depth - 1);
  return random.chance(0.7) ? random.pick(pairs) : `${random.pick(pairs)} and ${condition(near, depth - 1)}`;
}

function source(scope: Scope, depth: number, far: boolean): Sources {
  const { random, world } = scope;
  const alias = scope.fresh('t');
  if (depth > 1 && random.chance(0.2)) {
    const columns = someColumns(scope);
    return { text: `(${query(scope, columns, depth - 1)}) as ${alias}`, columns: columnsOf(alias, columns, far) };
  }
  const table = random.pick(world.tables);
  if (random.chance(0.06))
    return { text: `passed({${table.name}}) ${alias}`, columns: columnsOf(alias, table.columns, far) };
  return { text: `${table.name} ${alias}`, columns: columnsOf(alias, table.columns, far) };
}

/** Columns for a query that another one reads. */
export function someColumns(scope: Scope): readonly ColumnShape[] {
  const { random } = scope;
  return Array.from({ length: 1 + random.below(3) }, (_, i) => ({
    name: `k${i}`,
    type: scalarType(random),
    nullable: random.chance(0.5),
  }));
}

function columnsOf(alias: string, columns: readonly ColumnShape[], far: boolean): readonly Variable[] {
  return columns.map(({ name, type, nullable }) => constantOf(`${alias}.${name}`, { type, nullable: nullable || far }));
}

function orNull(column: Variable): Variable {
  return constantOf(column.text, { ...column.slot, nullable: true });
}

/** The scope of expressions over rows: queries write nothing and catch nothing. */
function within(scope: Scope, columns: readonly Variable[]): Scope {
  return { ...withVariables(scope, columns), inQuery: true, mayWrite: false };
}

function pickKeys(scope: Scope, inner: Scope): readonly Variable[] {
  const own = inner.variables.slice(scope.variables.length).filter(({ slot }) => isComparable(slot.type));
  return own.filter(() => scope.random.chance(0.4));
}

function isComparable(type: DataType): boolean {
  return !['json', 'list', 'struct', 'map', 'interval', 'blob'].includes(type.kind);
}

function canBeAggregated(type: DataType): boolean {
  return isComparable(type);
}

/** An aggregate that may be NULL. */
function aggregate(inner: Scope, slot: Slot, depth: number): string {
  const { random } = inner;
  const { type } = slot;
  const bare = { ...inner, routines: [] };
  const value = (of: DataType, nullable = true): string => expression(bare, { type: of, nullable }, depth - 1);
  const forms: (() => string)[] = [() => `any_value(${value(type)})`];
  if (isComparable(type))
    forms.push(
      () => `max(${value(type)})`,
      () => `min(${value(type)})`,
      () => `first(${value(type)})`,
      () => `max_by(${value(type)}, ${value(INT)})`,
    );
  if (type.kind === 'float')
    forms.push(
      () => `sum(${value(FLOAT)})`,
      () => `avg(${value(INT)})`,
      () => `stddev(${value(FLOAT)})`,
      () => `median(${value(FLOAT)})`,
    );
  if (type.kind === 'decimal')
    forms.push(
      () => `(sum(${value(decimal(10, 2))}) :: ${typeText(type)})`,
      () => `(avg(${value(decimal(10, 2))}) :: ${typeText(type)})`,
    );
  if (type.kind === 'int' && type.bits === 64)
    forms.push(
      () => `(sum(${value(INT)}) :: int)`,
      () => `count(${value(STRING)})`,
      () => `count(distinct ${value(INT)})`,
    );
  if (type.kind === 'boolean')
    forms.push(
      () => `bool_and(${value(BOOLEAN)})`,
      () => `bool_or(${value(BOOLEAN)})`,
    );
  if (type.kind === 'string' && type.maxLength === undefined) forms.push(() => `string_agg(${value(STRING)}, ',')`);
  const text = random.pick(forms)();
  return random.chance(0.1) && /^[a-z_]+\(/.test(text) ? `${text} filter (where ${condition(bare, depth - 1)})` : text;
}

/** An aggregate that is never NULL. */
function counted(inner: Scope, { type }: Slot, depth: number): string | undefined {
  if (type.kind !== 'int' || type.bits !== 64) return undefined;
  return inner.random.chance(0.5)
    ? 'count(*)'
    : `count(${expression({ ...inner, routines: [] }, { type: scalarType(inner.random), nullable: true }, depth - 1)})`;
}

/** A window function; `undefined` when none has this type. */
function windowed(inner: Scope, { type, nullable }: Slot, depth: number): string | undefined {
  const { random } = inner;
  const bare = { ...inner, routines: [] };
  const value = (of: DataType): string => expression(bare, { type: of, nullable }, depth - 1);
  const key = expression(bare, { type: INT, nullable: true }, 0);
  // ORDER BY behind a query would be a part of it
  const partition = random.chance(0.5) && !key.startsWith('(select') ? `partition by ${key} ` : '';
  const over = `over (${partition}order by ${expression(bare, { type: orderedType(random), nullable: true }, depth - 1)})`;
  if (type.kind === 'int' && type.bits === 64 && random.chance(0.7))
    return `${random.pick(['row_number()', 'rank()', 'dense_rank()', 'ntile(2)', 'count(*)'])} ${over}`;
  if (!nullable) return undefined;
  return `${random.pick([`lag(${value(type)})`, `lead(${value(type)}, 2)`, `first_value(${value(type)})`, `last_value(${value(type)})`])} ${over}`;
}

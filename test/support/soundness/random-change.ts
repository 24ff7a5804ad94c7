import { expression } from './random-expression.ts';
import { condition, query } from './random-query.ts';
import { constantOf, withVariables, type Scope, type TableShape } from './scope.ts';

/** A statement that changes rows of a table. */
export function change(scope: Scope, depth: number): string {
  const { random } = scope;
  const table = random.pick(scope.world.tables);
  return random.pick([insert, insert, update, remove, upsert, merge])(scope, table, depth);
}

function insert(scope: Scope, table: TableShape, depth: number): string {
  const { random } = scope;
  const columns = table.columns.filter(({ nullable }) => !nullable || random.chance(0.7));
  const names = columns.map(({ name }) => name).join(', ');
  const conflict = random.pick([
    '',
    '',
    ' on conflict do nothing',
    ` on conflict (id) do update set ${assignment(scope, table, depth)}`,
  ]);
  const returning = random.chance(0.2) ? ' returning *' : '';
  return `insert into ${table.name} (${names}) ${rows(scope, columns, depth)}${conflict}${returning}`;
}

function rows(scope: Scope, columns: TableShape['columns'], depth: number): string {
  const row = (): string => `(${columns.map((column) => expression(scope, column, depth - 1)).join(', ')})`;
  if (scope.random.chance(0.4)) return query(scope, columns, depth - 1);
  return `values ${Array.from({ length: 1 + scope.random.below(2) }, row).join(', ')}`;
}

function update(scope: Scope, table: TableShape, depth: number): string {
  const returning = scope.random.chance(0.2) ? ' returning id' : '';
  return `update ${table.name} set ${assignment(scope, table, depth)}${where(scope, table, depth)}${returning}`;
}

function assignment(scope: Scope, table: TableShape, depth: number): string {
  const column = scope.random.pick(table.columns.slice(1));
  return `${column.name} = ${expression(over(scope, table, table.name), column, depth - 1)}`;
}

function remove(scope: Scope, table: TableShape, depth: number): string {
  return `delete from ${table.name}${where(scope, table, depth)}`;
}

function where(scope: Scope, table: TableShape, depth: number): string {
  return scope.random.chance(0.8) ? ` where ${condition(over(scope, table, table.name), depth - 1)}` : '';
}

function upsert(scope: Scope, table: TableShape, depth: number): string {
  const names = table.columns.map(({ name }) => name).join(', ');
  return `upsert into ${table.name} (${names}) ${rows(scope, table.columns, depth)}`;
}

function merge(scope: Scope, table: TableShape, depth: number): string {
  const [target, from] = [scope.fresh('t'), scope.fresh('t')];
  const own = table.columns.map(({ name, ...slot }) => constantOf(`${from}.${name}`, slot));
  const source = { ...withVariables(scope, own), inQuery: true };
  const both = over(source, table, target);
  const column = scope.random.pick(table.columns.slice(1));
  const set = `${column.name} = ${expression(both, column, depth - 1)}`;
  const matched = scope.random.pick([`update set ${set}`, 'delete', 'do nothing']);
  const names = table.columns.map(({ name }) => name).join(', ');
  const values = table.columns.map((each) => expression(source, each, depth - 1)).join(', ');
  return `merge into ${table.name} ${target} using (${query(scope, table.columns, depth - 1)}) ${from} on ${target}.id = ${from}.id when matched then ${matched} when not matched then insert (${names}) values (${values})`;
}

function over(scope: Scope, table: TableShape, alias: string): Scope {
  const columns = table.columns.map(({ name, ...slot }) => constantOf(`${alias}.${name}`, slot));
  return { ...withVariables(scope, columns), inQuery: true };
}

import { isDataType, type TableType } from '../../contract/type.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedFor } from '../../ir/typed-statement.ts';
import * as b from '../builder.ts';
import { expression } from '../expression/expression.ts';
import { abi, variable, type FunctionScope } from '../module/function-scope.ts';
import { walk } from '../module/walk.ts';
import { tick } from './function-body.ts';
import { block } from './statement.ts';

/** A loop over a list, the rows of a table, or the whole numbers of a range. */
export function forLoop(scope: FunctionScope, s: TypedFor): b.Statement[] {
  switch (s.over) {
    case 'range':
      return overRange(scope, s);
    case 'list':
      return overList(scope, s);
    case 'table':
      return overTable(scope, s);
  }
}

function overRange(scope: FunctionScope, s: TypedFor): b.Statement[] {
  const [from, to] = s.bounds!;
  const first = bound(expression(scope, from));
  const kept = s.index === null || b.isNumber(first) ? null : scope.names.fresh('start$');
  if (kept !== null) scope.prelude.push(b.constant(kept, first));
  const start = kept === null ? first : b.name(kept);
  const end = scope.names.fresh('end$');
  scope.prelude.push(b.constant(end, bound(expression(scope, to))));
  const { counter, declared } = counterOf(scope, s.item, 'counter$');
  const index = s.index === null ? [] : [declare(scope, s.index, b.binary(counter, '-', start))];
  const body = inLoop(scope, undefined, () => [...declared, ...index, ...block(scope, s.body)]);
  return [b.loop(counter, start, end, [tick(scope), ...body])];
}

/** Counters are numbers: a bound beyond ±(2^53 - 1) is an error. */
function bound(code: b.Expression): b.Expression {
  return b.isNumber(code) ? code : abi('bound', code);
}

function overList(scope: FunctionScope, s: TypedFor): b.Statement[] {
  const items = scope.names.fresh('items$');
  const iterable = expression(scope, s.iterable!);
  scope.prelude.push(b.constant(items, s.iterable!.slot.nullable ? b.binary(iterable, '??', b.array([])) : iterable));
  const { counter, declared } = counterOf(scope, s.index, 'at$');
  const item = s.item === null ? [] : [declare(scope, s.item, b.at(items, counter))];
  const body = inLoop(scope, undefined, () => [...declared, ...item, ...block(scope, s.body)]);
  return [b.loop(counter, b.number(0), b.member(items, 'length'), [tick(scope), ...body])];
}

/**
 * Segment by segment, over arrays of the columns that are read. There is no row object unless the whole row is asked for.
 * A table whose columns are known only at run time gives row objects.
 */
function overTable(scope: FunctionScope, s: TypedFor): b.Statement[] {
  const { type } = s.iterable!.slot;
  const table = type.kind === 'iterator' ? type.table : type;
  const rows = expression(scope, s.iterable!);
  if (table.kind !== 'table' || table.open !== null || !table.columns.every((column) => isDataType(column.type)))
    return overRowObjects(scope, s, rows);
  const bindings = columnBindings(scope, s, table);
  const part = scope.names.fresh('part$');
  const row = scope.names.fresh('row$');
  const label = usesBreak(s) ? scope.names.fresh('rows$') : undefined;
  const arrays = bindings.map(({ name }) => scope.names.fresh(`${name}$column`));
  const columns = arrays.map((array, i) => b.constant(array, b.at(b.member(part, 'columns'), b.number(i))));
  const values = bindings.map(({ name, assigned }, i) =>
    (assigned ? b.variable : b.constant)(name, b.at(arrays[i]!, row)),
  );
  const whole =
    s.item !== null && s.item.assigned ? [b.variable(variable(scope, s.item), wholeRow(table, bindings))] : [];
  const index = s.index === null ? [] : [declare(scope, s.index, b.binary(b.member(part, 'start'), '+', row))];
  const body = inLoop(scope, label, () => [...values, ...whole, ...index, ...block(scope, s.body)]);
  const inner = b.loop(row, b.number(0), b.member(part, 'length'), [tick(scope), ...body]);
  const parts = abi('parts', rows, b.array(bindings.map(({ column }) => b.number(column))));
  const outer = b.loopOf(part, parts, [...columns, inner]);
  return [label === undefined ? outer : b.labelled(label, outer)];
}

function overRowObjects(scope: FunctionScope, s: TypedFor, rows: b.Expression): b.Statement[] {
  const row = scope.names.fresh('row$');
  const counter = scope.names.fresh('count$');
  const item = s.item === null ? [] : [declare(scope, s.item, b.name(row))];
  const columns = s.columns.map(({ column, local }) =>
    declare(scope, local, abi('dynamicColumn', row, b.number(column))),
  );
  const index = s.index === null ? [] : [declare(scope, s.index, b.postIncrement(counter))];
  if (s.index !== null) scope.prelude.push(b.variable(counter, b.number(0)));
  const body = inLoop(scope, undefined, () => [...item, ...columns, ...index, ...block(scope, s.body)]);
  return [b.loopOf(row, abi('rowObjects', rows), [tick(scope), ...body])];
}

interface ColumnBinding {
  readonly column: number;
  readonly name: string;
  readonly assigned: boolean;
}

/** The columns that the body reads, each with its variable. */
function columnBindings(scope: FunctionScope, s: TypedFor, table: TableType): ColumnBinding[] {
  const bindings = s.columns.map(({ column, local }) => ({
    column,
    name: variable(scope, local),
    assigned: local.assigned,
  }));
  if (s.item === null) return bindings;
  const used = s.item.assigned ? null : fieldsRead(s.item, s.body);
  const fields = new Map<string, string>();
  table.columns.forEach(({ name }, column) => {
    if (used !== null && !used.has(name)) return;
    const local = scope.names.fresh(`${s.item!.name}$${name}`);
    fields.set(name, local);
    bindings.push({ column, name: local, assigned: false });
  });
  if (!s.item.assigned) scope.locals.set(s.item, { kind: 'row', fields });
  return bindings;
}

function wholeRow(table: TableType, bindings: readonly ColumnBinding[]): b.Expression {
  return b.object(
    Object.fromEntries(bindings.map(({ column, name }) => [`$${table.columns[column]!.name}`, b.name(name)])),
  );
}

/** The fields of a row that a body reads; `null` when it asks for the row as a whole. */
function fieldsRead(item: TypedLocal, body: object): ReadonlySet<string> | null {
  const fields = new Set<string>();
  let whole = false;
  walk(body, (node) => {
    if (node.kind === 'Field' && node.value.kind === 'Local' && node.value.local === item) {
      fields.add(node.name);
      return false;
    }
    if (node.kind === 'Local' && node.local === item) whole = true;
    if (node.kind === 'Dynamic' && node.locals.some(({ local }) => local === item)) whole = true;
    return true;
  });
  return whole ? null : fields;
}

/** The loop's variable: the local itself where nothing assigns it, otherwise a counter of its own that the local copies. */
function counterOf(
  scope: FunctionScope,
  local: TypedLocal | null,
  hint: string,
): { readonly counter: string; readonly declared: readonly b.Statement[] } {
  if (local !== null && !local.assigned) return { counter: variable(scope, local), declared: [] };
  const counter = scope.names.fresh(hint);
  return { counter, declared: local === null ? [] : [declare(scope, local, b.name(counter))] };
}

function declare(scope: FunctionScope, local: TypedLocal, value: b.Expression): b.Statement {
  return (local.assigned ? b.variable : b.constant)(variable(scope, local), value);
}

/** Writes the body of a loop; `label` is what a `break` in it leaves. */
export function inLoop(scope: FunctionScope, label: string | undefined, write: () => b.Statement[]): b.Statement[] {
  scope.breaks.push(label);
  const statements = write();
  scope.breaks.pop();
  return statements;
}

/** Whether a `break` of the body ends this loop. */
function usesBreak(s: TypedFor): boolean {
  let found = false;
  walk(s.body, (node) => {
    if (node.kind === 'Break') found = true;
    return node.kind !== 'For' && node.kind !== 'While' && node.kind !== 'Lambda';
  });
  return found;
}

import type { Column, TableType, Type, TypeSlot } from '../../contract/type.ts';

/** What the row variables of a signature stand for at a call: tables as they were given, by name; `null` where that is not one thing. */
export type RowBindings = ReadonlyMap<string, TableType | null>;

/** Matches the open tables of parameters with the tables that a call gives. */
export function bindRows(parameters: readonly (TypeSlot | null)[], args: readonly TypeSlot[]): RowBindings {
  const bindings = new Map<string, TableType | null>();
  parameters.forEach((parameter, i) => {
    const declared = tableOf(parameter?.type);
    const given = tableOf(args[i]?.type);
    if (declared === null || declared.open === null || declared.open === 'dynamic') return;
    const { row } = declared.open;
    bindings.set(row, bindings.has(row) || given === null || given.open !== null ? null : given);
  });
  return bindings;
}

function tableOf(type: Type | undefined): TableType | null {
  return type?.kind === 'table' ? type : type?.kind === 'iterator' ? type.table : null;
}

/**
 * A type with the columns for which its row variable stands: in the order of the table that was given if all its own are among them, else its own first.
 */
export function withRows(type: Type, bindings: RowBindings): Type {
  if (type.kind === 'iterator') {
    const table = withRows(type.table, bindings);
    return table.kind === 'table' ? { kind: 'iterator', table } : type;
  }
  if (type.kind !== 'table' || type.open === null || type.open === 'dynamic') return type;
  const given = bindings.get(type.open.row);
  if (given === null || given === undefined) return type;
  const own = new Map(type.columns.map((column) => [column.name.toLowerCase(), column]));
  const others = given.columns.filter(({ name }) => !own.has(name.toLowerCase()));
  const isWhole = others.length + type.columns.length === given.columns.length;
  const columns = isWhole
    ? given.columns.map((column): Column => own.get(column.name.toLowerCase()) ?? column)
    : [...type.columns, ...others];
  return { ...type, columns, open: null };
}

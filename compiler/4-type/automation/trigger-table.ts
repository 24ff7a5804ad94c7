import type { Checker } from '../checker.ts';

/** A table that a trigger may be for. `columns` is null where only the query that makes the table tells them. */
export interface TriggerTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[] | null;
}

/** The table of a name, with its schema or without: of this module, else of the catalog; null when there is none. */
export function findTable(checker: Checker, written: string): TriggerTable | null {
  const { view } = checker.context;
  const [name = '', schema = view.currentSchema] = written.split('.').reverse();
  const isIt = (each: { readonly schema: string; readonly name: string }): boolean =>
    each.name.toLowerCase() === name.toLowerCase() && each.schema.toLowerCase() === schema.toLowerCase();
  const declared = declaredTables(checker).find(isIt);
  if (declared !== undefined) return declared;
  const kept = view.tables.find(isIt);
  return kept === undefined ? null : { ...kept, columns: kept.columns.map((column) => column.name) };
}

/** The names of all tables, for suggestions; with the schema where it is not the current one. */
export function tableNames(checker: Checker): readonly string[] {
  const { view, names } = checker.context;
  return [...declaredTables(checker), ...(names?.('table') ?? view.tables)].map(({ schema, name }) =>
    schema.toLowerCase() === view.currentSchema.toLowerCase() ? name : `${schema}.${name}`,
  );
}

function declaredTables({ bound, context }: Checker): readonly TriggerTable[] {
  return bound.program.statements.flatMap((statement) => {
    if (statement.kind !== 'CreateTable') return [];
    const [name = '', schema = context.view.currentSchema] = statement.name.parts.map((part) => part.text).reverse();
    const columns = statement.query === undefined ? statement.columns.map((column) => column.name.text) : null;
    return [{ schema, name, columns }];
  });
}

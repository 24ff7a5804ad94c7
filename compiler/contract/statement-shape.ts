import { showField, type Field } from './data-type.ts';

/** What a statement takes and gives, known before it runs. */
export interface StatementShape {
  /** Its parameters, named `1`, `2`, … or as in the text, in the order of their first use. */
  readonly parameters: readonly Field[];
  /** The columns of its rows; `null` for a statement that gives none. */
  readonly result: readonly Field[] | null;
  /** Of a query: the columns, by position, that tell its rows apart; left out where none are known. */
  readonly key?: readonly number[];
}

/** Whether two results have the same columns: equal names and types in one order; a column may be nullable in one of them alone. */
export function sameResult(a: StatementShape['result'], b: StatementShape['result']): boolean {
  if (a === null || b === null) return a === b;
  const plain = (fields: readonly Field[]): string => JSON.stringify(fields.map(({ name, type }) => [name, type]));
  return plain(a) === plain(b);
}

/** Columns as messages show them: `(id: int, day: date?)`. */
export function showShape(result: StatementShape['result']): string {
  return result === null ? 'no rows' : `(${result.map(showField).join(', ')})`;
}

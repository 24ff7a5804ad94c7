import type { Table as ArrowTable } from 'apache-arrow';
import type { ColumnTable } from 'arquero';
import type { Field } from '../../compiler/contract/data-type.ts';
import { showDataType } from '../../compiler/contract/data-type.ts';
import type { Table } from '../columnar/table.ts';
import type { StatementResult } from '../protocol/statement-result.ts';

/**
 * What a statement gave: rows (perhaps none), in the form that the caller likes. Nothing is converted before it is asked for; libraries are loaded then.
 */
export class Result {
  readonly #statement: StatementResult;

  constructor(statement: StatementResult) {
    this.#statement = statement;
  }

  /** First words of the statement, in lower case. */
  get verb(): string {
    return this.#statement.verb;
  }

  /** Rows that a data change wrote or deleted; `null` for other statements. */
  get rowsChanged(): number | null {
    return this.#statement.rowsChanged;
  }

  /** The table holds the one value of a call that gives no table. */
  get scalar(): boolean {
    return this.#statement.scalar === true;
  }

  /** The rows as the engine holds them; `null` when the statement gives none. */
  get table(): Table | null {
    return this.#statement.table;
  }

  /** Names and types of the columns. */
  get columns(): readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[] {
    return this.fields.map(({ name, type, nullable }) => ({ name, type: showDataType(type), nullable }));
  }

  get fields(): readonly Field[] {
    return this.#statement.table?.fields ?? [];
  }

  get rowCount(): number {
    return this.#statement.rowCount ?? this.table?.rowCount ?? 0;
  }

  /** The rows as objects; see `rowObjects` for how each type is given. */
  async rows(): Promise<Record<string, unknown>[]> {
    const { toRows } = await import('../columnar/rows-of.ts');
    return this.table === null ? [] : toRows(this.table);
  }

  /** The rows as an Apache Arrow table, over the memory in which they came or are held where the layouts agree. */
  async arrow(): Promise<ArrowTable> {
    const { stream } = this.#statement;
    if (stream !== undefined) return (await import('../columnar/arrow/arrow-of-stream.ts')).arrowOfStream(stream());
    const { toArrow } = await import('../columnar/arrow/to-arrow.ts');
    return toArrow(this.#rowsOrNothing());
  }

  /** The rows as an Arquero table. */
  async arquero(): Promise<ColumnTable> {
    const { toArquero } = await import('../columnar/arquero/to-arquero.ts');
    return toArquero(this.#rowsOrNothing());
  }

  #rowsOrNothing(): Table {
    return this.table ?? { fields: [], segments: [], rowCount: 0 };
  }
}

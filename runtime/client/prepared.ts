import { showDataType, type Field } from '../../compiler/contract/data-type.ts';
import type { StatementShape } from '../../compiler/contract/statement-shape.ts';
import type { Link, Output, PreparedStatement } from './messages.ts';
import { parameterValues } from './parameters.ts';
import { Result } from './result.ts';
import type { Parameters, RunOptions } from './runner.ts';

/** A column or parameter of a prepared statement. */
export interface PreparedField {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/**
 * A statement whose text was checked once, and that runs by its number with the values of its parameters. It belongs to its session and ends with it. What a deploy or a statement
 * changes under it is seen by its next run: as long as it gives the same columns it goes on, else it rejects with `StaleStatement`.
 */
export class Prepared {
  readonly #link: Link;
  readonly #session: number;
  readonly #statement: PreparedStatement;
  readonly #shape: StatementShape;

  /** Use `session.prepare()`. */
  constructor(link: Link, session: number, statement: PreparedStatement, shape: StatementShape) {
    this.#link = link;
    this.#session = session;
    this.#statement = statement;
    this.#shape = shape;
  }

  /** Its parameters, named `1`, `2`, … or as in the text, with the types that the check found. */
  get parameters(): readonly PreparedField[] {
    return this.#shape.parameters.map(shown);
  }

  /** The columns of its rows; none for a statement that gives no rows. */
  get columns(): readonly PreparedField[] {
    return (this.#shape.result ?? []).map(shown);
  }

  /** Runs it. Values go into the types of their parameters without loss. Rejects with `WrongArguments`, `StaleStatement`, and with what the statement rejects with. */
  async query(parameters: Parameters = [], { signal }: RunOptions = {}): Promise<Result> {
    let result = new Result({ verb: '', table: null, rowsChanged: null });
    const values = parameterValues(parameters);
    const request = { kind: 'run_prepared', session: this.#session, prepared: this.#statement, values } as const;
    const take = (output: Output): void => {
      if (output.kind === 'result') result = new Result(output.result);
    };
    await this.#link.ask(request, take, signal);
    return result;
  }

  /** Forgets it; to run it afterwards is an error. */
  close(): Promise<void> {
    return this.#link.ask({ kind: 'close_prepared', session: this.#session, statement: this.#statement.statement });
  }
}

const shown = ({ name, type, nullable }: Field): PreparedField => ({ name, type: showDataType(type), nullable });

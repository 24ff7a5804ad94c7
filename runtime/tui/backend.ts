import type { CatalogView, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { Table } from '../columnar/table.ts';

/** What one statement gave. */
export interface Answer {
  /** First words of the statement, in lower case. */
  readonly verb: string;
  /** Rows that a data change wrote or deleted; `null` for other statements. */
  readonly rowsChanged: number | null;
  /** `null` when the statement gives no rows. */
  readonly table: Table | null;
}

/** What a text runs with. */
export interface RunOptions {
  /** What errors call the text. */
  readonly name: string;
  /** Ends what runs, with `Cancelled`. */
  readonly signal: AbortSignal;
  readonly onResult: (answer: Answer) => void | Promise<void>;
  readonly onPrint: (line: string) => void;
  /** Is given what the check of a statement found that is no error. */
  readonly onDiagnostics: (diagnostics: readonly Diagnostic[]) => void;
  /** Is told of each statement before it begins: its number, from 1, and how many there are. */
  readonly onStatement: (number: number, of: number) => void;
}

/** What the next statement is checked against. */
export interface SessionView {
  readonly view: CatalogView;
  /** Locals of the session. */
  readonly scope: readonly ScopeLocal[];
  /** A BEGIN was given: the transaction is open. */
  readonly explicit: boolean;
}

/** One session of a lake: an embedded one, or that of a daemon. Rejections are `GobiError`s. */
export interface Backend {
  /** Runs the statements of a text in order; each commits on its own outside of a transaction. */
  run(text: string, options: RunOptions): Promise<void>;
  /** The catalog as the session sees it now. The same object again means that nothing changed. */
  view(): Promise<SessionView>;
  /** Ends the session; an open transaction is rolled back. */
  close(): Promise<void>;
}

import type { Span } from './span.ts';

/** How grave a diagnostic is; only `error` makes a check fail. */
export type Severity = 'error' | 'warning' | 'info';

/** A second place that helps to understand a diagnostic. */
export interface RelatedPlace {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}

/** A change of a text: the span is replaced. An empty span inserts, an empty replacement deletes. */
export interface TextEdit {
  readonly span: Span;
  readonly replacement: string;
}

/** A mechanical repair of the file that the diagnostic is in. All its edits are made, or none. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** True if it may not be what was meant, as a name with a near spelling. */
  readonly guess?: true;
}

/**
 * One finding of the compiler, already worded. `code` is a key of the message table in `compiler/diagnostics`
 * (`PLG1302`), `params` are the values the wording was made from, so that tools need not parse the text.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  readonly span: Span;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  readonly params: Readonly<Record<string, unknown>>;
}

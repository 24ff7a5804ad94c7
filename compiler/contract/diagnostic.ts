import type { Span } from './span.ts';

/** How grave a diagnostic is; only `error` makes a check fail. */
export type Severity = 'error' | 'warning' | 'info';

/** A second place that helps to understand a diagnostic. */
export interface RelatedPlace {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}

/** A mechanical repair: replace the span by the text. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly replacement: string;
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

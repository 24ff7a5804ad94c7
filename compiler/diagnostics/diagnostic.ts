import type { Diagnostic, Fix, RelatedPlace, Severity } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import type { Message } from './message.ts';
import { messages } from './messages.ts';

/** A code of the message table, as `PLG1302`. */
export type DiagnosticCode = keyof typeof messages;

/** The parameters that the wording of a code needs. */
export type DiagnosticParams<C extends DiagnosticCode> = (typeof messages)[C] extends Message<infer P> ? P : never;

/** Whether a text is a code of the table. */
export function isDiagnosticCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(messages, text);
}

/** What a diagnostic may have beside code, parameters and place. `severity` replaces the table's, as `--strict` does. */
export interface DiagnosticExtra {
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  readonly severity?: Severity;
}

/** Words a finding: `diagnostic('PLG1003', { name: 'order' }, file.name, span)`. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  params: DiagnosticParams<C>,
  file: string,
  span: Span,
  extra: DiagnosticExtra = {},
): Diagnostic {
  // The table's rows are typed one by one; C ties this row to these parameters.
  const row = messages[code] as unknown as Message<DiagnosticParams<C>>;
  const severity = extra.severity ?? row.severity;
  const hint = row.hint?.(params, severity);
  return {
    code,
    severity,
    message: shortened(row.message(params, severity)),
    ...(hint === undefined ? {} : { hint: shortened(hint) }),
    file,
    span,
    params: params as Readonly<Record<string, unknown>>,
    ...extra,
  };
}

/** A message whose endless names are cut in their middle. */
function shortened(text: string): string {
  return text.length <= longestWord
    ? text
    : text.replace(/[^\s`']+/g, (word) =>
        word.length <= longestWord ? word : `${word.slice(0, longestWord - 40)}…${word.slice(-20)}`,
      );
}

const longestWord = 200;

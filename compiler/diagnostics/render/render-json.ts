import type { Diagnostic, Fix, Severity } from '../../contract/diagnostic.ts';
import type { Place } from '../../contract/span.ts';
import type { LineIndex, Position } from '../../source/line-index.ts';
import { lineIndex, positionAt } from '../../source/line-index.ts';
import { sortDiagnostics } from '../sort-diagnostics.ts';
import type { SourceTexts } from './render-text.ts';

/** A position in JSON: line and column from 1 (columns in code points), offset from 0 in UTF-16 units. */
export interface JsonPosition extends Partial<Position> {
  readonly offset: number;
}

/** A place in JSON; line and column are missing if the file's text is not at hand. */
export interface JsonPlace {
  readonly file: string;
  readonly start: JsonPosition;
  readonly end: JsonPosition;
}

/** A repair in JSON; its edits are of the file of the finding. */
export interface JsonFix {
  readonly title: string;
  readonly edits: readonly { readonly start: JsonPosition; readonly end: JsonPosition; readonly replacement: string }[];
}

/** One finding in JSON. */
export interface JsonDiagnostic extends JsonPlace {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly related?: readonly (JsonPlace & { readonly message: string })[];
  readonly fix?: JsonFix;
}

/** The findings as plain data, in the order of every rendering. */
export function jsonDiagnostics(diagnostics: readonly Diagnostic[], texts: SourceTexts): readonly JsonDiagnostic[] {
  const indexes = new Map([...texts].map(([file, text]) => [file, lineIndex(text)]));
  return sortDiagnostics(diagnostics).map((each) => jsonDiagnostic(each, indexes));
}

/** One JSON array of findings, two spaces deep, without a line end. */
export function renderJson(diagnostics: readonly Diagnostic[], texts: SourceTexts): string {
  const exact = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
  return JSON.stringify(jsonDiagnostics(diagnostics, texts), exact, 2);
}

function jsonDiagnostic(each: Diagnostic, indexes: ReadonlyMap<string, LineIndex>): JsonDiagnostic {
  const { code, severity, message, hint, params, related, fix } = each;
  return {
    code,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...jsonPlace(each, indexes),
    params,
    ...(related === undefined
      ? {}
      : { related: related.map((place) => ({ ...jsonPlace(place, indexes), message: place.message })) }),
    ...(fix === undefined ? {} : { fix: jsonFix(fix, each.file, indexes) }),
  };
}

function jsonFix({ title, edits }: Fix, file: string, indexes: ReadonlyMap<string, LineIndex>): JsonFix {
  return {
    title,
    edits: edits.map(({ span, replacement }) => {
      const { start, end } = jsonPlace({ file, span }, indexes);
      return { start, end, replacement };
    }),
  };
}

function jsonPlace(place: Place, indexes: ReadonlyMap<string, LineIndex>): JsonPlace {
  const index = indexes.get(place.file);
  const at = (offset: number): JsonPosition => ({ ...(index === undefined ? {} : positionAt(index, offset)), offset });
  return { file: place.file, start: at(place.span.start), end: at(place.span.end) };
}

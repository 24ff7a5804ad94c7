import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { renderText } from '../../../compiler/diagnostics/render/render-text.ts';

/** Texts of files by name, for the lines that errors point at. */
export type ErrorTexts = ReadonlyMap<string, string>;

/** An error for people: its diagnostics, or code and message with the `.plg` stack, cause and hint. Ends with a newline. */
export function renderError(error: GobiError, texts: ErrorTexts, colour: boolean): string {
  const diagnostics = error.params['diagnostics'];
  if (Array.isArray(diagnostics)) return `${renderText(diagnostics as Diagnostic[], texts, { colour })}\n`;
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const red = (text: string) => (colour ? `\u001b[31m${text}\u001b[39m` : text);
  const lines = [
    `${red(`error ${error.code}`)}: ${bold(error.exception === error.message ? error.message : `${error.exception}: ${error.message}`)}`,
  ];
  for (const { procedure, file, line, column } of error.frames)
    lines.push(`  at ${procedure} (${file}:${line}:${column})`);
  for (let cause: unknown = error.cause; cause instanceof GobiError; cause = cause.cause)
    lines.push(`  caused by ${cause.exception}: ${cause.message} (${cause.code})`);
  if (error.hint !== undefined) lines.push(`  hint: ${error.hint}`);
  return `${lines.join('\n')}\n`;
}

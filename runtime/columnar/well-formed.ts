import { gobiError } from '../../compiler/contract/runtime-error.ts';

/** The text itself; throws `ConversionError` when it holds half of a surrogate pair, which UTF-8 cannot write. */
export function wellFormed(text: string): string {
  if (text.isWellFormed()) return text;
  throw gobiError('ConversionError', {
    value: JSON.stringify(text.slice(0, 80)),
    to: 'string',
    reason: 'it holds half of a surrogate pair',
  });
}

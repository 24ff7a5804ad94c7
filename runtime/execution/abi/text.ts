import { gobiError } from '../../../compiler/contract/runtime-error.ts';

export { compareCodePoints as compareText } from '../../columnar/code-point-order.ts';
export { likeMatcher as matcher, matchesLike as like } from '../../columnar/scalar/like.ts';

/** The character (code point) at a position from 0, or from -1 at the end. */
export function character(text: string, index: number | bigint): string {
  const characters = [...text];
  const at = Number(index) < 0 ? characters.length + Number(index) : Number(index);
  const found = characters[at];
  if (found === undefined) throw gobiError('IndexError', { index: String(index), length: characters.length });
  return found;
}

/** Characters from `from` up to `to`, which is left out; negative positions count from the end, those outside are cut. */
export function sliceText(text: string, from: number | bigint, to?: number | bigint): string {
  return [...text].slice(Number(from), to === undefined ? undefined : Number(to)).join('');
}

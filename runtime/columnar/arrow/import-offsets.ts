import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ArrowArray } from './arrow-array.ts';
import { typedView } from './typed-view.ts';

/** The offsets of a text, bytes or list array as 32-bit numbers. Throws `Unsupported` when a large array really is that large. */
export function offsetsOf({ field, offsets, length }: ArrowArray): Int32Array {
  const { type } = field;
  if (length === 0) return new Int32Array(1);
  if (!('large' in type) || !type.large) return typedView(offsets!, Int32Array);
  const words = typedView(offsets!, Int32Array);
  const narrow = new Int32Array(length + 1);
  let beyond = 0;
  for (let row = 0; row <= length; row++) {
    narrow[row] = words[row * 2]!;
    beyond |= words[row * 2 + 1]! | (words[row * 2]! & -2147483648);
  }
  if (beyond === 0) return narrow;
  throw gobiError('Unsupported', {
    what: `a batch of more than 2 GiB in column \`${field.name}\``,
    instead: 'write the data in smaller batches',
  });
}

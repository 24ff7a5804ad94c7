import type { Type } from '../compiler/contract/type.ts';
import { conversion } from './conversion.ts';
import { dateTime } from './date-time.ts';
import { error } from './error.ts';
import { json } from './json.ts';
import { list } from './list.ts';
import { map } from './map.ts';
import { math } from './math.ts';
import type { Native, NativeModule } from './native.ts';
import { regexps } from './regexp.ts';
import { secret } from './secret.ts';
import { stream } from './stream.ts';
import { system } from './system.ts';
import { table } from './table.ts';
import { text } from './text.ts';

/** Every native of the standard library by its id, as the `native` option of a declaration names it. */
export const natives: NativeModule = {
  ...conversion,
  ...dateTime,
  ...error,
  ...json,
  ...list,
  ...map,
  ...math,
  ...regexps,
  ...secret,
  ...stream,
  ...system,
  ...table,
  ...text,
};

type Body = (...args: unknown[]) => unknown;

/** A native as callers link it: that the values fit the body is what the checker has seen to. */
export type LinkableNative =
  | { readonly kind: 'plain'; readonly body: Body; readonly usesContext: boolean }
  | {
      readonly kind: 'typed';
      readonly specialise: (args: readonly Type[], result: Type) => Body;
      readonly usesContext: boolean;
    };

/** The native of an id; undefined when the library has none. */
export function nativeOf(id: string): LinkableNative | undefined {
  const native: Native | undefined = Object.hasOwn(natives, id) ? natives[id] : undefined;
  return native as LinkableNative | undefined;
}

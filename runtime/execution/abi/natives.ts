import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Type } from '../../../compiler/contract/type.ts';

/** A body of the standard library as generated code calls it: the frame as `this`, values as `DataType` carries them. */
export type LinkedNative = (this: NativeContext, ...args: unknown[]) => unknown;

/** What natives may ask of the frame. `stdlib/native.ts` says the same from the other side. */
export interface NativeContext {
  now(): number;
  random(): number;
  print(line: string): void;
  seal(text: string): string;
}

type Body = (...args: never[]) => unknown;

/** A native as the standard library registers it. */
export type NativeEntry =
  | { readonly kind: 'plain'; readonly body: Body; readonly usesContext: boolean }
  | {
      readonly kind: 'typed';
      readonly specialise: (args: readonly Type[], result: Type) => Body;
      readonly usesContext: boolean;
    };

/** The standard library's bodies by id. */
export type Natives = (id: string) => NativeEntry | undefined;

/** A native for a kernel: called without `this`. */
export function boundNative(
  natives: Natives,
  id: string,
  args: readonly Type[],
  result: Type,
  context: NativeContext,
): (...values: unknown[]) => unknown {
  const linked = linkNative(natives, id, args, result);
  return natives(id)?.usesContext === true ? linked.bind(context) : (linked as (...values: unknown[]) => unknown);
}

/** Links a native for the types of one call. */
export function linkNative(natives: Natives, id: string, args: readonly Type[], result: Type): LinkedNative {
  const entry = natives(id);
  if (entry === undefined) throw gobiError('UndefinedFunction', { name: id });
  const body = entry.kind === 'plain' ? entry.body : entry.specialise(args, result);
  if (!entry.usesContext) return body as unknown as LinkedNative;
  const withContext = body as (context: NativeContext, ...values: unknown[]) => unknown;
  return function (...values) {
    return withContext(this, ...values);
  };
}

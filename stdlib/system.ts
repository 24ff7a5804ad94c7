import { contextual, contextualTyped, type NativeContext, type NativeModule } from './native.ts';
import { shower } from './value/show.ts';
import { madeFor } from './value/type-of.ts';

/** A version 4 identifier of 122 random bits, four hexadecimal digits at a time. */
function uuid(context: NativeContext): string {
  const digits = Array.from({ length: 8 }, () =>
    Math.floor(context.random() * 0x10000)
      .toString(16)
      .padStart(4, '0'),
  ).join('');
  const variant = '89ab'[Math.floor(context.random() * 4)]!;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** 48 bits of time in milliseconds and 80 random ones, laid out as an identifier of 128 bits is shown. */
function ulid(context: NativeContext): string {
  const time = (BigInt(context.now()) / 1000n).toString(16).padStart(12, '0').slice(-12);
  const digits = Array.from({ length: 5 }, () =>
    Math.floor(context.random() * 0x10000)
      .toString(16)
      .padStart(4, '0'),
  ).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

/** Bodies of system.plg. */
export const system: NativeModule = {
  'system/print': contextualTyped((args) => {
    const show = args.map((type) => madeFor(type, shower));
    return (context: NativeContext, ...values: readonly unknown[]) => {
      context.print(values.map((value, i) => (value === null ? 'null' : show[i]!(value))).join(' '));
      return null;
    };
  }),
  'system/uuid': contextual(uuid),
  'system/ulid': contextual(ulid),
};

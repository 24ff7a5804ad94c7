import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BOOLEAN, FLOAT, INT, NULL, STRING, type DataType } from '../../compiler/contract/data-type.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { Type } from '../../compiler/contract/type.ts';
import type { NativeContext } from '../../stdlib/native.ts';
import { nativeOf } from '../../stdlib/natives.ts';

/** The types of a call, for natives that depend on them; otherwise they follow from the values. */
export interface Types {
  readonly args?: readonly Type[];
  readonly result?: Type;
}

/** A call of a native and what it gives. */
export type Row = readonly [id: string, args: readonly unknown[], expected: unknown, types?: Types];

/** Expects an exception instead of a result. */
export interface Raises {
  readonly exception: string;
  readonly mentions: RegExp;
}

export function raises(exception: string, mentions = /./): Raises {
  return { exception, mentions };
}

/** A frame whose clock stands still and whose random numbers are these, over and over. */
export function contextOf(
  now: number | bigint,
  numbers: readonly number[] = [0.5],
  lines: string[] = [],
): NativeContext {
  let next = 0;
  return {
    now: () => now,
    random: () => numbers[next++ % numbers.length]!,
    print: (line) => void lines.push(line),
    seal: (text) => `sealed ${text}`,
  };
}

/** Calls a native as generated code does: linked for the types of the call, with the context first where it asks for it. */
export function callNative(
  id: string,
  args: readonly unknown[],
  types: Types = {},
  context: NativeContext = contextOf(0),
): unknown {
  const native = nativeOf(id);
  if (native === undefined) throw new Error(`there is no native ${id}`);
  const body =
    native.kind === 'plain'
      ? native.body
      : native.specialise(types.args ?? args.map(typeOf), types.result ?? types.args?.[0] ?? typeOf(args[0]));
  return native.usesContext ? body(context, ...args) : body(...args);
}

/** A type that a value can have. */
function typeOf(value: unknown): DataType {
  if (typeof value === 'number') return Number.isInteger(value) ? INT : FLOAT;
  if (typeof value === 'bigint') return INT;
  if (typeof value === 'string') return STRING;
  if (typeof value === 'boolean') return BOOLEAN;
  if (Array.isArray(value))
    return { kind: 'list', element: typeOf(value.find((element) => element !== null)), elementNullable: true };
  return NULL;
}

/** Runs a table of calls, one test for each. */
export function runTable(rows: readonly Row[]): void {
  for (const [id, args, expected, types] of rows) {
    test(`${id}(${args.map(show).join(', ')})`, () => {
      if (!isRaises(expected)) return void assert.equal(callNative(id, args, types), expected);
      const error = caught(() => callNative(id, args, types));
      if (!(error instanceof GobiError)) throw error ?? new Error('it should have failed');
      assert.is(error.exception, expected.exception);
      assert.match(error.message, expected.mentions);
    });
  }
}

function isRaises(expected: unknown): expected is Raises {
  return typeof expected === 'object' && expected !== null && 'exception' in expected && 'mentions' in expected;
}

function caught(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

function show(value: unknown): string {
  return typeof value === 'bigint'
    ? `${value}n`
    : typeof value === 'function'
      ? 'lambda'
      : (
          JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)) ?? 'undefined'
        ).slice(0, 60);
}

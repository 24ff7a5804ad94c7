import { GobiError, gobiError, isException as isKindOf, userError } from '../../../compiler/contract/runtime-error.ts';
import type { Value } from '../../columnar/value.ts';
import type { Frame } from '../frame.ts';
import { Described } from './described.ts';

/** An exception being made. Taking its stack costs four times the rest, so it is left out where a handler surely keeps the exception. */
export function exception(frame: Frame, name: string, message: string | null, cause?: Value): GobiError {
  const origin = cause === undefined || cause === null ? undefined : thrown(cause);
  const options = origin === undefined ? {} : { cause: origin };
  const make = () => userError(name, message ?? name, options);
  return isTaken(frame, name) ? withoutStack(make) : make();
}

/** The names in the arms of a `try` that keep what they catch; `null` for all. */
export type TakenExceptions = readonly (string | null)[];

export function exceptions(names: TakenExceptions): TakenExceptions {
  return names;
}

/** Begins a `try` body; gives what `unguard` and `caught` need to end it. */
export function guard(frame: Frame, taken: TakenExceptions): number {
  return frame.guards.push(taken) - 1;
}

/** Ends the `try` bodies from `guards` on; passes a value on. */
export function unguard<T>(frame: Frame, guards: number, value?: T): T | undefined {
  frame.guards.length = guards;
  return value;
}

function isTaken({ guards }: Frame, name: string): boolean {
  for (const taken of guards)
    for (const each of taken) if (each === null || each === name || isKindOf(name, each)) return true;
  return false;
}

/** What `throw` of a value throws: the error that it describes. */
export function thrown(value: unknown): GobiError {
  if (value instanceof GobiError) return value;
  return Described.errorOf(value) ?? userError('Exception', typeof value === 'string' ? value : 'Exception');
}

/** An exception as a handler sees it. */
export function described(error: GobiError): Described {
  const { cause } = error;
  return new Described(error, cause instanceof GobiError ? { $message: cause.message, $code: cause.code } : null);
}

/** Errors that no handler may take: the call is to end. */
const FATAL = new Set(['Cancelled', 'TimeLimit', 'WorkerLost', 'ForbiddenCode']);

/** What a handler got, as an error of the engine. The depth of calls is set back to what it was where the `try` stands. */
export function caught(frame: Frame, error: unknown, depth: number, guards?: number): GobiError {
  frame.depth = depth;
  if (guards !== undefined) frame.guards.length = guards;
  const known = asGobiError(error, frame);
  if (FATAL.has(known.exception)) throw known;
  return known;
}

/** Any JavaScript error as one of the engine: a full stack as `StackOverflow`, the rest are faults of the engine. */
export function asGobiError(error: unknown, frame: Frame): GobiError {
  if (error instanceof GobiError) return error;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return gobiError('StackOverflow', { procedure: frame.procedure, limit: frame.maxDepth });
  }
  if (
    error instanceof RangeError &&
    /allocation failed|array (buffer )?length|string length|maximum size/i.test(error.message)
  )
    return gobiError('MemoryLimit', { what: 'the statement' }, { cause: error });
  return gobiError('InternalError', { what: error instanceof Error ? error.message : String(error) }, { cause: error });
}

/** Whether a `catch` arm takes an error. */
export function isException(error: GobiError, name: string): boolean {
  return error.exception === name || isKindOf(error.exception, name);
}

/** An error that leaves a procedure which declares one exception: wrapped in that, unless it is one already or must end the call. Its place is that of its cause. */
export function wrapped(error: unknown, name: string): unknown {
  if (!(error instanceof GobiError) || FATAL.has(error.exception) || isKindOf(error.exception, name)) return error;
  return withoutStack(() => userError(name, error.message, { cause: error }));
}

function withoutStack(make: () => GobiError): GobiError {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = make();
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

/** No arm of a match fits. */
export function noMatch(show: (value: Value) => string, value: Value): never {
  throw gobiError('MatchError', { value: show(value) });
}

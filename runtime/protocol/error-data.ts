import { GobiError, gobiError, type StackFrame } from '../../compiler/contract/runtime-error.ts';
import type { Place } from '../../compiler/contract/span.ts';

/** A `GobiError` as plain data. */
export interface ErrorData {
  readonly message: string;
  readonly code: string;
  readonly exception: string;
  readonly category: string;
  readonly severity: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly hint: string | undefined;
  readonly place: Place | undefined;
  readonly frames: readonly StackFrame[];
  readonly cause: ErrorData | string | undefined;
  readonly stack: string | undefined;
}

/** An error as plain data; what is not a `GobiError` is a fault of the engine itself and keeps its JavaScript stack. */
export function errorData(error: unknown): ErrorData {
  const known =
    error instanceof GobiError
      ? error
      : gobiError('InternalError', { what: error instanceof Error ? error.message : String(error) }, { cause: error });
  return {
    message: known.message,
    code: known.code,
    exception: known.exception,
    category: known.category,
    severity: known.severity,
    params: cloneable(known.params),
    hint: known.hint,
    place: known.place,
    frames: known.frames,
    cause: causeData(known.cause),
    stack: (error instanceof Error ? error : known).stack,
  };
}

/** The error back from its data. */
export function errorFromData(data: ErrorData): GobiError {
  const cause = typeof data.cause === 'object' ? errorFromData(data.cause) : data.cause;
  const { message, code, exception, params, hint, place, frames } = data;
  const category = data.category as GobiError['category'];
  const severity = data.severity as GobiError['severity'];
  const error = new GobiError(
    message,
    { code, exception, category, severity, params, ...(hint === undefined ? {} : { hint }) },
    { frames, ...(place === undefined ? {} : { place }), ...(cause === undefined ? {} : { cause }) },
  );
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

function causeData(cause: unknown): ErrorData | string | undefined {
  if (cause === undefined) return undefined;
  if (cause instanceof GobiError) return errorData(cause);
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** Parameters are for tools: what another thread cannot be sent is sent as text. */
function cloneable(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return structuredClone(params);
  } catch {
    return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
  }
}

import type { StackFrame } from '../../compiler/contract/runtime-error.ts';
import type { Place } from '../../compiler/contract/span.ts';
import type { ErrorData } from './error-data.ts';
import { decodeOf } from './messages.ts';
import { encodeRecord, type Shape } from './record.ts';

/** The batch of an `error` frame. `place` is `{file, span: {start, end}}` in the text that was sent, `stack` the `.plg` calls, innermost first. */
export const ERROR = {
  code: 'text',
  exception: 'text',
  category: 'text',
  severity: 'text',
  message: 'text',
  hint: 'text',
  place: 'json',
  stack: 'json',
  params: 'json',
  cause: 'json',
} as const satisfies Shape;

/** An error as the body of its frame. JavaScript stacks stay in the service's log. */
export function encodeError({
  code,
  exception,
  category,
  severity,
  message,
  hint,
  place,
  frames,
  ...rest
}: ErrorData): Uint8Array {
  return encodeRecord('ERROR', ERROR, {
    ...{ code, exception, category, severity, message },
    hint: hint ?? null,
    place: place ?? null,
    stack: frames,
    params: rest.params,
    cause: rest.cause === undefined ? null : withoutStack(rest.cause),
  });
}

export function decodeError(body: Uint8Array): ErrorData {
  const { code, exception, category, severity, message, hint, place, stack, params, cause } = decodeOf(
    'ERROR',
    ERROR,
    body,
  );
  return {
    code: code ?? '',
    exception: exception ?? '',
    category: category ?? '',
    severity: severity ?? 'error',
    message: message ?? '',
    hint: hint ?? undefined,
    place: (place ?? undefined) as Place | undefined,
    frames: (stack ?? []) as readonly StackFrame[],
    params: (params ?? {}) as Readonly<Record<string, unknown>>,
    cause: (cause ?? undefined) as ErrorData | string | undefined,
    stack: undefined,
  };
}

function withoutStack(cause: ErrorData | string): unknown {
  if (typeof cause === 'string') return cause.split('\n')[0];
  return { ...cause, stack: undefined, cause: cause.cause === undefined ? undefined : withoutStack(cause.cause) };
}

import type { Diagnostic } from './diagnostic.ts';
import type { ErrorCategory, ErrorSeverity, RuntimeErrorEntry } from './runtime-error-table.ts';
import type { Place } from './span.ts';
import { errorGroups, runtimeErrors } from './runtime-error-table.ts';

/** The name of an error of the table; also the name of the exception that `catch` arms use. */
export type RuntimeErrorName = keyof typeof runtimeErrors;

/** The parameters that the wording of one error needs. */
export type RuntimeErrorParams<N extends RuntimeErrorName> = Parameters<(typeof runtimeErrors)[N]['message']>[0];

/** One call on the stack of `.plg` code, innermost first; line and column count from 1. */
export interface StackFrame {
  readonly procedure: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What may be known of an error beside its parameters. */
export interface ErrorOptions {
  readonly place?: Place;
  readonly frames?: readonly StackFrame[];
  readonly cause?: unknown;
}

interface ErrorFacts {
  readonly code: string;
  readonly exception: string;
  readonly category: ErrorCategory;
  readonly severity: ErrorSeverity;
  readonly params: Readonly<Record<string, unknown>>;
  readonly hint?: string;
}

/**
 * The one error class of the engine: everything that a statement can fail with. `exception` is what `catch` arms
 * match, `code` is stable for tools, `frames` is the stack of `.plg` calls, innermost first.
 */
export class GobiError extends Error {
  readonly code: string;
  readonly exception: string;
  readonly category: ErrorCategory;
  readonly severity: ErrorSeverity;
  readonly params: Readonly<Record<string, unknown>>;
  readonly hint: string | undefined;
  readonly place: Place | undefined;
  readonly frames: readonly StackFrame[];

  constructor(message: string, facts: ErrorFacts, options: ErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'GobiError';
    this.code = facts.code;
    this.exception = facts.exception;
    this.category = facts.category;
    this.severity = facts.severity;
    this.params = facts.params;
    this.hint = facts.hint;
    this.place = options.place;
    this.frames = options.frames ?? [];
  }
}

/** Makes an error of the table: `gobiError('FileNotFound', { file })`. */
export function gobiError<N extends RuntimeErrorName>(
  name: N,
  params: RuntimeErrorParams<N>,
  options?: ErrorOptions,
): GobiError {
  // The table's entries are typed one by one; N ties this entry to these parameters.
  const entry = runtimeErrors[name] as unknown as RuntimeErrorEntry<RuntimeErrorParams<N>>;
  const hint = entry.hint?.(params);
  return new GobiError(
    entry.message(params),
    {
      code: entry.code,
      exception: name,
      category: categoryOf(entry.code),
      severity: entry.severity,
      params: Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)),
      ...(hint ? { hint } : {}),
    },
    options,
  );
}

/** Makes the error of `throw ETLError('message')`; `Exception` itself may be thrown too. */
export function userError(exception: string, message: string, options?: ErrorOptions): GobiError {
  return new GobiError(
    message,
    { code: 'USER_001', exception, category: 'user', severity: 'error', params: {} },
    options,
  );
}

/** Makes the error of a text that does not check: code and place are those of its first error. */
export function checkError(diagnostics: readonly Diagnostic[]): GobiError {
  const errors = diagnostics.filter((each) => each.severity === 'error');
  const first = errors[0] ?? diagnostics[0];
  if (first === undefined) return gobiError('InternalError', { what: 'a check failed without a diagnostic' });
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const [exception, category] = familyOf(first.code);
  return new GobiError(
    first.message + more,
    {
      code: first.code,
      exception,
      category,
      severity: 'error',
      params: { diagnostics },
      ...(first.hint === undefined ? {} : { hint: first.hint }),
    },
    { place: { file: first.file, span: first.span } },
  );
}

/** The same error seen from further out: `frame` is added as the outer end of its stack. */
export function withFrame(error: GobiError, frame: StackFrame): GobiError {
  return withFrames(error, [...error.frames, frame]);
}

/** The same error with other calls on its stack. */
export function withFrames(error: GobiError, frames: readonly StackFrame[]): GobiError {
  const copy = new GobiError(error.message, factsOf(error), {
    frames,
    ...(error.place === undefined ? {} : { place: error.place }),
    ...('cause' in error ? { cause: error.cause } : {}),
  });
  if (error.stack !== undefined) copy.stack = error.stack;
  return copy;
}

/**
 * Whether a `catch` arm named `name` takes an error of exception `exception`: itself, or one of the wider ones.
 * Exceptions that users declare stand directly below `Exception`. Names compare without case.
 */
export function isException(exception: string, name: string): boolean {
  const wanted = name.toLowerCase();
  for (let each: string | undefined = exception; each !== undefined; each = parentOf(each)) {
    if (each.toLowerCase() === wanted) return true;
  }
  return false;
}

/** The next wider exception, or undefined for `Exception` itself. */
export function parentOf(exception: string): string | undefined {
  if (Object.hasOwn(runtimeErrors, exception)) return runtimeErrors[exception as RuntimeErrorName].parent;
  if (Object.hasOwn(errorGroups, exception)) return errorGroups[exception as keyof typeof errorGroups];
  return 'Exception';
}

/** The same error told by calls: without places in a text that its reader may not have as it was checked. */
export function withoutPlace(error: GobiError, frames: readonly StackFrame[]): GobiError {
  const { diagnostics: _, ...params } = error.params;
  const copy = new GobiError(
    error.message,
    { ...factsOf(error), params },
    { frames, ...('cause' in error ? { cause: error.cause } : {}) },
  );
  if (error.stack !== undefined) copy.stack = error.stack;
  return copy;
}

function factsOf(error: GobiError): ErrorFacts {
  const { code, exception, category, severity, params, hint } = error;
  return { code, exception, category, severity, params, ...(hint === undefined ? {} : { hint }) };
}

function categoryOf(code: string): ErrorCategory {
  return code.slice(0, code.indexOf('_')).toLowerCase() as ErrorCategory;
}

function familyOf(code: string): readonly [exception: string, category: ErrorCategory] {
  if (code.startsWith('PLG10')) return ['SyntaxError', 'syntax'];
  if (code.startsWith('PLG18')) return ['SecurityError', 'security'];
  if (code.startsWith('PLG12')) return ['TypeError', 'type'];
  return ['SemanticError', 'semantic'];
}

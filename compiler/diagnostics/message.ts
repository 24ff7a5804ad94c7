import type { Severity } from '../contract/diagnostic.ts';

/**
 * How one diagnostic is worded from its parameters. The message says what and where, the hint how to mend it. Both are
 * told the severity, which strict checks raise above the table's.
 */
export interface Message<P> {
  readonly severity: Severity;
  readonly message: (params: P, severity: Severity) => string;
  readonly hint?: (params: P, severity: Severity) => string | undefined;
}

/** A row of a message table. Type parameters cannot be given in part, so each severity has its own function. */
function row<P>(severity: Severity, message: Message<P>['message'], hint: Message<P>['hint']): Message<P> {
  return hint === undefined ? { severity, message } : { severity, message, hint };
}

/** A finding that makes a check fail. */
export function error<P>(message: Message<P>['message'], hint?: Message<P>['hint']): Message<P> {
  return row('error', message, hint);
}

/** A finding that is likely a mistake. */
export function warning<P>(message: Message<P>['message'], hint?: Message<P>['hint']): Message<P> {
  return row('warning', message, hint);
}

/** A finding that is good to know. */
export function info<P>(message: Message<P>['message'], hint?: Message<P>['hint']): Message<P> {
  return row('info', message, hint);
}

/** The parameters of an unknown name and the known one that is nearest to it. */
export interface Unknown {
  readonly name: string;
  readonly nearest?: string | undefined;
}

/** The hint that names the nearest known name. */
export function didYouMean(params: { readonly nearest?: string | undefined }): string | undefined {
  return params.nearest === undefined ? undefined : `did you mean \`${params.nearest}\`?`;
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

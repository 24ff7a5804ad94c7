import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';

/** `operation` names the function or operator as its user wrote it, `type` the type that the result does not fit. */
export function numericOverflow(operation: string, type: string): GobiError {
  return gobiError('NumericOverflow', { operation, type });
}

export function divisionByZero(operation: string): GobiError {
  return gobiError('DivisionByZero', { operation });
}

/** An argument outside of what the function is defined for. `value` is shown as a literal. */
export function invalidArgument(name: string, argument: string, value: unknown, reason: string): GobiError {
  return gobiError('InvalidArgument', { function: name, argument, value: shortLiteral(value), reason });
}

/** A text that cannot be read as what the function reads; `instead` is the expression that gives NULL for it. */
export function conversionError(value: string, to: string, reason: string, instead = 'try … catch null'): GobiError {
  return gobiError('ConversionError', { value: shortLiteral(value), to, reason, instead });
}

const SHOWN = 60;

/** A value as its literal, cut when it is long: messages quote what the user wrote, not all of it. */
function shortLiteral(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const cut = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  return `'${cut.replaceAll("'", "''")}'`;
}

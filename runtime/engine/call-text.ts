import type { Value } from '../columnar/value.ts';

/** Arguments of a call from outside: in order, or by name. */
export type CallArguments = readonly Value[] | Readonly<Record<string, Value>>;

/** The text of a call whose arguments are parameters, and the values of these by parameter name: the text's shape decides what is compiled, never the values. */
export function callText(
  routine: string,
  args: CallArguments,
): { readonly text: string; readonly values: Readonly<Record<string, Value>> } {
  const name = routine.split('.').map(quotedName).join('.');
  if (Array.isArray(args)) {
    const values = args as readonly Value[];
    return {
      text: `${name}(${values.map((_, i) => `$${i + 1}`).join(', ')})`,
      values: Object.fromEntries(values.map((value, i) => [`$${i + 1}`, value])),
    };
  }
  const named = Object.entries(args);
  return {
    text: `${name}(${named.map(([parameter], i) => `${quotedName(parameter)}: $${i + 1}`).join(', ')})`,
    values: Object.fromEntries(named.map(([, value], i) => [`$${i + 1}`, value])),
  };
}

/** A name in backticks. */
export function quotedName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

import { parseText } from './parse-text.ts';
import { UsageError } from './usage-error.ts';

/** What commands take that call a routine: its name, and `--arg` for each of its values. */
export const routineName = {
  kind: 'tuple',
  parameters: [{ brief: 'A procedure or function of the lake', placeholder: 'name', parse: parseText }],
} as const;

export const routineArguments = {
  kind: 'parsed',
  parse: parseText,
  brief: 'A value for a parameter, as name=value; lists and structs as JSON',
  optional: true,
  variadic: true,
} as const;

/** `name=value` pairs of a command line as texts by name. */
export function namedArguments(pairs: readonly string[]): Readonly<Record<string, string>> {
  const named = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`'--arg ${pair}' is not of the form name=value`);
    const name = pair.slice(0, at);
    if (named.has(name)) throw new UsageError(`'--arg ${name}=…' is given twice`);
    named.set(name, pair.slice(at + 1));
  }
  return Object.fromEntries(named);
}

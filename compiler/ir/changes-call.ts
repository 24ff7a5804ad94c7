import type { Expression } from './syntax-expression.ts';
import type { Name } from './syntax-name.ts';
import type { FunctionSource } from './syntax-source.ts';

/** `get_changes_since('t', low, high)`: the same as `t SINCE low UNTIL high`, for a table whose name may be in a string. */
export interface ChangesCall {
  readonly table: Name;
  readonly low: Expression;
  readonly high?: Expression;
}

/** What such a call says; `null` for other calls, and where it is not of this form. */
export function changesCall({ name, args }: FunctionSource): ChangesCall | null {
  if (name.parts.length !== 1 || name.parts[0]!.text.toLowerCase() !== 'get_changes_since') return null;
  const [table, low, high] = args;
  if (table === undefined || low === undefined || args.length > 3) return null;
  if (args.some((arg) => arg.name !== undefined)) return null;
  const named = tableNamed(table.value);
  if (named === null || low.value.kind === 'Star' || high?.value.kind === 'Star') return null;
  return { table: named, low: low.value, ...(high === undefined ? {} : { high: high.value }) };
}

function tableNamed(value: FunctionSource['args'][number]['value']): Name | null {
  const { span } = value;
  if (value.kind === 'Identifier') return { kind: 'Name', span, parts: [value] };
  if (value.kind !== 'StringLiteral') return null;
  const parts = value.value.split('.').map((text) => ({ kind: 'Identifier' as const, span, text, quoted: true }));
  return { kind: 'Name', span, parts };
}

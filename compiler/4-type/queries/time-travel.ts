import { CHANGE_COLUMNS } from '../../contract/change-columns.ts';
import type { Span } from '../../contract/span.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { AsOf, Since } from '../../ir/syntax-source.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { writtenMoment, type WrittenMoment } from '../../ir/written-moment.ts';
import { report, type Env } from '../checker.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';
import type { FoundLeaf } from './leaf.ts';

/** AS OF: the table at another snapshot, by id or time. SINCE: what was done to its rows between two. */
export function travelled(env: Env, travel: AsOf | Since | undefined, found: FoundLeaf): FoundLeaf {
  if (travel === undefined) return found;
  if (travel.kind === 'Since') return changesSince(env, travel, found, travel.span);
  const { leaf } = found;
  if (leaf !== null && leaf.kind !== 'TableSource') return notATable(env, '`as of`', found, travel.span);
  const asOf = asOfTime(env, travel);
  if (leaf === null) return found;
  if (leaf.name.startsWith('system.')) return { ...found, leaf: { ...leaf, asOf } };
  // the table had these columns perhaps, which run time sees, and perhaps these keys, which nobody looks at
  const names = leaf.fields.map(({ name }) => name);
  const then = { ...found, leaf: { ...leaf, asOf, names }, key: null, keys: [] };
  const moment = env.checker.context.view.former === undefined ? writtenMoment(travel.time) : null;
  if (moment === null) return then;
  noteUnknownShape(env, leaf.name, moment);
  return { ...then, former: true };
}

/** What is compiled without the lake serves none: the table's shape at the snapshot is that of no table that there is. */
function noteUnknownShape({ checker }: Env, name: string, { key }: WrittenMoment): void {
  const table = checker.usedTables.get(name);
  if (table !== undefined) checker.usedTables.set(`${name} as of ${key}`, { ...table, id: 0 });
}

/** The moment of AS OF. */
export function asOfTime(env: Env, { time }: AsOf): TypedExpression {
  return timeOf(env, time, 'AS OF');
}

/** The changes of a table's rows: a row may have several, so that the table's keys are none of them. */
export function changesSince(
  env: Env,
  { low, high }: { readonly low: Expression; readonly high?: Expression },
  found: FoundLeaf,
  span: Span,
): FoundLeaf {
  const { leaf, columns } = found;
  if (leaf !== null && (leaf.kind !== 'TableSource' || leaf.name.startsWith('system.')))
    return notATable(env, '`since`', found, span);
  const taken = columns.find(({ name }) => CHANGE_COLUMNS.some((added) => added.name === name.toLowerCase()));
  if (taken !== undefined)
    report(env, 'PLG1014', { what: '`since`', place: `for a table with a column \`${taken.name}\`` }, span);
  const since = {
    low: timeOf(env, low, 'SINCE'),
    high: high === undefined ? null : timeOf(env, high, 'UNTIL'),
  };
  if (leaf === null) return found;
  return {
    ...found,
    leaf: { ...leaf, fields: [...leaf.fields, ...CHANGE_COLUMNS], since },
    columns: [...columns, ...CHANGE_COLUMNS],
    key: null,
    keys: [],
  };
}

function notATable(env: Env, what: string, found: FoundLeaf, span: Span): FoundLeaf {
  report(env, 'PLG1014', { what, place: 'here: it is for tables of the lake' }, span);
  return found;
}

function timeOf(env: Env, node: Expression, what: string): TypedExpression {
  const outside = { ...env, query: null };
  const value = asCell(outside, check(outside, node, null));
  const { type } = value.slot;
  if (type.kind === 'int' || type.kind === 'timestamp' || type.kind === 'dynamic' || type.kind === 'any') return value;
  if (value.kind === 'Literal' && type.kind === 'string')
    return coerce(env, value, { type: { kind: 'timestamp', zoned: true }, nullable: false });
  report(env, 'PLG1227', { what, found: type.kind, expected: 'a snapshot id or a timestamp' }, value.span);
  return value;
}

import { showType, type Column } from '../../contract/type.ts';
import type { CommonTable } from '../../ir/syntax-query.ts';
import { report, silently, type Env } from '../checker.ts';
import { checkBody, checkQuery, renamed } from './query.ts';
import type { CteShape } from './query-scope.ts';

/** How often the types of a recursive table may change before they count as endless. */
const MOST_CHANGES = 6;

const CUT =
  'ORDER BY, LIMIT and OFFSET belong into the query that reads it: each of its rounds would be cut, or all of them, nobody can tell';

/**
 * Finds the columns with which a recursive table sees itself: those of its first part, made wider and nullable as far as its second part
 * needs. `false` for a query that is no `first part union [all] second part`; a mistake is reported if it reads itself.
 */
export function checkFirstPart(env: Env, table: CommonTable, id: number, shapes: Map<CommonTable, CteShape>): boolean {
  const { body } = table.query;
  if (body.kind !== 'SetOperation' || body.operator !== 'union') return false;
  const first = checkBody(env, body.left);
  if (isCut(table) && silently(env.checker, () => checkBody(env, body.right)).wrong)
    report(env, 'PLG1330', { name: table.name.text, reason: CUT }, table.name.span);
  let columns = silently(env.checker, () => renamed(env, table, first.columns));
  for (let change = 0; change < MOST_CHANGES; change++) {
    shapes.set(table, { id, columns, dynamic: first.dynamic, inRounds: true });
    if (first.dynamic || first.wrong) break;
    const seen = columns;
    const whole = silently(env.checker, () => checkQuery(env, table.query));
    if (whole.dynamic || whole.wrong) break;
    columns = seen.map((column, i): Column => {
      const { type, nullable } = whole.columns[i] ?? column;
      return { ...column, type, nullable: column.nullable || nullable };
    });
    if (columns.every((column, i) => sameColumn(column, seen[i]!))) break;
  }
  return true;
}

function isCut({ query }: CommonTable): boolean {
  return query.orderBy.length > 0 || query.limit !== undefined || query.offset !== undefined;
}

/** After the whole query was checked: its columns must be those with which it saw itself. */
export function checkRounds(
  env: Env,
  table: CommonTable,
  shapes: ReadonlyMap<CommonTable, CteShape>,
  columns: readonly Column[],
): void {
  const { name } = table;
  const seen = shapes.get(table);
  if (seen === undefined || seen.dynamic) return;
  const at = columns.findIndex((column, i) => seen.columns[i] !== undefined && !sameColumn(column, seen.columns[i]!));
  if (at >= 0) {
    const column = columns[at]!;
    const reason = `the type of its column \`${column.name}\` grows from round to round, to ${showType(column.type)} at last: cast it in both parts`;
    report(env, 'PLG1330', { name: name.text, reason }, name.span);
  }
}

function sameColumn(a: Column, c: Column): boolean {
  return a.nullable === c.nullable && showType(a.type) === showType(c.type);
}

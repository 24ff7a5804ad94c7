import type { Span } from '../../contract/span.ts';
import type { Call, Star } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Query, QueryBody } from '../../ir/syntax-query.ts';
import type { Select, SelectItem } from '../../ir/syntax-select.ts';
import type { Pivot, PivotAxis, Source, Unpivot } from '../../ir/syntax-source.ts';
import { walk } from '../../ir/walk.ts';
import { report, silently, textOf, type Env } from '../checker.ts';
import { checkLeaf } from './leaf.ts';
import { checkSource, type CheckedSource } from './sources.ts';

/*
 * Both are other ways to write a query over their source:
 *   t pivot (sum(x) for k in ('a', 'b'))   select * exclude (x, k), sum(x) filter (where k = 'a') as a, … from t group by all
 *   t unpivot (v for n in (a, b))          select * exclude (a, b), 'a' as n, a as v from t where a is not null union all …
 */

/** A column for each aggregate and combination of the listed values; grouped by what is named, or by all columns that it does not mention. */
export function checkPivot(env: Env, node: Pivot, before: CheckedSource): CheckedSource {
  const columns = columnsOf(env, node, before);
  if (columns === null) return checkSource(env, node.source, before);
  const calls = node.aggregates.filter(({ value }) => value.kind === 'Call');
  if (calls.length < node.aggregates.length) {
    const other = node.aggregates.find(({ value }) => value.kind !== 'Call')!;
    report(env, 'PLG1014', { what: 'anything but a call of an aggregate', place: 'before FOR in PIVOT' }, other.span);
    return { ...checkSource(env, node.source, before), wrong: true };
  }
  const mentioned = namesIn([...node.aggregates, ...node.axes.map((axis) => axis.key)]);
  const groups =
    node.groupBy.length > 0
      ? node.groupBy.map((value): SelectItem => ({ kind: 'SelectItem', span: value.span, value }))
      : starWithout(node.span, columns, mentioned);
  const items = combinations(node.axes).flatMap((cells) =>
    node.aggregates.map((aggregate) => cellItem(env, node, aggregate, cells)),
  );
  const groupBy =
    groups.length === 0 ? {} : { groupBy: { kind: 'GroupBy' as const, span: node.span, all: true, items: [] } };
  const body = selectFrom(node, [...groups, ...items], groupBy);
  return checkLeaf(env, asSource(node, body), before);
}

/** A row for each of the listed columns: its name, and its value unless that is NULL. */
export function checkUnpivot(env: Env, node: Unpivot, before: CheckedSource): CheckedSource {
  const columns = columnsOf(env, node, before);
  if (columns === null) return checkSource(env, node.source, before);
  const listed = new Set(node.columns.map(({ column }) => column.text.toLowerCase()));
  const kept = starWithout(node.span, columns, listed);
  const parts = node.columns.map(({ column, label, span }): QueryBody => {
    const text: Expression = label ?? { kind: 'StringLiteral', span, value: column.text };
    const items = [...kept, item(text, node.name), item(column, node.value)];
    const where: Expression = { kind: 'IsNull', span: column.span, negated: true, operand: column };
    return selectFrom(node, items, node.includeNulls ? {} : { where });
  });
  const body = parts.reduce((left, right) => ({
    kind: 'SetOperation',
    span: node.span,
    operator: 'union',
    all: true,
    left,
    right,
  }));
  return checkLeaf(env, asSource(node, body), before);
}

/** The names of the source's columns; `null` where only run time knows them, or a mistake is in the source. */
function columnsOf(env: Env, node: Pivot | Unpivot, before: CheckedSource): readonly string[] | null {
  const found = silently(env.checker, () => checkSource(env, node.source, before));
  if (found.wrong || found.sources.some((source) => source.dynamic)) return null;
  return found.sources.flatMap((source) => source.columns.map((column) => column.name));
}

function namesIn(nodes: readonly (SelectItem | Expression)[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of nodes)
    walk(node, (each) => void (each.kind === 'Identifier' && found.add(each.text.toLowerCase())));
  return found;
}

/** `* exclude (…)`, or nothing where no column is left. */
function starWithout(span: Span, columns: readonly string[], left: ReadonlySet<string>): readonly SelectItem[] {
  const excluded = columns.filter((name) => left.has(name.toLowerCase()));
  if (excluded.length === columns.length) return [];
  const exclude = excluded.map((text): Identifier => ({ kind: 'Identifier', span, text, quoted: true }));
  const value: Star = { kind: 'Star', span, exclude, replace: [] };
  return [{ kind: 'SelectItem', span, value }];
}

/** One listed value of one axis. */
interface Cell {
  readonly key: Expression;
  readonly item: SelectItem;
}

function combinations(axes: readonly PivotAxis[]): readonly (readonly Cell[])[] {
  return axes.reduce<readonly (readonly Cell[])[]>(
    (before, { key, values }) => before.flatMap((cells) => values.map((each) => [...cells, { key, item: each }])),
    [[]],
  );
}

/** The aggregate over the rows that have these values, named after them and, where that does not suffice, after the aggregate. */
function cellItem(env: Env, node: Pivot, aggregate: SelectItem, cells: readonly Cell[]): SelectItem {
  const call = aggregate.value as Call;
  const tests = [...(call.filter === undefined ? [] : [call.filter]), ...cells.map(isValue)];
  const filter = tests.reduce((left, right) => binary('and', left, right));
  const many = node.aggregates.length > 1 ? [textOf(env, call)] : [];
  const names = [
    ...cells.map((cell) => nameOf(env, cell.item)),
    ...(aggregate.alias === undefined ? many : [aggregate.alias.text]),
  ];
  return item({ ...call, filter }, { kind: 'Identifier', span: aggregate.span, text: names.join('_'), quoted: true });
}

function isValue({ key, item: { value, span } }: Cell): Expression {
  if (value.kind === 'NullLiteral') return { kind: 'IsNull', span, negated: false, operand: key };
  return binary('=', key, value as Expression);
}

function binary(operator: '=' | 'and', left: Expression, right: Expression): Expression {
  return { kind: 'Binary', span: right.span, operator, operatorSpan: right.span, left, right };
}

function nameOf(env: Env, { value, alias }: SelectItem): string {
  if (alias !== undefined) return alias.text;
  return value.kind === 'StringLiteral' ? value.value : textOf(env, value);
}

function item(value: Expression, alias: Identifier): SelectItem {
  return { kind: 'SelectItem', span: value.span, value, alias };
}

function selectFrom(
  { source, span }: Pivot | Unpivot,
  items: readonly SelectItem[],
  rest: Pick<Select, 'where' | 'groupBy'>,
): Select {
  return { kind: 'Select', span, layout: 'select-first', items, from: [source], windows: [], ...rest };
}

function asSource({ span, alias }: Pivot | Unpivot, body: QueryBody): Source {
  const query: Query = { kind: 'Query', span, stream: false, body, orderBy: [] };
  const named = alias === undefined ? {} : { alias };
  const relation = { kind: 'SubquerySource' as const, span, query };
  return { kind: 'Source', span, lateral: false, relation, columns: [], secrets: [], ...named };
}

import type {
  CommonTable,
  OrderItem,
  Query,
  QueryBody,
  SetOperation,
  Values,
  ValuesRow,
  With,
} from '../ir/syntax-query.ts';
import type { Distinct, GroupBy, GroupItem, Select, SelectItem } from '../ir/syntax-select.ts';
import { assertNever } from '../source/assert-never.ts';
import { group, indent, join, line, softLine, type Doc } from './doc.ts';
import { formatWindow } from './format-call.ts';
import { formatExpression, formatStar, queryInParentheses } from './format-expression.ts';
import { formatSource } from './format-source.ts';
import { precedence } from './precedence.ts';
import { bracketed, brokenBetween, columnList, identifier, startsLine, type Printer } from './printer.ts';

/** A whole query. Its clauses stand on one line if they fit there and did so before. */
export function formatQuery(printer: Printer, node: Query): Doc {
  return printer.inQuery(() => {
    const clauses: Doc[] = [formatBody(printer, node.body)];
    if (node.orderBy.length > 0) clauses.push(['ORDER BY ', indent(formatOrderItems(printer, node.orderBy))]);
    if (node.limit) {
      const unit = node.limit.unit === 'percent' ? ' %' : '';
      clauses.push([
        'LIMIT ',
        formatExpression(printer, node.limit.count, unit === '' ? precedence.multiplicative + 1 : precedence.sign),
        unit,
      ]);
    }
    if (node.offset) clauses.push(['OFFSET ', formatExpression(printer, node.offset, precedence.additive)]);
    const then = node.then
      ? [' THEN ', printer.inQuery(() => printer.print(node.then as NonNullable<typeof node.then>), false)]
      : '';
    const head = node.with ? [formatWith(printer, node.with), line] : '';
    const whole = group([node.stream ? 'STREAM ' : '', head, join(line, clauses)], wasBroken(printer, node));
    return [whole, then];
  });
}

export function formatWith(printer: Printer, node: With): Doc {
  const tables = node.tables.map((table) => printer.print(table));
  return [node.recursive ? 'WITH RECURSIVE ' : 'WITH ', join([',', line], tables)];
}

export function formatCommonTable(printer: Printer, node: CommonTable): Doc {
  const columns = node.columns.length > 0 ? columnList(printer, node.columns) : '';
  const wish = node.materialized === undefined ? '' : node.materialized ? 'MATERIALIZED ' : 'NOT MATERIALIZED ';
  return [
    `${identifier(printer, node.name)}${columns} AS ${wish}`,
    queryInParentheses(printer, () => printer.print(node.query)),
  ];
}

function formatBody(printer: Printer, node: QueryBody): Doc {
  switch (node.kind) {
    case 'Select':
      return formatSelect(printer, node);
    case 'SetOperation': {
      const operator = node.operator.toUpperCase() + (node.all ? ' ALL' : '');
      return [
        formatOperand(printer, node, node.left, false),
        line,
        operator,
        line,
        formatOperand(printer, node, node.right, true),
      ];
    }
    case 'Values':
      return formatValues(printer, node);
    case 'NestedQuery':
      return queryInParentheses(printer, () => printer.print(node.query));
    default:
      return assertNever(node);
  }
}

/** An operand of a set operation, in parentheses where it would be read differently without. */
function formatOperand(printer: Printer, parent: SetOperation, node: QueryBody, isRight: boolean): Doc {
  const looser =
    node.kind === 'SetOperation' && (isRight || (parent.operator === 'intersect' && node.operator !== 'intersect'));
  const tighter =
    node.kind === 'SetOperation' && isRight && node.operator === 'intersect' && parent.operator !== 'intersect';
  return looser && !tighter ? queryInParentheses(printer, () => formatBody(printer, node)) : formatBody(printer, node);
}

function formatSelect(printer: Printer, node: Select): Doc {
  const select = node.layout === 'from-only' ? [] : [formatSelectList(printer, node)];
  const from =
    node.from.length > 0
      ? [
          [
            'FROM ',
            join(
              ', ',
              node.from.map((source) => formatSource(printer, source)),
            ),
          ],
        ]
      : [];
  const where = node.where ? [['WHERE ', formatExpression(printer, node.where)]] : [];
  const rest: Doc[] = [];
  if (node.groupBy) rest.push(formatGroupBy(printer, node.groupBy));
  if (node.having) rest.push(['HAVING ', formatExpression(printer, node.having)]);
  if (node.windows.length > 0) {
    const windows = node.windows.map(({ name, specification }) => [
      `${identifier(printer, name)} AS `,
      formatWindow(printer, specification),
    ]);
    rest.push(['WINDOW ', join(', ', windows)]);
  }
  if (node.qualify) rest.push(['QUALIFY ', formatExpression(printer, node.qualify)]);
  const order =
    node.layout === 'select-first' ? [...select, ...from, ...where, ...rest] : [...from, ...where, ...select, ...rest];
  return join(line, order);
}

function formatSelectList(printer: Printer, node: Select): Doc {
  const { items } = node;
  const [first] = items;
  const head = node.distinct ? ['SELECT ', formatDistinct(printer, node.distinct)] : 'SELECT';
  const docs = join(
    [',', line],
    items.map((item) => printer.print(item)),
  );
  if (items.length === 1) return [head, ' ', docs];
  return group([head, indent([line, docs])], first !== undefined && startsLine(printer, first.span.start));
}

function formatDistinct(printer: Printer, node: Distinct): Doc {
  if (node.on.length === 0) return 'DISTINCT';
  return [
    'DISTINCT ON (',
    join(
      ', ',
      node.on.map((key) => formatExpression(printer, key)),
    ),
    ')',
  ];
}

export function formatSelectItem(printer: Printer, node: SelectItem): Doc {
  if (node.value.kind === 'Star') return formatStar(printer, node.value);
  const { value } = node;
  const alias = node.alias ? ` AS ${identifier(printer, node.alias)}` : '';
  return [printer.withCast(false, () => formatExpression(printer, value)), alias];
}

function formatGroupBy(printer: Printer, node: GroupBy): Doc {
  if (node.all) return 'GROUP BY ALL';
  return [
    'GROUP BY ',
    indent(
      group(
        join(
          [',', line],
          node.items.map((item) => formatGroupItem(printer, item)),
        ),
      ),
    ),
  ];
}

function formatGroupItem(printer: Printer, node: GroupItem): Doc {
  const keys = (items: readonly GroupItem[]): Doc =>
    group([
      '(',
      indent([
        softLine,
        join(
          [',', line],
          items.map((item) => formatGroupItem(printer, item)),
        ),
      ]),
      softLine,
      ')',
    ]);
  switch (node.kind) {
    case 'Rollup':
      return ['ROLLUP ', keys(node.items)];
    case 'Cube':
      return ['CUBE ', keys(node.items)];
    case 'GroupingSets':
      return ['GROUPING SETS ', keys(node.items)];
    default:
      return formatExpression(printer, node);
  }
}

export function formatOrderItems(printer: Printer, items: readonly OrderItem[]): Doc {
  return group(
    join(
      [',', line],
      items.map((item) => formatOrderItem(printer, item)),
    ),
  );
}

function formatOrderItem(printer: Printer, node: OrderItem): Doc {
  const value = node.value ? formatExpression(printer, node.value) : 'ALL';
  const nulls = node.nulls ? ` NULLS ${node.nulls.toUpperCase()}` : '';
  return [value, node.direction === 'desc' ? ' DESC' : '', nulls];
}

export function formatValues(printer: Printer, node: Values): Doc {
  const rows = node.rows.map((row) => printer.print(row));
  const [first, second] = node.rows;
  const broken =
    first !== undefined && second !== undefined && brokenBetween(printer, first.span.end, second.span.start);
  return group(['VALUES', indent([line, join([',', line], rows)])], broken);
}

export function formatValuesRow(printer: Printer, node: ValuesRow): Doc {
  return bracketed(
    printer,
    '(',
    node.values.map((value) => ({ node: value, doc: formatExpression(printer, value) })),
    ')',
  );
}

/** Did a clause of the query begin a line of its own? */
function wasBroken(printer: Printer, { body, orderBy, limit, with: common }: Query): boolean {
  const places: number[] = [];
  if (common) places.push(body.span.start);
  if (body.kind === 'SetOperation') places.push(body.right.span.start);
  if (body.kind === 'Select') {
    const { from, where, groupBy, having, items, layout } = body;
    for (const clause of [from[0], where, groupBy, having]) if (clause) places.push(clause.span.start);
    if (layout === 'from-first' && items[0]) places.push(items[0].span.start);
  }
  if (orderBy[0]) places.push(orderBy[0].span.start);
  if (limit) places.push(limit.span.start);
  const [first] = places.filter((place) => place > body.span.start);
  return first !== undefined && clauseOnOwnLine.test(printer.text.slice(body.span.start, first));
}

/** The keyword of a clause, first in its line, at the end of a text. */
const clauseOnOwnLine =
  /\n[ \t]*(from|where|having|limit|select([ \t]+distinct)?|(group|order)[ \t]+by|(union|intersect|except)([ \t]+(all|distinct))?)\s*\(*$/i;

import { softWords } from '../ir/tokens.ts';
import type { Identifier } from '../ir/syntax-name.ts';
import type { Join, Pivot, Relation, Sample, Source, TableSource, Unpivot } from '../ir/syntax-source.ts';
import { assertNever } from '../source/assert-never.ts';
import { group, indent, join, line, softLine, type Doc } from './doc.ts';
import { formatExpression, inParentheses, listOf, queryInParentheses } from './format-expression.ts';
import { formatValues } from './format-query.ts';
import { precedence } from './precedence.ts';
import { bracketed, columnList, dotted, identifier, sliceOf, type Printer } from './printer.ts';

const soft: ReadonlySet<string> = new Set(softWords);

/** What stands in FROM; joins begin on lines of their own when the query is broken. */
export function formatSource(printer: Printer, node: TableSource): Doc {
  switch (node.kind) {
    case 'Source':
      return printer.print(node);
    case 'Join':
      return formatJoin(printer, node);
    case 'Pivot':
      return formatPivot(printer, node);
    case 'Unpivot':
      return formatUnpivot(printer, node);
    default:
      return assertNever(node);
  }
}

export function formatSourceParts(printer: Printer, node: Source): Doc {
  const travel = node.travel ? formatTravel(printer, node.travel) : '';
  const secrets = node.secrets.length > 0 ? ` WITH SECRET ${secretList(printer, node.secrets)}` : '';
  const columns = node.columns.length > 0 ? columnList(printer, node.columns) : '';
  const sample = node.sample ? [' ', formatSample(printer, node.sample)] : '';
  return [
    node.lateral ? 'LATERAL ' : '',
    formatRelation(printer, node.relation),
    travel,
    secrets,
    aliasOf(printer, node.alias),
    columns,
    sample,
  ];
}

/** ` AS a` for words that could begin a clause, ` a` for others. */
export function aliasOf(printer: Printer, alias: Identifier | undefined): string {
  if (alias === undefined) return '';
  const needsAs = !alias.quoted && soft.has(alias.text.toUpperCase());
  return `${needsAs ? ' AS ' : ' '}${identifier(printer, alias)}`;
}

/** `['k', other]`. */
export function secretList(printer: Printer, secrets: readonly Identifier[]): string {
  return `[${secrets.map((secret) => identifier(printer, secret)).join(', ')}]`;
}

function formatTravel(printer: Printer, node: NonNullable<Source['travel']>): Doc {
  const time = (part: Parameters<typeof formatExpression>[1]): Doc =>
    printer.withCast(false, () => formatExpression(printer, part, precedence.additive));
  if (node.kind === 'AsOf') return [' AS OF ', time(node.time)];
  return [' SINCE ', time(node.low), node.high ? [' UNTIL ', time(node.high)] : ''];
}

function formatRelation(printer: Printer, node: Relation): Doc {
  switch (node.kind) {
    case 'TableName':
      return dotted(printer, node.name);
    case 'FileSource':
      return node.call === true ? ['httpfs(', sliceOf(printer, node.path), ')'] : sliceOf(printer, node.path);
    case 'Interpolation':
      return `{${identifier(printer, node.name)}}`;
    case 'SubquerySource':
      return queryInParentheses(printer, () => printer.print(node.query));
    case 'ListLiteral':
      return formatExpression(printer, node);
    case 'FunctionSource': {
      const args = node.args.map((argument) => ({ node: argument, doc: printer.print(argument) }));
      return [dotted(printer, node.name), printer.withCast(true, () => bracketed(printer, '(', args, ')'))];
    }
    case 'Values':
      return formatValues(printer, node);
    case 'UnnestSource': {
      const lists = printer.withCast(true, () => listOf(printer, '(', node.lists, ')'));
      return ['UNNEST', lists, node.ordinality ? ' WITH ORDINALITY' : ''];
    }
    case 'NestedSource':
      return group(['(', indent([softLine, formatSource(printer, node.source)]), softLine, ')']);
    default:
      return assertNever(node);
  }
}

export function formatSample(printer: Printer, node: Sample): Doc {
  const amount = [formatExpression(printer, node.amount), node.unit === 'percent' ? '%' : ' ROWS'];
  const method = node.method ? `${identifier(printer, node.method)} ` : '';
  const seed = node.seed
    ? [
        ' REPEATABLE ',
        inParentheses(printer, () => formatExpression(printer, node.seed as NonNullable<typeof node.seed>)),
      ]
    : '';
  return [`TABLESAMPLE ${method}(`, amount, ')', seed];
}

function formatJoin(printer: Printer, node: Join): Doc {
  const type = node.type === 'inner' ? '' : `${node.type.toUpperCase()} `;
  const on = node.on ? [' ON ', formatExpression(printer, node.on)] : '';
  const using = node.using.length > 0 ? ` USING ${columnList(printer, node.using)}` : '';
  const words = `${node.natural ? 'NATURAL ' : ''}${node.asof === true ? 'ASOF ' : ''}${type}JOIN `;
  return [formatSource(printer, node.left), line, words, formatSource(printer, node.right), on, using];
}

function formatPivot(printer: Printer, node: Pivot): Doc {
  const parts: Doc[] = [
    join(
      ', ',
      node.aggregates.map((item) => printer.print(item)),
    ),
  ];
  for (const axis of node.axes) {
    const values = join(
      ', ',
      axis.values.map((item) => printer.print(item)),
    );
    parts.push(['FOR ', formatExpression(printer, axis.key, precedence.additive), ' IN (', values, ')']);
  }
  if (node.groupBy.length > 0)
    parts.push([
      'GROUP BY ',
      join(
        ', ',
        node.groupBy.map((key) => formatExpression(printer, key)),
      ),
    ]);
  const inside = group(['(', indent([softLine, join(line, parts)]), softLine, ')']);
  return [formatSource(printer, node.source), ' PIVOT ', inside, aliasOf(printer, node.alias)];
}

function formatUnpivot(printer: Printer, node: Unpivot): Doc {
  const columns = node.columns.map(({ column, label }) => [
    identifier(printer, column),
    label ? [' AS ', formatExpression(printer, label, precedence.additive)] : '',
  ]);
  const nulls = node.includeNulls ? 'INCLUDE NULLS ' : '';
  const head = ` UNPIVOT ${nulls}(${identifier(printer, node.value)} FOR ${identifier(printer, node.name)} IN (`;
  return [formatSource(printer, node.source), head, join(', ', columns), '))', aliasOf(printer, node.alias)];
}

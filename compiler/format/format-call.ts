import type {
  Argument,
  Call,
  FrameBound,
  WindowFrame,
  WindowReference,
  WindowSpecification,
} from '../ir/syntax-call.ts';
import { group, indent, join, line, softLine, type Doc } from './doc.ts';
import { formatExpression, postfixObject } from './format-expression.ts';
import { formatOrderItems } from './format-query.ts';
import { bracketed, identifier, type Printer } from './printer.ts';
import { precedence } from './precedence.ts';

/** A call with all its clauses. */
export function formatCall(printer: Printer, node: Call): Doc {
  const callee = postfixObject(printer, node.callee);
  const args = printer.withCast(true, () => formatArguments(printer, node));
  const within =
    node.withinGroup.length > 0 ? [' WITHIN GROUP (ORDER BY ', formatOrderItems(printer, node.withinGroup), ')'] : '';
  const filter = node.filter
    ? [
        ' FILTER (WHERE ',
        printer.inQuery(() => formatExpression(printer, node.filter as NonNullable<typeof node.filter>)),
        ')',
      ]
    : '';
  const nulls = node.nullTreatment ? ` ${node.nullTreatment.toUpperCase()} NULLS` : '';
  const over = node.over ? [' OVER ', formatWindow(printer, node.over)] : '';
  return [callee, args, within, filter, nulls, over];
}

function formatArguments(printer: Printer, node: Call): Doc {
  if (!node.distinct && node.orderBy.length === 0) return formatArgumentList(printer, node.args);
  const items = node.args.map((argument) => ({ node: argument, doc: printer.print(argument) }));
  const order = node.orderBy.length > 0 ? [line, 'ORDER BY ', formatOrderItems(printer, node.orderBy)] : '';
  const list = join(
    [',', line],
    items.map(({ doc }) => doc),
  );
  return group(['(', indent([softLine, node.distinct ? 'DISTINCT ' : '', list, order]), softLine, ')']);
}

/** Arguments in parentheses; a list, struct or function that is the only one opens and closes on the lines of the call. */
export function formatArgumentList(printer: Printer, args: readonly Argument[]): Doc {
  const [only] = args;
  if (args.length === 1 && only && only.name === undefined && hugged.has(only.value.kind))
    return ['(', printer.print(only), ')'];
  const items = args.map((argument) => ({ node: argument, doc: printer.print(argument) }));
  return bracketed(printer, '(', items, ')');
}

const hugged: ReadonlySet<string> = new Set(['Lambda', 'StructLiteral', 'ListLiteral', 'Match']);

/** `w`, or `(partition by … order by … frame)`. */
export function formatWindow(printer: Printer, node: WindowReference | WindowSpecification): Doc {
  if (node.kind === 'WindowReference') return identifier(printer, node.name);
  return printer.inQuery(() => {
    const parts: Doc[] = [];
    if (node.base) parts.push(identifier(printer, node.base));
    if (node.partitionBy.length > 0) {
      parts.push([
        'PARTITION BY ',
        join(
          ', ',
          node.partitionBy.map((key) => formatExpression(printer, key)),
        ),
      ]);
    }
    if (node.orderBy.length > 0) parts.push(['ORDER BY ', formatOrderItems(printer, node.orderBy)]);
    if (node.frame) parts.push(formatFrame(printer, node.frame));
    return group(['(', indent([softLine, join(line, parts)]), softLine, ')']);
  });
}

function formatFrame(printer: Printer, node: WindowFrame): Doc {
  const unit = node.unit.toUpperCase();
  const low = formatBound(printer, node.low);
  const bounds = node.high ? ['BETWEEN ', low, ' AND ', formatBound(printer, node.high)] : low;
  return [`${unit} `, bounds, node.exclude ? ` EXCLUDE ${node.exclude.toUpperCase()}` : ''];
}

function formatBound(printer: Printer, node: FrameBound): Doc {
  const words = node.bound.toUpperCase();
  return node.offset ? [formatExpression(printer, node.offset, precedence.additive), ` ${words}`] : words;
}

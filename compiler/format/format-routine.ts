import type {
  Audit,
  DefineFunction,
  Option,
  OptionList,
  Parameter,
  RoutineClauses,
  RoutineStatement,
  UpsertProcedure,
  UpsertTrigger,
  UpsertPipeline,
  UpsertSchedule,
} from '../ir/syntax-routine.ts';
import type { TypeSyntax } from '../ir/syntax-type.ts';
import { assertNever } from '../source/assert-never.ts';
import { group, indent, line, type Doc } from './doc.ts';
import { unlikeBlock } from './format-control.ts';
import { formatBare, formatExpression } from './format-expression.ts';
import { formatType } from './format-type.ts';
import { bracketed, dotted, identifier, startsLine, type Printer } from './printer.ts';

/** Functions, procedures and the objects of automation, in the form `upsert procedure NAME as <{ … }> (…) … { … }`. */
export function formatRoutine(printer: Printer, node: RoutineStatement): Doc {
  switch (node.kind) {
    case 'DefineFunction':
      return formatFunction(printer, node);
    case 'UpsertProcedure':
      return formatProcedure(printer, node);
    case 'UpsertTrigger':
      return formatAutomation(printer, 'TRIGGER', node);
    case 'UpsertSchedule':
      return formatAutomation(printer, 'SCHEDULE', node);
    case 'UpsertPipeline':
      return formatAutomation(printer, 'PIPELINE', node);
    case 'Audit':
      return formatAudit(printer, node);
    case 'Test':
      return [`test ${dotted(printer, node.name)} `, printer.print(node.body)];
    default:
      return assertNever(node);
  }
}

export function formatParameters(printer: Printer, parameters: readonly Parameter[]): Doc {
  return printer.withCast(true, () => {
    const docs = parameters.map((node) => ({ node, doc: printer.print(node) }));
    return bracketed(printer, '(', docs, ')');
  });
}

export function formatParameter(printer: Printer, node: Parameter): Doc {
  const type = node.type ? ` ${formatType(printer, node.type)}` : '';
  const initial = node.default ? [' = ', formatExpression(printer, node.default)] : '';
  return [`${identifier(printer, node.name)}${type}`, initial];
}

function receiverOf(printer: Printer, receiver: TypeSyntax | undefined): string {
  return receiver === undefined ? '' : ` <${formatType(printer, receiver)}>`;
}

function formatFunction(printer: Printer, node: DefineFunction): Doc {
  const { body, clauses, options } = node;
  const receiver = receiverOf(printer, node.receiver);
  const name = `${node.orReplace ? 'create or replace ' : ''}function ${identifier(printer, node.name)}${receiver}`;
  const opening = options ? [' ', formatOptions(printer, options, '<{', '}>')] : '';
  const lines = clauseLines(printer, clauses).map((clause) => [line, clause]);
  const parameters = formatParameters(printer, node.parameters);
  const broken = brokenClauses(printer, clauses);
  const space = options ? line : receiver ? ' ' : '';
  if (body.kind === 'Block' && body.span.start === body.span.end) {
    // A signature alone is broken once, if that suffices.
    return options
      ? group([name, opening, indent([line, group([parameters, lines], broken)])])
      : group([name, space, parameters, lines], broken);
  }
  const head: Doc[] = [name, opening, space, parameters, lines];
  if (body.kind !== 'Block')
    return [group(head, broken), ' => ', unlikeBlock(printer, body, () => formatBare(printer, body))];
  return [group([...head, line], broken), printer.print(body)];
}

function formatProcedure(printer: Printer, node: UpsertProcedure): Doc {
  const { options, body, clauses } = node;
  const name = `upsert procedure ${dotted(printer, node.name)}${receiverOf(printer, node.receiver)}`;
  const opening = options
    ? [' as', line, formatOptions(printer, options, '<{', '}>')]
    : body === undefined
      ? ''
      : ' as';
  if (body === undefined) return group([name, opening]);
  const parameters = [options ? line : ' ', formatParameters(printer, node.parameters)];
  const lines = clauseLines(printer, clauses).map((clause) => [line, clause]);
  const broken = brokenClauses(printer, clauses) || (options !== undefined && startsLine(printer, options.span.start));
  return [group([name, opening, parameters, lines, line], broken), printer.print(body)];
}

function clauseLines(printer: Printer, clauses: RoutineClauses): string[] {
  const lines: string[] = [];
  if (clauses.raises.length > 0) lines.push(`raises ${clauses.raises.map((name) => dotted(printer, name)).join(', ')}`);
  if (clauses.returns) lines.push(`returns ${formatType(printer, clauses.returns)}`);
  if (clauses.modes.length > 0) lines.push(`as ${clauses.modes.join('|')}`);
  return lines;
}

/** Did the clauses stand on lines of their own? */
function brokenClauses(printer: Printer, { span }: RoutineClauses): boolean {
  return span.end > span.start && startsLine(printer, span.start);
}

function formatAutomation(printer: Printer, word: string, node: UpsertTrigger | UpsertSchedule | UpsertPipeline): Doc {
  const options = formatOptions(printer, node.options, '(', ')');
  const call = node.call ? ` call ${dotted(printer, node.call)}` : '';
  return [
    `upsert ${word} as ${dotted(printer, node.name)} `,
    options,
    call,
    node.body ? [' ', printer.print(node.body)] : '',
  ];
}

function formatAudit(printer: Printer, node: Audit): Doc {
  const options = node.options ? [' ', formatOptions(printer, node.options, '(', ')')] : '';
  const { body } = node;
  const head = [`upsert audit ${identifier(printer, node.name)}`, options];
  if (body.kind === 'Block') return [head, ' ', printer.print(body)];
  return group([head, ' as', indent([line, printer.print(body)])]);
}

/** Options between brackets; inside `<{ }>` they have spaces around them. */
export function formatOptions(printer: Printer, node: OptionList, open: string, close: string): Doc {
  const docs = node.options.map((option) => ({ node: option, doc: printer.print(option) }));
  if (docs.length === 0) return open + close;
  return printer.withCast(true, () =>
    open === '(' ? bracketed(printer, open, docs, close) : bracketed(printer, open, docs, close, line),
  );
}

export function formatOption(printer: Printer, node: Option): Doc {
  const value = node.value.kind === 'OptionWord' ? node.value.text : formatExpression(printer, node.value);
  return [`${identifier(printer, node.key)}: `, value];
}

import type { Argument, Star } from '../ir/syntax-call.ts';
import type { CaseBranch, Expression } from '../ir/syntax-expression.ts';
import type { ListLiteral, StructField, StructLiteral, TypedStruct } from '../ir/syntax-literal.ts';
import { assertNever } from '../source/assert-never.ts';
import { group, indent, join, line, softLine, type Doc } from './doc.ts';
import { formatCall } from './format-call.ts';
import { formatArmBody, formatMatch, formatTry } from './format-control.ts';
import { formatParameters } from './format-routine.ts';
import { formatType } from './format-type.ts';
import { bracketed, columnList, dotted, identifier, sliceOf, type Printer } from './printer.ts';
import { precedence, precedenceOf } from './precedence.ts';

/** An expression, in parentheses if it binds more loosely than `least`. A query always has parentheses. */
export function formatExpression(printer: Printer, node: Expression, least = 0): Doc {
  const loose = precedenceOf(node) < least || (node.kind === 'Cast' && node.form === 'as' && !printer.castAllowed);
  return loose ? inParentheses(printer, () => format(printer, node)) : format(printer, node);
}

/** An expression where a query or a change needs no parentheses: after `=`, `return`, an arrow. */
export function formatBare(printer: Printer, node: Expression): Doc {
  if (node.kind === 'Subquery') return printer.inQuery(() => printer.print(node.query));
  if (node.kind === 'ChangeExpression') return printer.inQuery(() => printer.print(node.change));
  return formatExpression(printer, node);
}

export function inParentheses(printer: Printer, print: () => Doc): Doc {
  return printer.withCast(true, () => group(['(', indent([softLine, print()]), softLine, ')']));
}

function format(printer: Printer, node: Expression): Doc {
  const part = (child: Expression, least = 0): Doc => formatExpression(printer, child, least);
  const { keyword } = printer;
  const not = (negated: boolean): string => (negated ? `${keyword('not')} ` : '');
  switch (node.kind) {
    case 'NumberLiteral':
      // a number that was left out, as in `substring(s for 2)`, has no text of its own
      return node.span.start === node.span.end ? node.text : sliceOf(printer, node);
    case 'StringLiteral':
      return sliceOf(printer, node);
    case 'BooleanLiteral':
      return String(node.value);
    case 'NullLiteral':
      return 'null';
    case 'TypedLiteral':
      return `${node.type.text} ${sliceOf(printer, node.text)}`;
    case 'IntervalLiteral':
      return `${keyword('interval')} ${sliceOf(printer, node.amount)}${node.unit ? ` ${identifier(printer, node.unit)}` : ''}`;
    case 'ListLiteral':
      return formatList(printer, node);
    case 'StructLiteral':
      return formatStruct(printer, node);
    case 'TypedStruct':
      return formatTypedStruct(printer, node);
    case 'Identifier':
      return identifier(printer, node);
    case 'Interpolation':
      return `{${identifier(printer, node.name)}}`;
    case 'BindParameter':
      return node.name === '?' ? '?' : `$${node.position ?? node.name}`;
    case 'AtName':
      return `@${node.text}`;
    case 'Tuple':
      return printer.withCast(true, () => listOf(printer, '(', node.elements, ')'));
    case 'Unary': {
      const sign = node.operator === 'not' ? `${keyword('not')} ` : node.operator;
      const space = node.operand.kind === 'Unary' && node.operator !== 'not' ? ' ' : '';
      return [sign, space, part(node.operand, precedence[node.operator === 'not' ? 'not' : 'sign'])];
    }
    case 'Binary':
    case 'Pipe':
      return formatChain(printer, node);
    case 'Like': {
      const operator = node.operator === '~' ? (node.negated ? '!~' : '~') : not(node.negated) + keyword(node.operator);
      const escape = node.escape ? [` ${keyword('escape')} `, part(node.escape, precedence.additive)] : '';
      return [
        part(node.operand, precedence.comparison),
        ` ${operator} `,
        part(node.pattern, precedence.additive),
        escape,
      ];
    }
    case 'IsNull':
      return [part(node.operand, precedence.comparison), ` ${keyword('is')} ${not(node.negated)}${keyword('null')}`];
    case 'IsTruth': {
      const word = node.truth === null ? 'unknown' : String(node.truth);
      return [part(node.operand, precedence.comparison), ` ${keyword('is')} ${not(node.negated)}${keyword(word)}`];
    }
    case 'IsDistinct': {
      const words = ` ${keyword('is')} ${not(node.negated)}${keyword('distinct from')} `;
      return [part(node.left, precedence.comparison), words, part(node.right, precedence.additive)];
    }
    case 'Between': {
      const bound = (child: Expression): Doc => part(child, precedence.additive);
      const words = ` ${not(node.negated)}${keyword('between')} `;
      return [
        part(node.operand, precedence.comparison),
        words,
        bound(node.low),
        ` ${keyword('and')} `,
        bound(node.high),
      ];
    }
    case 'InList': {
      const list = printer.withCast(true, () => listOf(printer, '(', node.candidates, ')'));
      return [part(node.operand, precedence.comparison), ` ${not(node.negated)}${keyword('in')} `, list];
    }
    case 'InQuery': {
      const query = queryInParentheses(printer, () => printer.print(node.query));
      return [part(node.operand, precedence.comparison), ` ${not(node.negated)}${keyword('in')} `, query];
    }
    case 'InCollection': {
      // In parentheses a collection would be a list with one candidate.
      const collection = part(node.collection, precedence.additive);
      return [part(node.operand, precedence.comparison), ` ${not(node.negated)}${keyword('in')} `, collection];
    }
    case 'Quantified': {
      const words = ` ${node.operator} ${keyword(node.quantifier)} `;
      return [
        part(node.left, precedence.comparison),
        words,
        queryInParentheses(printer, () => printer.print(node.query)),
      ];
    }
    case 'Exists':
      return [`${keyword('exists')} `, queryInParentheses(printer, () => printer.print(node.query))];
    case 'Subquery':
      return queryInParentheses(printer, () => printer.print(node.query));
    case 'CallExpression':
      return printer.print(node.call);
    case 'ChangeExpression':
      return queryInParentheses(printer, () => printer.print(node.change));
    case 'Case': {
      const operand = node.operand ? [' ', part(node.operand)] : '';
      const branches = node.branches.map((branch) => [line, printer.print(branch)]);
      const otherwise = node.otherwise ? [line, `${keyword('else')} `, part(node.otherwise)] : '';
      return printer.withCast(true, () =>
        group([keyword('case'), operand, indent([branches, otherwise]), line, keyword('end')]),
      );
    }
    case 'Cast':
      if (node.form === 'cast') {
        const operand = printer.withCast(false, () => part(node.operand));
        const word = keyword(node.safe ? 'try_cast' : 'cast');
        return [`${word}(`, operand, ` ${keyword('as')} ${formatType(printer, node.type)})`];
      }
      return [
        postfixObject(printer, node.operand, true),
        node.form === 'as' ? ' as ' : '::',
        formatType(printer, node.type),
      ];
    case 'Extract':
      return [
        `${keyword('extract')}(${identifier(printer, node.part)} ${keyword('from')} `,
        printer.withCast(true, () => part(node.operand)),
        ')',
      ];
    case 'AtTimeZone':
      return [
        postfixObject(printer, node.operand),
        ` ${keyword('at time zone')} `,
        part(node.zone, precedence.postfix),
      ];
    case 'Collate':
      return [
        postfixObject(printer, node.operand, true),
        ` ${keyword('collate')} `,
        identifier(printer, node.collation),
      ];
    case 'Call':
      return formatCall(printer, node);
    case 'Member':
      return [postfixObject(printer, node.object), '.', identifier(printer, node.property)];
    case 'Index':
      return [postfixObject(printer, node.object), '[', printer.withCast(true, () => part(node.index)), ']'];
    case 'Slice': {
      const bound = (child: Expression | undefined): Doc => (child ? printer.withCast(true, () => part(child)) : '');
      return [postfixObject(printer, node.object), '[', bound(node.low), ':', bound(node.high), ']'];
    }
    case 'Lambda': {
      const [only] = node.parameters;
      const names = node.parameters.map((parameter) => identifier(printer, parameter)).join(', ');
      const head = node.parameters.length === 1 && only ? identifier(printer, only) : `(${names})`;
      return [`${head} => `, formatArmBody(printer, node.body)];
    }
    case 'Match':
      return formatMatch(printer, node);
    case 'Try':
      return formatTry(printer, node);
    default:
      return assertNever(node);
  }
}

/** What a postfix is written after. */
export function postfixObject(printer: Printer, node: Expression, cast = false): Doc {
  // After a cast `.` and `[` would belong to the type.
  const wrap =
    (node.kind === 'Cast' && node.form !== 'cast' && !cast) ||
    node.kind === 'TypedLiteral' ||
    node.kind === 'AtTimeZone' ||
    node.kind === 'Collate';
  return wrap
    ? inParentheses(printer, () => format(printer, node))
    : formatExpression(printer, node, precedence.postfix);
}

/** `a and b and c`: operators of one precedence, each on a line of its own if they do not fit on one. */
function formatChain(printer: Printer, node: Extract<Expression, { kind: 'Binary' | 'Pipe' }>): Doc {
  const level = precedenceOf(node);
  const links: Doc[] = [];
  let left: Expression = node;
  while ((left.kind === 'Binary' || left.kind === 'Pipe') && precedenceOf(left) === level) {
    const operator =
      left.kind === 'Pipe' ? '|>' : /[a-z]/.test(left.operator) ? printer.keyword(left.operator) : left.operator;
    links.unshift([line, `${operator} `, chainOperand(printer, left.right, level)]);
    left = left.left;
  }
  return group([chainOperand(printer, left, level, true), indent(links)]);
}

/** OR with AND inside keeps its parentheses apart from what the precedence needs: people misread it without. */
function chainOperand(printer: Printer, node: Expression, level: number, first = false): Doc {
  const misread = level === precedence.or && node.kind === 'Binary' && node.operator === 'and';
  const doc = misread
    ? inParentheses(printer, () => format(printer, node))
    : formatExpression(printer, node, first ? level : level + 1);
  return level === precedence.or || level === precedence.and ? printer.withComments(node, doc) : doc;
}

export function queryInParentheses(printer: Printer, print: () => Doc): Doc {
  return group(['(', indent([softLine, printer.inQuery(print)]), softLine, ')']);
}

export function listOf(printer: Printer, open: string, elements: readonly Expression[], close: string): Doc {
  return bracketed(
    printer,
    open,
    elements.map((node) => ({ node, doc: formatExpression(printer, node) })),
    close,
  );
}

function formatList(printer: Printer, node: ListLiteral): Doc {
  const type = node.elementType ? `Array<${formatType(printer, node.elementType)}>::` : '';
  if (node.elided) return `${type}[...]`;
  return [type, printer.withCast(true, () => listOf(printer, '[', node.elements, ']'))];
}

export function formatStruct(printer: Printer, node: StructLiteral): Doc {
  const fields = node.fields.map((field) => ({ node: field, doc: printer.print(field) }));
  return printer.withCast(true, () => bracketed(printer, '{', fields, '}'));
}

export function formatStructField(printer: Printer, node: StructField): Doc {
  return [identifier(printer, node.name), ': ', formatExpression(printer, node.value)];
}

function formatTypedStruct(printer: Printer, node: TypedStruct): Doc {
  const definition = node.definition ? formatParameters(printer, node.definition) : '';
  return [`type struct as ${dotted(printer, node.name)}`, definition, ' ', formatStruct(printer, node.value)];
}

export function formatCaseBranch(printer: Printer, node: CaseBranch): Doc {
  const { keyword } = printer;
  return [
    `${keyword('when')} `,
    formatExpression(printer, node.condition),
    ` ${keyword('then')} `,
    formatExpression(printer, node.value),
  ];
}

export function formatArgument(printer: Printer, node: Argument): Doc {
  const name = node.name ? `${identifier(printer, node.name)}: ` : '';
  return [name, node.value.kind === 'Star' ? formatStar(printer, node.value) : formatExpression(printer, node.value)];
}

export function formatStar(printer: Printer, node: Star): Doc {
  const qualifier = node.qualifier ? `${dotted(printer, node.qualifier)}.` : '';
  const exclude = node.exclude.length > 0 ? ` EXCLUDE ${columnList(printer, node.exclude)}` : '';
  const replace =
    node.replace.length > 0
      ? [
          ' REPLACE (',
          join(
            ', ',
            node.replace.map((item) => printer.print(item)),
          ),
          ')',
        ]
      : '';
  return [`${qualifier}*${exclude}`, replace];
}

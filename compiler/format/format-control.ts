import type { ArmBody, CatchArm, FieldPattern, Match, MatchArm, Pattern, Try } from '../ir/syntax-control.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import { assertNever } from '../source/assert-never.ts';
import { join, line, type Doc } from './doc.ts';
import { formatBare, formatExpression, inParentheses, postfixObject } from './format-expression.ts';
import { leftSpine, precedence } from './precedence.ts';
import { bracketed, dotted, identifier, type Printer } from './printer.ts';

/** What follows an arrow. */
export function formatArmBody(printer: Printer, body: ArmBody): Doc {
  if (body.kind === 'Block' || body.kind === 'Return' || body.kind === 'Throw') return printer.print(body);
  return unlikeBlock(printer, body, () => formatExpression(printer, body));
}

/** Keeps an expression that begins with an empty struct from being read as an empty block. */
export function unlikeBlock(printer: Printer, node: Expression, print: () => Doc): Doc {
  const first = leftSpine(node).at(-1);
  const looksEmpty = first?.kind === 'StructLiteral' && first.fields.length === 0;
  return looksEmpty ? inParentheses(printer, print) : print();
}

export function formatMatch(printer: Printer, node: Match): Doc {
  const arms = node.arms.map((arm) => ({ node: arm, doc: printer.print(arm) }));
  const list = printer.withCast(true, () => bracketed(printer, '{', arms, '}', line));
  if (node.form === 'postfix') return [postfixObject(printer, node.subject), ' match ', list];
  return ['match ', formatExpression(printer, node.subject, precedence.additive), ' ', list];
}

export function formatMatchArm(printer: Printer, node: MatchArm): Doc {
  const patterns = join(
    ' | ',
    node.patterns.map((pattern) => formatPattern(printer, pattern)),
  );
  const guard = node.guard ? [' if ', formatExpression(printer, node.guard, precedence.pipe)] : '';
  return [patterns, guard, ' -> ', formatArmBody(printer, node.body)];
}

function formatPattern(printer: Printer, node: Pattern): Doc {
  const value = (part: Expression): Doc => formatExpression(printer, part, precedence.additive);
  switch (node.kind) {
    case 'WildcardPattern':
      return '_';
    case 'ValuePattern':
      // An empty struct is a pattern that fits every struct.
      return leftSpine(node.value).at(-1)?.kind === 'StructLiteral'
        ? inParentheses(printer, () => formatExpression(printer, node.value))
        : value(node.value);
    case 'RangePattern':
      return [value(node.low), '..', value(node.high)];
    case 'StructPattern':
      return bracketed(
        printer,
        '{',
        node.fields.map((field) => ({ node: field, doc: printer.print(field) })),
        '}',
      );
    default:
      return assertNever(node);
  }
}

export function formatFieldPattern(printer: Printer, node: FieldPattern): Doc {
  return [identifier(printer, node.name), ': ', formatPattern(printer, node.pattern)];
}

export function formatTry(printer: Printer, node: Try): Doc {
  const { body, handler } = node;
  const tried =
    body.kind === 'Block' ? printer.print(body) : unlikeBlock(printer, body, () => formatBare(printer, body));
  switch (handler.kind) {
    case 'CatchBlock': {
      const alias = handler.alias ? `${identifier(printer, handler.alias)} ` : '';
      return ['try ', tried, ` catch ${alias}`, printer.print(handler.body)];
    }
    case 'CatchArms': {
      const arms = handler.arms.map((arm) => ({ node: arm, doc: printer.print(arm) }));
      return ['try ', tried, ' catch ', printer.withCast(true, () => bracketed(printer, '{', arms, '}', line))];
    }
    case 'CatchValue':
      return [
        'try ',
        tried,
        ' catch ',
        unlikeBlock(printer, handler.value, () => formatExpression(printer, handler.value)),
      ];
    default:
      return assertNever(handler);
  }
}

export function formatCatchArm(printer: Printer, node: CatchArm): Doc {
  const exception = node.exception ? dotted(printer, node.exception) : '_';
  const alias = node.alias ? ` as ${identifier(printer, node.alias)}` : '';
  return [`${exception}${alias} => `, formatArmBody(printer, node.body)];
}

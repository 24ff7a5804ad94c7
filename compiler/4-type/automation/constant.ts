import type { Expression } from '../../ir/syntax-expression.ts';
import type { NumberLiteral } from '../../ir/syntax-literal.ts';
import type { Json, OptionNode } from './option-reader.ts';

/**
 * The constant that a node writes down; undefined if it is none. Bare words are strings; numbers that JSON cannot carry exactly are strings of
 * their digits, dates and intervals strings of their text.
 */
export function constantOf(node: OptionNode): Json | undefined {
  switch (node.kind) {
    case 'StringLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'OptionWord':
    case 'Identifier':
      return node.text;
    case 'NullLiteral':
      return null;
    case 'NumberLiteral':
      return numberOf(node, '');
    case 'Unary':
      if (node.operator === 'not' || node.operand.kind !== 'NumberLiteral') return undefined;
      return numberOf(node.operand, node.operator === '-' ? '-' : '');
    case 'TypedLiteral':
      return node.text.value;
    case 'IntervalLiteral':
      return intervalText(node);
    case 'ListLiteral':
      return allOf(node.elements);
    case 'StructLiteral': {
      const values = allOf(node.fields.map((field) => field.value));
      return values === undefined
        ? undefined
        : Object.fromEntries(node.fields.map((field, i) => [field.name.text, values[i] ?? null]));
    }
    default:
      return undefined;
  }
}

function allOf(nodes: readonly Expression[]): readonly Json[] | undefined {
  const values = nodes.map(constantOf);
  return values.every((value): value is Json => value !== undefined) ? values : undefined;
}

/** `interval 7 days` and `interval '7 days'` as `7 days`. */
export function intervalText(node: Extract<Expression, { kind: 'IntervalLiteral' }>): string {
  const amount = node.amount.kind === 'StringLiteral' ? node.amount.value : node.amount.text;
  return node.unit === undefined ? amount : `${amount} ${node.unit.text}`;
}

function numberOf({ text, form }: NumberLiteral, sign: '' | '-'): number | string {
  const value = Number(sign + text);
  if (form === 'float') return Number.isFinite(value) ? value : sign + text;
  const digits = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  const isExact =
    String(Math.abs(value)) === (digits.replace(/^0+(?=\d)/, '') || '0') &&
    (form !== 'integer' || Number.isSafeInteger(value));
  return isExact ? value : sign + text;
}

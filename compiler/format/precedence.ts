import type { BinaryOperator, Expression } from '../ir/syntax-expression.ts';

/** How tightly expressions bind when they are written, the loosest first. */
export const precedence = {
  open: 0,
  pipe: 1,
  coalesce: 2,
  or: 3,
  and: 4,
  not: 5,
  comparison: 6,
  bitwise: 7,
  additive: 8,
  multiplicative: 9,
  sign: 10,
  json: 11,
  postfix: 12,
} as const;

const binary: Readonly<Record<BinaryOperator, number>> = {
  '??': precedence.coalesce,
  or: precedence.or,
  and: precedence.and,
  '=': precedence.comparison,
  '!=': precedence.comparison,
  '<': precedence.comparison,
  '<=': precedence.comparison,
  '>': precedence.comparison,
  '>=': precedence.comparison,
  '&': precedence.bitwise,
  '|': precedence.bitwise,
  '<<': precedence.bitwise,
  '>>': precedence.bitwise,
  '+': precedence.additive,
  '-': precedence.additive,
  '||': precedence.additive,
  '*': precedence.multiplicative,
  '/': precedence.multiplicative,
  '%': precedence.multiplicative,
  '->': precedence.json,
  '->>': precedence.json,
};

/** Lambdas and try reach as far to the right as they can; what is no operator binds tightest. */
export function precedenceOf(node: Expression): number {
  switch (node.kind) {
    case 'Lambda':
    case 'Try':
      return precedence.open;
    case 'Pipe':
      return precedence.pipe;
    case 'Binary':
      return binary[node.operator];
    case 'Unary':
      return node.operator === 'not' ? precedence.not : precedence.sign;
    case 'Like':
    case 'IsNull':
    case 'IsTruth':
    case 'IsDistinct':
    case 'Between':
    case 'InList':
    case 'InQuery':
    case 'InCollection':
    case 'Quantified':
      return precedence.comparison;
    default:
      return precedence.postfix;
  }
}

/** Are comments kept at the single operands of chains of this operator? */
export function isLogical(operator: BinaryOperator): boolean {
  return operator === 'and' || operator === 'or';
}

/** The operands of `a and b and c`, from the left. */
export function chainOperands(node: Extract<Expression, { kind: 'Binary' }>): Expression[] {
  const operands: Expression[] = [];
  let left: Expression = node;
  for (; left.kind === 'Binary' && left.operator === node.operator; left = left.left) operands.unshift(left.right);
  return [left, ...operands];
}

/** The expressions that begin with the first character of a node, from the node inwards. */
export function leftSpine(node: Expression): Expression[] {
  const spine: Expression[] = [];
  for (let next: Expression | undefined = node; next !== undefined; next = leftOf(next)) spine.push(next);
  return spine;
}

function leftOf(node: Expression): Expression | undefined {
  switch (node.kind) {
    case 'Pipe':
    case 'Binary':
    case 'IsDistinct':
    case 'Quantified':
      return node.left;
    case 'Like':
    case 'IsNull':
    case 'IsTruth':
    case 'Between':
    case 'InList':
    case 'InQuery':
    case 'InCollection':
    case 'AtTimeZone':
    case 'Collate':
      return node.operand;
    case 'Cast':
      return node.form === 'cast' ? undefined : node.operand;
    case 'Call':
      return node.callee;
    case 'Member':
    case 'Index':
    case 'Slice':
      return node.object;
    case 'Match':
      return node.form === 'postfix' ? node.subject : undefined;
    default:
      return undefined;
  }
}

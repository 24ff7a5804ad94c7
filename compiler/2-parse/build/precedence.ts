import type { IToken } from 'chevrotain';
import type { BinaryOperator, Expression } from '../../ir/syntax-expression.ts';
import type { TokenKind } from '../../ir/tokens.ts';
import { tooDeep } from '../syntax-failure.ts';
import { makeNode } from './node.ts';
import { tokenSpan } from './token-span.ts';

/** How tightly operators bind, the loosest first. `not` stands between `and` and the comparisons. */
export const level = {
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
} as const;

interface BinaryEntry {
  readonly level: number;
  readonly operator: BinaryOperator | '|>';
}

/** Binary operators by the kind of their token. */
export const binaryOperators: Readonly<Partial<Record<TokenKind, BinaryEntry>>> = {
  PipeArrow: { level: level.pipe, operator: '|>' },
  DoubleQuestion: { level: level.coalesce, operator: '??' },
  OR: { level: level.or, operator: 'or' },
  AND: { level: level.and, operator: 'and' },
  DoubleAmpersand: { level: level.and, operator: 'and' },
  Equal: { level: level.comparison, operator: '=' },
  DoubleEqual: { level: level.comparison, operator: '=' },
  BangEqual: { level: level.comparison, operator: '!=' },
  LessGreater: { level: level.comparison, operator: '!=' },
  Less: { level: level.comparison, operator: '<' },
  LessEqual: { level: level.comparison, operator: '<=' },
  Greater: { level: level.comparison, operator: '>' },
  GreaterEqual: { level: level.comparison, operator: '>=' },
  Ampersand: { level: level.bitwise, operator: '&' },
  Pipe: { level: level.bitwise, operator: '|' },
  Plus: { level: level.additive, operator: '+' },
  Minus: { level: level.additive, operator: '-' },
  DoublePipe: { level: level.additive, operator: '||' },
  Star: { level: level.multiplicative, operator: '*' },
  Slash: { level: level.multiplicative, operator: '/' },
  Percent: { level: level.multiplicative, operator: '%' },
  ThinArrow: { level: level.json, operator: '->' },
  LongArrow: { level: level.json, operator: '->>' },
};

/** Prefix operators by the kind of their token. */
export const prefixOperators = {
  NOT: { level: level.not, operator: 'not' },
  Bang: { level: level.not, operator: 'not' },
  Minus: { level: level.sign, operator: '-' },
  Plus: { level: level.sign, operator: '+' },
} as const;

/** Operators in one chain, and the height of the tree that comes of it, at most: later phases walk trees recursively. */
export const MAX_HEIGHT = 1000;

/** An operand as written, from its first to its last character: parentheses around it count. */
interface Operand {
  readonly node: Expression;
  readonly start: number;
  readonly end: number;
}

type Pending =
  | { readonly kind: 'prefix'; readonly level: number; readonly operator: '-' | '+' | 'not'; readonly token: IToken }
  | {
      readonly kind: 'binary';
      readonly level: number;
      readonly operator: BinaryOperator | '|>';
      readonly token: IToken;
    };

/**
 * Builds the tree of `operand operator operand …` as the tokens come: operators wait on a stack until a looser one
 * follows. All binary operators associate to the left.
 */
export class OperatorChain {
  readonly #operands: Operand[] = [];
  readonly #pending: Pending[] = [];
  length = 0;

  prefix(token: IToken): void {
    const entry = prefixOperators[token.tokenType.name as keyof typeof prefixOperators];
    this.#count(token);
    this.#pending.push({ kind: 'prefix', ...entry, token });
  }

  operand(node: Expression, start: number, end: number): void {
    this.#operands.push({ node, start, end });
  }

  binary(token: IToken): void {
    this.#binary(binaryOperators[token.tokenType.name as TokenKind] as BinaryEntry, token);
  }

  /** `<<` or `>>`, of which `token` is the first half. */
  shift(token: IToken): void {
    this.#binary({ level: level.bitwise, operator: token.image === '<' ? '<<' : '>>' }, token);
  }

  #binary(entry: BinaryEntry, token: IToken): void {
    this.#count(token);
    this.#reduce(entry.level);
    this.#pending.push({ kind: 'binary', ...entry, token });
  }

  /** What stands on the left of a comparison that is written after its operand, such as `is null`. */
  comparisonOperand(token: IToken): Operand {
    this.#count(token);
    this.#reduce(level.comparison);
    return this.#operands.pop() as Operand;
  }

  finish(): Expression {
    this.#reduce(0);
    return (this.#operands[0] as Operand).node;
  }

  #count(token: IToken): void {
    if (++this.length > MAX_HEIGHT) throw tooDeep(MAX_HEIGHT, token);
  }

  /** Applies all waiting operators that bind at least as tightly. */
  #reduce(least: number): void {
    for (;;) {
      const top = this.#pending.at(-1);
      if (top === undefined || top.level < least) return;
      this.#pending.pop();
      const right = this.#operands.pop() as Operand;
      if (top.kind === 'prefix') {
        const { operator } = top;
        const node = makeNode('Unary', top.token.startOffset, right.end, { operator, operand: right.node });
        this.operand(node, node.span.start, node.span.end);
      } else {
        const left = this.#operands.pop() as Operand;
        this.operand(binaryNode(top.operator, top.token, left, right), left.start, right.end);
      }
    }
  }
}

function binaryNode(operator: BinaryOperator | '|>', token: IToken, left: Operand, right: Operand): Expression {
  if (operator === '|>') return makeNode('Pipe', left.start, right.end, { left: left.node, right: right.node });
  const { start, end } = tokenSpan(token);
  const operatorSpan = Object.freeze({ start, end: operator === '<<' || operator === '>>' ? start + 2 : end });
  return makeNode('Binary', left.start, right.end, { operator, operatorSpan, left: left.node, right: right.node });
}

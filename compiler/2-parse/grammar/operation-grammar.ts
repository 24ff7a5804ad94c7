import type { IToken } from 'chevrotain';
import type { Expression, InCollection, InList, InQuery, Quantified } from '../../ir/syntax-expression.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { TokenKind } from '../../ir/tokens.ts';
import { binaryOperators, level, MAX_HEIGHT, OperatorChain } from '../build/precedence.ts';
import { tooDeep } from '../syntax-failure.ts';
import { BinaryOperator, Comparison, T } from '../token-types.ts';
import type { Choice, Rule } from './parser-base.ts';
import { TypeGrammar } from './type-grammar.ts';

/** Operators and comparisons between operands, in one flat rule: their precedence is a table. */
export abstract class OperationGrammar extends TypeGrammar {
  /** An upper bound of the height of the expression trees read since a rule set it to 0. */
  protected height = 0;

  declare readonly operand: Rule<Expression>;
  declare readonly expressions: Rule<readonly Expression[]>;

  /** Operators that bind at least as tightly as `minimum`, and their operands. */
  override readonly operation: Rule<Expression, [minimum?: number]> = this.RULE('operation', (minimum = 0) => {
    const chain = new OperatorChain();
    const outside = this.height;
    this.height = 0;
    this.prefixedOperand(1, chain, minimum);
    this.MANY1({
      GATE: () => this.continues(minimum),
      DEF: () =>
        this.OR1([
          {
            GATE: () => this.shiftFollows(),
            ALT: () => {
              const half = this.CONSUME1(Comparison);
              this.CONSUME2(Comparison);
              this.ACTION(() => chain.shift(half));
              this.prefixedOperand(3, chain, minimum);
            },
          },
          {
            GATE: () => !this.quantifierFollows() && !this.shiftFollows(),
            ALT: () => {
              const operator = this.CONSUME(BinaryOperator);
              this.ACTION(() => chain.binary(operator));
              this.prefixedOperand(2, chain, minimum);
            },
          },
          {
            ALT: () => {
              const token = this.LA(1);
              const left = this.ACTION(() => chain.comparisonOperand(token));
              const node = this.SUBRULE(this.comparison, { ARGS: [left?.node, left?.start] });
              this.ACTION(() => chain.operand(node, node.span.start, node.span.end));
            },
          },
        ]),
    });
    return this.ACTION(() => {
      this.height += chain.length + 1;
      if (this.height > MAX_HEIGHT) throw tooDeep(MAX_HEIGHT, this.LA(0));
      this.height = Math.max(this.height, outside);
      return chain.finish();
    });
  });

  /** A bound of BETWEEN, a pattern, a time: sums and what binds tighter. */
  readonly sum: Rule<Expression> = this.RULE('sum', () => this.SUBRULE(this.operation, { ARGS: [level.additive] }));

  /** Comparisons that are words: what follows the left operand, which began at `start`. */
  readonly comparison: Rule<Expression, [operand: Expression, start: number]> = this.RULE(
    'comparison',
    (operand: Expression, start: number) =>
      this.OR<Choice<Expression>>([
        { ALT: () => this.SUBRULE(this.quantified, { ARGS: [operand, start] }) },
        { ALT: () => this.SUBRULE(this.isComparison, { ARGS: [operand, start] }) },
        {
          ALT: () => {
            const negated = this.OPTION(() => this.CONSUME(T.NOT)) !== undefined;
            return this.OR1<Choice<Expression>>([
              { ALT: () => this.SUBRULE(this.inComparison, { ARGS: [operand, start, negated] }) },
              { ALT: () => this.SUBRULE(this.between, { ARGS: [operand, start, negated] }) },
              { ALT: () => this.SUBRULE(this.like, { ARGS: [operand, start, negated] }) },
            ]);
          },
        },
      ]),
  );

  readonly quantified: Rule<Quantified, [left: Expression, start: number]> = this.RULE(
    'quantified',
    (left: Expression, start: number) => {
      const token = this.CONSUME(Comparison);
      const quantifier = this.OR([
        { ALT: () => (this.CONSUME(T.ANY), 'any' as const) },
        { ALT: () => (this.CONSUME(T.SOME), 'any' as const) },
        { ALT: () => (this.CONSUME(T.ALL), 'all' as const) },
      ]);
      const query = this.queryInParentheses();
      const operator = binaryOperators[token.tokenType.name as TokenKind]?.operator as Quantified['operator'];
      return this.make('Quantified', start, { operator, quantifier, left, query });
    },
  );

  readonly isComparison: Rule<Expression, [operand: Expression, start: number]> = this.RULE(
    'isComparison',
    (operand: Expression, start: number) => {
      this.CONSUME(T.IS);
      const negated = this.OPTION(() => this.CONSUME(T.NOT)) !== undefined;
      return this.OR<Choice<Expression>>([
        { ALT: () => (this.CONSUME(T.NULL), this.make('IsNull', start, { negated, operand })) },
        { ALT: () => (this.CONSUME(T.TRUE), this.make('IsTruth', start, { negated, operand, truth: true })) },
        { ALT: () => (this.CONSUME(T.FALSE), this.make('IsTruth', start, { negated, operand, truth: false })) },
        { ALT: () => (this.CONSUME(T.UNKNOWN), this.make('IsTruth', start, { negated, operand, truth: null })) },
        {
          ALT: () => {
            this.CONSUME(T.DISTINCT);
            this.CONSUME(T.FROM);
            const right = this.SUBRULE(this.sum);
            return this.make('IsDistinct', start, { negated, left: operand, right });
          },
        },
      ]);
    },
  );

  readonly inComparison: Rule<InList | InQuery | InCollection, [operand: Expression, start: number, negated: boolean]> =
    this.RULE('inComparison', (operand: Expression, start: number, negated: boolean) => {
      this.CONSUME(T.IN);
      return this.OR<Choice<InList | InQuery | InCollection>>([
        {
          GATE: () => this.startsQueryInParentheses(),
          ALT: () => {
            const query = this.queryInParentheses();
            return this.make('InQuery', start, { negated, operand, query });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.LeftParen);
            const candidates = this.bracketed(() => this.SUBRULE(this.expressions));
            this.CONSUME(T.RightParen);
            return this.make('InList', start, { negated, operand, candidates });
          },
        },
        {
          ALT: () => {
            const { lambdaAllowed } = this;
            this.lambdaAllowed = false;
            const collection = this.SUBRULE(this.sum);
            this.lambdaAllowed = lambdaAllowed;
            return this.make('InCollection', start, { negated, operand, collection });
          },
        },
      ]);
    });

  readonly between: Rule<Expression, [operand: Expression, start: number, negated: boolean]> = this.RULE(
    'between',
    (operand: Expression, start: number, negated: boolean) => {
      this.CONSUME(T.BETWEEN);
      const low = this.SUBRULE1(this.sum);
      this.CONSUME(T.AND);
      const high = this.SUBRULE2(this.sum);
      return this.make('Between', start, { negated, operand, low, high });
    },
  );

  readonly like: Rule<Expression, [operand: Expression, start: number, negated: boolean]> = this.RULE(
    'like',
    (operand: Expression, start: number, negated: boolean) => {
      const operator = this.OR([
        { ALT: () => (this.CONSUME(T.LIKE), 'like' as const) },
        { ALT: () => (this.CONSUME(T.ILIKE), 'ilike' as const) },
        { ALT: () => (this.CONSUME(T.SIMILAR), this.CONSUME(T.TO), 'similar to' as const) },
        { ALT: () => (this.CONSUME(T.Tilde), '~' as const) },
        { ALT: () => (this.CONSUME(T.BangTilde), '!~' as const) },
      ]);
      const pattern = this.SUBRULE1(this.sum);
      const escape = this.OPTION({
        GATE: () => this.is('ESCAPE') && this.is('String', 2),
        DEF: () => (this.CONSUME(T.ESCAPE), this.SUBRULE2(this.sum)),
      });
      if (operator === '!~')
        return this.make('Like', start, { operator: '~', negated: !negated, operand, pattern, escape });
      return this.make('Like', start, { operator, negated, operand, pattern, escape });
    },
  );

  /** Prefix operators and an operand. `use` tells the uses in one rule apart. */
  private prefixedOperand(use: 1 | 2 | 3, chain: OperatorChain, minimum: number): void {
    const subrule = `SUBRULE${use}` as const;
    const signsOnly = minimum > level.not;
    this.many(use + 2, {
      GATE: () => !signsOnly || (!this.is('NOT') && !this.is('Bang')),
      DEF: () => {
        const operator = this.or<Choice<IToken>>(use + 2, [
          { ALT: () => this.consume(use, T.NOT) },
          { ALT: () => this.consume(use, T.Bang) },
          { ALT: () => this.consume(use, T.Minus) },
          { ALT: () => this.consume(use, T.Plus) },
        ]);
        this.ACTION(() => chain.prefix(operator));
      },
    });
    const start = this.start();
    const operand = this[subrule](this.operand);
    this.ACTION(() => chain.operand(operand, start, this.end()));
  }

  /** Does the next token carry the operation on, at this precedence or a tighter one? */
  private continues(minimum: number): boolean {
    const kind = this.kind();
    if (this.shiftFollows()) return level.bitwise >= minimum;
    const binary = binaryOperators[kind as TokenKind];
    if (binary !== undefined) {
      if (kind === 'ThinArrow' && this.dialect !== 'sql') return false;
      if (kind === 'Percent' && this.percentIsUnit) return false;
      return binary.level >= minimum;
    }
    if (minimum > level.comparison) return false;
    if (kind === 'NOT') return negatable.has(this.kind(2));
    if (kind === 'SIMILAR') return this.is('TO', 2);
    return (
      kind === 'IS' ||
      kind === 'IN' ||
      kind === 'BETWEEN' ||
      kind === 'LIKE' ||
      kind === 'ILIKE' ||
      kind === 'Tilde' ||
      kind === 'BangTilde'
    );
  }

  /** `<<` or `>>`: two tokens without a gap, since two of them may also end a type. */
  private shiftFollows(): boolean {
    const kind = this.kind();
    if ((kind !== 'Less' && kind !== 'Greater') || !this.is(kind, 2)) return false;
    return this.LA(2).startOffset === this.LA(1).startOffset + 1;
  }

  private quantifierFollows(): boolean {
    const second = this.kind(2);
    return (second === 'ANY' || second === 'SOME' || second === 'ALL') && this.startsQueryInParentheses(3);
  }

  protected abstract startsQueryInParentheses(ahead?: number): boolean;

  /** `(query)`; a rule that calls this may have no other query in parentheses of its own. */
  protected queryInParentheses(): Query {
    this.consume(9, T.LeftParen);
    const query = this.bracketed(() => this.subrule(9, this.query));
    this.consume(9, T.RightParen);
    return query;
  }
}

const negatable: ReadonlySet<string> = new Set(['IN', 'BETWEEN', 'LIKE', 'ILIKE', 'SIMILAR', 'Tilde']);

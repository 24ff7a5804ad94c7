import type { Expression } from '../../ir/syntax-expression.ts';
import type { CallStatement } from '../../ir/syntax-statement.ts';
import { identifierOf } from '../build/names.ts';
import { SyntaxFailure } from '../syntax-failure.ts';
import { AnyWord, T, Word } from '../token-types.ts';
import { ControlGrammar } from './control-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** The operand with what is written after it: calls, members, indexes, casts, match. */
export abstract class PostfixGrammar extends ControlGrammar {
  declare readonly callStatement: Rule<CallStatement>;

  override readonly operand: Rule<Expression> = this.RULE('operand', () => {
    const start = this.start();
    let steps = 0;
    const outside = this.height;
    this.height = 0;
    let node = this.OR1<Choice<Expression>>(
      (this.#operands ??= [
        { ALT: () => this.SUBRULE(this.literal) },
        { GATE: () => this.startsLambda(), ALT: () => this.SUBRULE(this.lambda) },
        { GATE: () => this.startsTypedLiteral(), ALT: () => this.SUBRULE(this.typedLiteral) },
        { GATE: () => this.startsTypedList(), ALT: () => this.SUBRULE(this.typedList) },
        { GATE: () => this.is('String', 2) || this.is('Number', 2), ALT: () => this.SUBRULE(this.interval) },
        { GATE: () => this.is('LeftParen', 2) && this.is('FROM', 4), ALT: () => this.SUBRULE(this.extract) },
        { GATE: () => this.is('CAST') || this.is('LeftParen', 2), ALT: () => this.SUBRULE(this.castCall) },
        { GATE: () => this.is('STRUCT', 2), ALT: () => this.SUBRULE(this.typedStruct) },
        { GATE: () => this.startsArrayOf(), ALT: () => this.SUBRULE(this.arrayOf) },
        { GATE: () => this.startsProcedureCall(), ALT: () => this.SUBRULE(this.procedureCall) },
        { ALT: () => identifierOf(this.CONSUME1(Word)) },
        { GATE: () => this.startsQueryInParentheses(), ALT: () => this.SUBRULE(this.subquery) },
        { ALT: () => this.SUBRULE(this.parenthesized) },
        { ALT: () => this.SUBRULE(this.list) },
        { GATE: () => this.startsInterpolation(), ALT: () => this.SUBRULE(this.interpolation) },
        { ALT: () => this.SUBRULE(this.structLiteral) },
        { ALT: () => this.SUBRULE(this.exists) },
        { ALT: () => this.SUBRULE(this.case) },
        { ALT: () => this.SUBRULE(this.prefixMatch) },
        { GATE: () => this.is('LeftParen', 2) && this.sameLine(2), ALT: () => identifierOf(this.CONSUME(T.LEFT)) },
        { GATE: () => this.is('LeftParen', 2) && this.sameLine(2), ALT: () => identifierOf(this.CONSUME(T.RIGHT)) },
      ]),
    );
    this.MANY({
      GATE: () => this.isPostfix(),
      DEF: () => {
        node = this.SUBRULE(this.postfix, { ARGS: [node, start] });
        steps++;
      },
    });
    this.height = Math.max(this.height + steps, outside);
    return node;
  });
  #operands: Choice<Expression> | undefined;

  /** One thing written after an operand, which began at `start`. */
  readonly postfix: Rule<Expression, [object: Expression, start: number]> = this.RULE(
    'postfix',
    (object: Expression, start: number) =>
      this.OR<Choice<Expression>>([
        { ALT: () => this.SUBRULE(this.call, { ARGS: [object, start] }) },
        {
          ALT: () => {
            this.CONSUME(T.Dot);
            this.ACTION(() => {
              // On the same line even a reserved word is a property: `names.join(', ')`.
              if (!this.isWord() && !this.sameLine()) this.refuse(['a name']);
            });
            const property = identifierOf(this.CONSUME(AnyWord));
            return this.make('Member', start, { object, property });
          },
        },
        { ALT: () => this.SUBRULE(this.index, { ARGS: [object, start] }) },
        {
          ALT: () => {
            this.CONSUME(T.DoubleColon);
            return this.make('Cast', start, {
              operand: object,
              type: this.SUBRULE1(this.type),
              form: '::',
              safe: false,
            });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.AS);
            return this.make('Cast', start, {
              operand: object,
              type: this.SUBRULE2(this.type),
              form: 'as',
              safe: false,
            });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.AT);
            this.CONSUME(T.TIME);
            this.CONSUME(T.ZONE);
            return this.make('AtTimeZone', start, { operand: object, zone: this.SUBRULE(this.operand) });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.COLLATE);
            return this.make('Collate', start, { operand: object, collation: this.SUBRULE(this.identifier) });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.MATCH);
            const arms = this.SUBRULE(this.matchArms);
            return this.make('Match', start, { form: 'postfix', subject: object, arms });
          },
        },
      ]),
  );

  /** `[i]`, `[low:high]`. */
  readonly index: Rule<Expression, [object: Expression, start: number]> = this.RULE(
    'index',
    (object: Expression, start: number) => {
      this.CONSUME(T.LeftBracket);
      const bounds = this.bracketed(() => {
        const low = this.OPTION1(() => this.SUBRULE1(this.expression));
        let slice = false;
        const high = this.OPTION2(() => {
          this.CONSUME(T.Colon);
          slice = true;
          return this.OPTION3(() => this.SUBRULE2(this.expression));
        });
        return { low, high, slice };
      });
      this.CONSUME(T.RightBracket);
      const { low, high } = bounds;
      this.ACTION(() => {
        if (low === undefined && !bounds.slice)
          throw new SyntaxFailure({ kind: 'unexpected', expected: ['an index'] }, this.LA(0));
      });
      if (bounds.slice) return this.make('Slice', start, { object, low, high });
      return this.make('Index', start, { object, index: low as Expression });
    },
  );

  /** `Array::(distinct city)`, another spelling of `array_agg(distinct city)`. */
  readonly arrayOf: Rule<Expression> = this.RULE('arrayOf', () => {
    const start = this.start();
    const word = this.CONSUME(Word);
    this.CONSUME(T.DoubleColon);
    const callee = identifierOf({ ...word, image: 'array_agg', tokenType: T.Identifier });
    return this.SUBRULE(this.call, { ARGS: [callee, start] });
  });

  /** `call p(…)` as a value. */
  readonly procedureCall: Rule<Expression> = this.RULE('procedureCall', () => {
    const start = this.start();
    return this.make('CallExpression', start, { call: this.SUBRULE(this.callStatement) });
  });

  private isPostfix(): boolean {
    switch (this.kind()) {
      case 'LeftParen':
      case 'LeftBracket':
        return this.sameLine();
      case 'Dot':
      case 'DoubleColon':
        return true;
      case 'AS':
        return this.castAllowed;
      case 'AT':
        return this.is('TIME', 2) && this.is('ZONE', 3);
      case 'COLLATE':
        return this.sameLine() && this.isWord(2) && this.sameLine(2);
      case 'MATCH':
        return this.is('LeftBrace', 2);
      default:
        return false;
    }
  }

  private startsArrayOf(): boolean {
    return this.is('DoubleColon', 2) && this.is('LeftParen', 3) && this.LA(1).image.toLowerCase() === 'array';
  }

  /** `call p(`, `call s.p(` on one line. */
  private startsProcedureCall(): boolean {
    if (!this.is('CALL') || !this.isWord(2) || !this.sameLine(2)) return false;
    let n = 3;
    while (this.is('Dot', n) && this.isWord(n + 1)) n += 2;
    return this.is('LeftParen', n) && this.sameLine(n);
  }

  /** `x =>` or `(a, b) =>`, with either arrow. */
  private startsLambda(): boolean {
    if (!this.lambdaAllowed) return false;
    if (!this.is('LeftParen')) return this.isArrow(2);
    const token = this.ahead();
    if (token === undefined || token.partner < 0) return false;
    if (!this.isArrow(token.partner - token.index + 2)) return false;
    for (let n = 2; n <= token.partner - token.index; n++) {
      if (!this.isWord(n) && !this.is('Comma', n)) return false;
    }
    return true;
  }
}

import type {
  ArmBody, CatchArm, CatchArms, CatchBlock, CatchValue, FieldPattern, Lambda, Match, MatchArm, Pattern, StructPattern, Try,
} from '../../ir/syntax-control.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Return, Throw } from '../../ir/syntax-statement.ts';
import { identifierOf } from '../build/names.ts';
import { SyntaxFailure } from '../syntax-failure.ts';
import { AnyWord, T, Word } from '../token-types.ts';
import { CallGrammar } from './call-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** Arrows: lambdas, match and try, and the operand with what is written after it. */
export abstract class ControlGrammar extends CallGrammar {
  readonly arrow: Rule<void> = this.RULE('arrow', () => {
    this.OR([{ ALT: () => this.CONSUME(T.Arrow) }, { ALT: () => this.CONSUME(T.ThinArrow) }]);
  });

  override readonly armBody: Rule<ArmBody> = this.RULE('armBody', () =>
    this.OR<Choice<ArmBody>>([
      { GATE: () => this.startsBlock(), ALT: () => this.SUBRULE(this.block) },
      { ALT: () => this.SUBRULE(this.throwStatement) },
      { ALT: () => this.SUBRULE(this.returnStatement) },
      { ALT: () => this.SUBRULE(this.expression) },
    ]),
  );

  readonly returnStatement: Rule<Return> = this.RULE('returnStatement', () => {
    const start = this.start();
    this.CONSUME(T.RETURN);
    const value = this.OPTION({
      GATE: () => this.operandFollows(),
      DEF: () => this.SUBRULE(this.expression),
    });
    return this.make('Return', start, { value });
  });

  readonly throwStatement: Rule<Throw> = this.RULE('throwStatement', () => {
    const start = this.start();
    this.OR([
      { ALT: () => this.CONSUME(T.THROW) },
      { GATE: () => this.startsRaise(), ALT: () => this.CONSUME(T.RAISE) },
    ]);
    const value = this.OPTION({
      GATE: () => this.operandFollows(),
      DEF: () => this.SUBRULE(this.expression),
    });
    return this.make('Throw', start, { value });
  });

  readonly lambda: Rule<Lambda> = this.RULE('lambda', () => {
    const start = this.start();
    const parameters: Identifier[] = [];
    this.OR([
      { ALT: () => parameters.push(identifierOf(this.CONSUME1(Word))) },
      {
        ALT: () => {
          this.CONSUME(T.LeftParen);
          this.MANY_SEP({ SEP: T.Comma, DEF: () => parameters.push(identifierOf(this.CONSUME2(Word))) });
          this.CONSUME(T.RightParen);
        },
      },
    ]);
    this.SUBRULE(this.arrow);
    return this.make('Lambda', start, { parameters, body: this.SUBRULE(this.armBody) });
  });

  readonly prefixMatch: Rule<Match> = this.RULE('prefixMatch', () => {
    const start = this.start();
    this.CONSUME(T.MATCH);
    const subject = this.SUBRULE(this.sum);
    const arms = this.SUBRULE(this.matchArms);
    return this.make('Match', start, { form: 'prefix', subject, arms });
  });

  readonly matchArms: Rule<readonly MatchArm[]> = this.RULE('matchArms', () => {
    const arms: MatchArm[] = [];
    this.CONSUME(T.LeftBrace);
    this.bracketed(() =>
      this.MANY(() => {
        arms.push(this.SUBRULE(this.matchArm));
        this.OPTION(() => this.CONSUME(T.Comma));
      }),
    );
    this.CONSUME(T.RightBrace);
    return arms;
  });

  readonly matchArm: Rule<MatchArm> = this.RULE('matchArm', () => {
    const start = this.start();
    this.lambdaAllowed = false;
    const patterns = [this.SUBRULE1(this.pattern)];
    this.MANY(() => {
      this.CONSUME(T.Pipe);
      patterns.push(this.SUBRULE2(this.pattern));
    });
    const guard = this.OPTION(() => (this.CONSUME(T.IF), this.SUBRULE(this.value)));
    this.lambdaAllowed = true;
    this.SUBRULE(this.arrow);
    return this.make('MatchArm', start, { patterns, guard, body: this.SUBRULE(this.armBody) });
  });

  readonly pattern: Rule<Pattern> = this.RULE('pattern', () => {
    const start = this.start();
    return this.OR<Choice<Pattern>>([
      {
        GATE: () => this.LA(1).image === '_',
        ALT: () => (this.CONSUME(T.Identifier), this.make('WildcardPattern', start, {})),
      },
      { GATE: () => !this.startsInterpolation(), ALT: () => this.SUBRULE(this.structPattern) },
      {
        ALT: () => {
          const low = this.SUBRULE1(this.sum);
          const high = this.OPTION(() => (this.CONSUME(T.DotDot), this.SUBRULE2(this.sum)));
          if (high === undefined) return this.make('ValuePattern', start, { value: low });
          return this.make('RangePattern', start, { low, high });
        },
      },
    ]);
  });

  readonly structPattern: Rule<StructPattern> = this.RULE('structPattern', () => {
    const start = this.start();
    const fields: FieldPattern[] = [];
    this.CONSUME(T.LeftBrace);
    this.MANY_SEP({ SEP: T.Comma, DEF: () => fields.push(this.SUBRULE(this.fieldPattern)) });
    this.CONSUME(T.RightBrace);
    return this.make('StructPattern', start, { fields });
  });

  readonly fieldPattern: Rule<FieldPattern> = this.RULE('fieldPattern', () => {
    const start = this.start();
    const name = this.SUBRULE(this.structKey);
    this.CONSUME(T.Colon);
    return this.make('FieldPattern', start, { name, pattern: this.SUBRULE(this.pattern) });
  });

  readonly try: Rule<Try> = this.RULE('try', () => {
    const start = this.start();
    const word = this.CONSUME(T.TRY);
    const body = this.OR1<Choice<Try['body']>>([
      { GATE: () => this.startsBlock(), ALT: () => this.SUBRULE1(this.block) },
      { ALT: () => this.SUBRULE1(this.expression) },
    ]);
    this.ACTION(() => {
      if (!this.is('CATCH')) throw new SyntaxFailure({ kind: 'known', code: 'PLG1010', params: {} }, word);
    });
    this.CONSUME(T.CATCH);
    const handler = this.OR2<Choice<Try['handler']>>([
      { GATE: () => this.startsCatchArms(), ALT: () => this.SUBRULE(this.catchArms) },
      {
        GATE: () => this.startsBlock() || (this.isWord() && this.is('LeftBrace', 2)),
        ALT: () => this.SUBRULE(this.catchBlock),
      },
      { ALT: () => this.SUBRULE(this.catchValue) },
    ]);
    return this.make('Try', start, { body, handler });
  });

  readonly catchValue: Rule<CatchValue> = this.RULE('catchValue', () => {
    const start = this.start();
    return this.make('CatchValue', start, { value: this.SUBRULE(this.expression) });
  });

  readonly catchBlock: Rule<CatchBlock> = this.RULE('catchBlock', () => {
    const start = this.start();
    const alias = this.OPTION(() => this.SUBRULE(this.identifier));
    return this.make('CatchBlock', start, { alias, body: this.SUBRULE(this.block) });
  });

  readonly catchArms: Rule<CatchArms> = this.RULE('catchArms', () => {
    const start = this.start();
    const arms: CatchArm[] = [];
    this.CONSUME(T.LeftBrace);
    this.bracketed(() =>
      this.MANY(() => {
        arms.push(this.SUBRULE(this.catchArm));
        this.OPTION(() => this.CONSUME(T.Comma));
      }),
    );
    this.CONSUME(T.RightBrace);
    return this.make('CatchArms', start, { arms });
  });

  readonly catchArm: Rule<CatchArm> = this.RULE('catchArm', () => {
    const start = this.start();
    const any = this.LA(1).image === '_';
    const name = this.SUBRULE(this.name);
    const alias = this.OPTION(() => (this.CONSUME(T.AS), this.SUBRULE(this.identifier)));
    this.SUBRULE(this.arrow);
    const body = this.SUBRULE(this.armBody);
    return this.make('CatchArm', start, { exception: any ? undefined : name, alias, body });
  });

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
        { ALT: () => identifierOf(this.CONSUME1(Word)) },
        { GATE: () => this.startsQueryInParentheses(), ALT: () => this.SUBRULE(this.subquery) },
        { ALT: () => this.SUBRULE(this.parenthesized) },
        { ALT: () => this.SUBRULE(this.list) },
        { GATE: () => this.startsInterpolation(), ALT: () => this.SUBRULE(this.interpolation) },
        { ALT: () => this.SUBRULE(this.structLiteral) },
        { ALT: () => this.SUBRULE(this.exists) },
        { ALT: () => this.SUBRULE(this.case) },
        { ALT: () => this.SUBRULE(this.prefixMatch) },
        { GATE: () => this.is('LeftParen', 2), ALT: () => identifierOf(this.CONSUME(T.LEFT)) },
        { GATE: () => this.is('LeftParen', 2), ALT: () => identifierOf(this.CONSUME(T.RIGHT)) },
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
            return this.make('Cast', start, { operand: object, type: this.SUBRULE1(this.type), form: '::', safe: false });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.AS);
            return this.make('Cast', start, { operand: object, type: this.SUBRULE2(this.type), form: 'as', safe: false });
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
        if (low === undefined && !bounds.slice) throw new SyntaxFailure({ kind: 'unexpected', expected: ['an index'] }, this.LA(0));
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
      case 'MATCH':
        return this.is('LeftBrace', 2);
      default:
        return false;
    }
  }

  private startsArrayOf(): boolean {
    return this.is('DoubleColon', 2) && this.is('LeftParen', 3) && this.LA(1).image.toLowerCase() === 'array';
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

  protected isArrow(ahead: number): boolean {
    return this.is('Arrow', ahead) || (this.is('ThinArrow', ahead) && this.dialect === 'plg');
  }

  /** `{` that opens statements: not `{name}`, not `{key: …`. */
  protected startsBlock(): boolean {
    if (!this.is('LeftBrace')) return false;
    if (this.startsInterpolation()) return false;
    return !(this.is('Colon', 3) && (this.isWord(2) || this.is('String', 2)));
  }

  private startsCatchArms(): boolean {
    if (!this.is('LeftBrace') || !this.isWord(2)) return false;
    let n = 3;
    while (this.is('Dot', n) && this.isWord(n + 1)) n += 2;
    return this.isArrow(n) || (this.is('AS', n) && this.isArrow(n + 2));
  }

  /** Is the operand of RETURN or THROW there? It stands on the same line. */
  private operandFollows(): boolean {
    return this.sameLine();
  }

  protected startsRaise(): boolean {
    const kind = this.kind(2);
    return kind !== 'Equal' && kind !== 'Dot' && kind !== 'LeftParen';
  }
}

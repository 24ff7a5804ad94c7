import type {
  ArmBody,
  CatchArm,
  CatchArms,
  CatchBlock,
  CatchValue,
  FieldPattern,
  Lambda,
  Match,
  MatchArm,
  Pattern,
  StructPattern,
  Try,
} from '../../ir/syntax-control.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Return, Throw } from '../../ir/syntax-statement.ts';
import { identifierOf } from '../build/names.ts';
import { SyntaxFailure } from '../syntax-failure.ts';
import { T, Word } from '../token-types.ts';
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

  protected isArrow(ahead: number): boolean {
    return this.is('Arrow', ahead) || (this.is('ThinArrow', ahead) && this.dialect === 'plg');
  }

  /** `{` that opens statements: not `{name}`, not `{key: …`. */
  protected startsBlock(): boolean {
    if (!this.is('LeftBrace')) return false;
    if (this.startsInterpolation()) return this.is('BREAK', 2) || this.is('CONTINUE', 2);
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

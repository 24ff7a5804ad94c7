import type { CaseBranch, Case, Expression } from '../../ir/syntax-expression.ts';
import type { IntervalLiteral, ListLiteral, StructField, StructLiteral, TypedStruct } from '../../ir/syntax-literal.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import { numberLiteral, stringLiteral, stringValue } from '../build/literals.ts';
import { identifierOf, keyOf } from '../build/names.ts';
import { AnyWord, T, Word } from '../token-types.ts';
import { OperationGrammar } from './operation-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** Names before a string that make a literal of it. */
const literalTypes: ReadonlySet<string> = new Set(['date', 'time', 'timestamp', 'timestampz', 'timestamptz']);

/** A text that is a number, and the words that make an interval of it. */
const isCount = /^\s*[+-]?\d+(\.\d+)?\s*$/;
const unitOfTime = /^(year|quarter|month|week|day|hour|minute|second|millisecond|microsecond)s?$/i;

/** Literals and the other things that stand between operators, but for calls, lambdas, match and try. */
export abstract class OperandGrammar extends OperationGrammar {
  /** Does `[...]` stand for values left out? In the options of a template it does. */
  protected elisionAllowed = false;

  override readonly expressions: Rule<readonly Expression[]> = this.RULE('expressions', () => {
    const expressions = [this.SUBRULE1(this.expression)];
    this.MANY({
      GATE: () => !this.is('RightParen', 2) && !this.is('RightBracket', 2),
      DEF: () => {
        this.CONSUME1(T.Comma);
        expressions.push(this.SUBRULE2(this.expression));
      },
    });
    this.OPTION(() => this.CONSUME2(T.Comma));
    return expressions;
  });

  readonly literal: Rule<Expression> = this.RULE('literal', () => {
    const start = this.start();
    return this.OR<Choice<Expression>>([
      { ALT: () => numberLiteral(this.CONSUME(T.Number)) },
      { ALT: () => stringLiteral(this.CONSUME(T.String), this.dialect) },
      { ALT: () => (this.CONSUME(T.TRUE), this.make('BooleanLiteral', start, { value: true })) },
      { ALT: () => (this.CONSUME(T.FALSE), this.make('BooleanLiteral', start, { value: false })) },
      { ALT: () => (this.CONSUME(T.NULL), this.make('NullLiteral', start, {})) },
      { ALT: () => this.make('AtName', start, { text: this.CONSUME(T.AtName).image.slice(1) }) },
      {
        ALT: () => {
          const text = this.CONSUME(T.BindName).image.slice(1);
          const fields = /^\d/.test(text) ? { position: Number(text) } : { name: text };
          return this.make('BindParameter', start, { name: undefined, position: undefined, ...fields });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.Question);
          return this.make('BindParameter', start, { name: '?', position: ++this.placeholders });
        },
      },
    ]);
  });

  readonly list: Rule<ListLiteral> = this.RULE('list', () => {
    const start = this.start();
    let elements: readonly Expression[] = [];
    let elided = false;
    this.CONSUME(T.LeftBracket);
    this.OPTION(() =>
      this.OR([
        {
          GATE: () => this.elisionAllowed,
          ALT: () => {
            this.CONSUME(T.Ellipsis);
            elided = true;
          },
        },
        {
          ALT: () => {
            elements = this.bracketed(() => this.SUBRULE(this.expressions));
          },
        },
      ]),
    );
    this.CONSUME(T.RightBracket);
    return this.make('ListLiteral', start, { elements, elided, elementType: undefined });
  });

  /** `Array<int>::[…]`, `Array<int> as […]`, or `Array<int>` alone for an empty list. */
  readonly typedList: Rule<ListLiteral> = this.RULE('typedList', () => {
    const start = this.start();
    this.CONSUME(Word);
    this.CONSUME(T.Less);
    const elementType = this.SUBRULE(this.type);
    this.CONSUME(T.Greater);
    let elements: readonly Expression[] = [];
    this.OPTION({
      GATE: () => this.is('LeftBracket', 2),
      DEF: () => {
        this.OR([{ ALT: () => this.CONSUME(T.DoubleColon) }, { ALT: () => this.CONSUME(T.AS) }]);
        const list = this.SUBRULE(this.list);
        this.ACTION(() => (elements = list.elements));
      },
    });
    return this.make('ListLiteral', start, { elements, elided: false, elementType });
  });

  override readonly structLiteral: Rule<StructLiteral> = this.RULE('structLiteral', () => {
    const start = this.start();
    const fields: StructField[] = [];
    this.CONSUME(T.LeftBrace);
    this.bracketed(() =>
      this.OPTION1(() => {
        fields.push(this.SUBRULE1(this.structField));
        this.MANY({
          GATE: () => !this.is('RightBrace', 2),
          DEF: () => {
            this.CONSUME1(T.Comma);
            fields.push(this.SUBRULE2(this.structField));
          },
        });
        this.OPTION2(() => this.CONSUME2(T.Comma));
      }),
    );
    this.CONSUME(T.RightBrace);
    return this.make('StructLiteral', start, { fields });
  });

  readonly structField: Rule<StructField> = this.RULE('structField', () => {
    const start = this.start();
    const name = this.SUBRULE(this.structKey);
    this.CONSUME(T.Colon);
    return this.make('StructField', start, { name, value: this.SUBRULE(this.expression) });
  });

  /** The key of a field or option: any word, or a string. */
  readonly structKey: Rule<Identifier> = this.RULE('structKey', () =>
    this.OR([
      { ALT: () => keyOf(this.CONSUME(AnyWord), undefined) },
      {
        ALT: () => {
          const token = this.CONSUME(T.String);
          return keyOf(token, stringValue(token, this.dialect));
        },
      },
    ]),
  );

  /** `type struct as Point [(x int)] {x: 1}`, `type struct :: Point {x: 1}`. */
  readonly typedStruct: Rule<TypedStruct> = this.RULE('typedStruct', () => {
    const start = this.start();
    this.CONSUME(T.TYPE);
    this.CONSUME(T.STRUCT);
    this.OR([{ ALT: () => this.CONSUME(T.AS) }, { ALT: () => this.CONSUME(T.DoubleColon) }]);
    const name = this.SUBRULE(this.name);
    const definition = this.OPTION(() => this.SUBRULE(this.parameters));
    const value = this.SUBRULE(this.structLiteral);
    return this.make('TypedStruct', start, { name, definition, value });
  });

  /** `date '2026-01-01'`. */
  readonly typedLiteral: Rule<Expression> = this.RULE('typedLiteral', () => {
    const start = this.start();
    const type = identifierOf(this.CONSUME(Word));
    const text = stringLiteral(this.CONSUME(T.String), this.dialect);
    return this.make('TypedLiteral', start, { type, text });
  });

  /** `interval '7 days'`, `interval 7 days`, `interval '7' day`. */
  readonly interval: Rule<IntervalLiteral> = this.RULE('interval', () => {
    const start = this.start();
    this.CONSUME(T.INTERVAL);
    return this.OR([
      {
        ALT: () => {
          const amount = stringLiteral(this.CONSUME(T.String), this.dialect);
          const unit = this.OPTION({
            GATE: () => isCount.test(amount.value) && unitOfTime.test(this.LA(1).image),
            DEF: () => identifierOf(this.CONSUME1(Word)),
          });
          return this.make('IntervalLiteral', start, { amount, unit });
        },
      },
      {
        ALT: () => {
          const amount = numberLiteral(this.CONSUME(T.Number));
          return this.make('IntervalLiteral', start, { amount, unit: identifierOf(this.CONSUME2(Word)) });
        },
      },
    ]);
  });

  readonly extract: Rule<Expression> = this.RULE('extract', () => {
    const start = this.start();
    this.CONSUME(T.EXTRACT);
    this.CONSUME(T.LeftParen);
    const part = identifierOf(this.CONSUME(Word));
    this.CONSUME(T.FROM);
    const operand = this.bracketed(() => this.SUBRULE(this.expression));
    this.CONSUME(T.RightParen);
    return this.make('Extract', start, { part, operand });
  });

  readonly castCall: Rule<Expression> = this.RULE('castCall', () => {
    const start = this.start();
    const safe = this.OR([
      { ALT: () => (this.CONSUME(T.CAST), false) },
      { ALT: () => (this.CONSUME(T.TRY_CAST), true) },
    ]);
    this.CONSUME(T.LeftParen);
    const operand = this.bracketed(() => {
      this.castAllowed = false;
      return this.SUBRULE(this.expression);
    });
    this.CONSUME(T.AS);
    const type = this.SUBRULE(this.type);
    this.CONSUME(T.RightParen);
    return this.make('Cast', start, { operand, type, form: 'cast', safe });
  });

  readonly case: Rule<Case> = this.RULE('case', () => {
    const start = this.start();
    const branches: CaseBranch[] = [];
    this.CONSUME(T.CASE);
    return this.bracketed(() => {
      const operand = this.OPTION1(() => this.SUBRULE1(this.value));
      this.MANY(() => branches.push(this.SUBRULE(this.caseBranch)));
      this.ACTION(() => {
        if (branches.length === 0) this.refuse(['WHEN']);
      });
      const otherwise = this.OPTION2(() => (this.CONSUME(T.ELSE), this.SUBRULE2(this.value)));
      this.CONSUME(T.END);
      return this.make('Case', start, { operand, branches, otherwise });
    });
  });

  readonly caseBranch: Rule<CaseBranch> = this.RULE('caseBranch', () => {
    const start = this.start();
    this.CONSUME(T.WHEN);
    const condition = this.SUBRULE1(this.value);
    this.CONSUME(T.THEN);
    return this.make('CaseBranch', start, { condition, value: this.SUBRULE2(this.value) });
  });

  /** `(e)`, or a tuple `(a, b)`. */
  readonly parenthesized: Rule<Expression> = this.RULE('parenthesized', () => {
    const start = this.start();
    this.CONSUME(T.LeftParen);
    const elements = this.bracketed(() => this.SUBRULE(this.expressions));
    this.CONSUME(T.RightParen);
    return elements.length === 1 ? (elements[0] as Expression) : this.make('Tuple', start, { elements });
  });

  readonly subquery: Rule<Expression> = this.RULE('subquery', () => {
    const start = this.start();
    const query = this.queryInParentheses();
    return this.make('Subquery', start, { query });
  });

  readonly exists: Rule<Expression> = this.RULE('exists', () => {
    const start = this.start();
    this.CONSUME(T.EXISTS);
    const query = this.queryInParentheses();
    return this.make('Exists', start, { query });
  });

  readonly interpolation: Rule<Extract<Expression, { kind: 'Interpolation' }>> = this.RULE('interpolation', () => {
    const start = this.start();
    this.CONSUME(T.LeftBrace);
    const name = this.SUBRULE(this.identifier);
    this.CONSUME(T.RightBrace);
    return this.make('Interpolation', start, { name });
  });

  protected startsTypedLiteral(): boolean {
    return this.is('String', 2) && literalTypes.has(this.LA(1).image.toLowerCase()) && !this.is('QuotedName');
  }

  /** `Array<int>` rather than a comparison with something called `array`. */
  protected startsTypedList(): boolean {
    if (!this.is('Less', 2) || this.LA(1).image.toLowerCase() !== 'array') return false;
    return this.is('LeftBrace', 3) || (this.isWord(3) && typeContinuations.has(this.kind(4)));
  }

  /** `{name}` rather than a struct or a block. */
  protected startsInterpolation(ahead = 1): boolean {
    return this.is('LeftBrace', ahead) && this.is('RightBrace', ahead + 2) && this.isWord(ahead + 1);
  }
}

const typeContinuations: ReadonlySet<string> = new Set([
  'Greater',
  'Less',
  'LeftParen',
  'LeftBracket',
  'Question',
  'Pipe',
  'Dot',
]);

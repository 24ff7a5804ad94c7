import type { Expression } from '../../ir/syntax-expression.ts';
import type { Option, OptionList, OptionWord } from '../../ir/syntax-routine.ts';
import { AnyWord, T } from '../token-types.ts';
import { ChangeGrammar } from './change-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** Lists of options: of procedures, triggers, schedules, secrets, roles. */
export abstract class OptionGrammar extends ChangeGrammar {
  /** `<{ … }>` or `{ … }`. */
  readonly options: Rule<OptionList> = this.RULE('options', () => {
    const start = this.start();
    return this.OR<Choice<OptionList>>([
      {
        ALT: () => {
          this.CONSUME(T.Less);
          this.CONSUME1(T.LeftBrace);
          const options = this.SUBRULE1(this.optionItems);
          this.CONSUME1(T.RightBrace);
          this.CONSUME(T.Greater);
          return this.make('OptionList', start, { options });
        },
      },
      {
        ALT: () => {
          this.CONSUME2(T.LeftBrace);
          const options = this.SUBRULE2(this.optionItems);
          this.CONSUME2(T.RightBrace);
          return this.make('OptionList', start, { options });
        },
      },
    ]);
  });

  readonly optionsInParentheses: Rule<OptionList> = this.RULE('optionsInParentheses', () => {
    const start = this.start();
    this.CONSUME(T.LeftParen);
    const options = this.SUBRULE(this.optionItems);
    this.CONSUME(T.RightParen);
    return this.make('OptionList', start, { options });
  });

  /** `key: value`, with commas between them; a missing comma is a warning. */
  readonly optionItems: Rule<readonly Option[]> = this.RULE('optionItems', () => {
    const options: Option[] = [];
    let separated = true;
    this.MANY(() => {
      this.ACTION(() => {
        if (!separated) this.missingComma(this.end());
      });
      options.push(this.SUBRULE(this.optionItem));
      separated = this.OPTION(() => this.CONSUME(T.Comma)) !== undefined;
    });
    return options;
  });

  readonly optionItem: Rule<Option> = this.RULE('optionItem', () => {
    const start = this.start();
    const key = this.SUBRULE(this.structKey);
    this.CONSUME(T.Colon);
    const value = this.OR<Choice<Expression | OptionWord>>([
      { GATE: () => this.startsOptionWord(), ALT: () => this.SUBRULE(this.optionWord) },
      {
        ALT: () => {
          const { elisionAllowed } = this;
          this.elisionAllowed = true;
          const expression = this.bracketed(() => this.SUBRULE(this.expression));
          this.elisionAllowed = elisionAllowed;
          return expression;
        },
      },
    ]);
    return this.make('Option', start, { key, value });
  });

  readonly optionWord: Rule<OptionWord> = this.RULE('optionWord', () => {
    const start = this.start();
    const words = [this.CONSUME1(AnyWord).image];
    this.MANY(() => {
      this.CONSUME(T.Pipe);
      words.push(this.CONSUME2(AnyWord).image);
    });
    return this.make('OptionWord', start, { text: words.join('|') });
  });

  /** Reports a comma left out at an offset. */
  protected abstract missingComma(at: number): void;

  /** A bare word, or several with `|` between, and then the end of the option. */
  private startsOptionWord(): boolean {
    if (literalWords.has(this.kind()) || this.is('QuotedName')) return false;
    let n = 1;
    if (!this.isAnyWord(n)) return false;
    while (this.is('Pipe', n + 1) && this.isAnyWord(n + 2)) n += 2;
    const next = this.kind(n + 1);
    if (next === 'Comma' || next === 'RightParen' || next === 'RightBrace' || next === 'EOF') return true;
    return this.is('Colon', n + 2) && (next === 'String' || this.isAnyWord(n + 1));
  }

  private isAnyWord(ahead: number): boolean {
    return this.LA(ahead).tokenTypeIdx in (AnyWord.categoryMatchesMap ?? {});
  }
}

const literalWords: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'NULL']);

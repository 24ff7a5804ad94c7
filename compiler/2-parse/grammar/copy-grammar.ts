import type { StringLiteral } from '../../ir/syntax-literal.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { Option, OptionList } from '../../ir/syntax-routine.ts';
import type { Copy } from '../../ir/syntax-session.ts';
import { stringLiteral } from '../build/literals.ts';
import { T } from '../token-types.ts';
import { DefinitionGrammar } from './definition-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** COPY between tables and files, in either direction. */
export abstract class CopyGrammar extends DefinitionGrammar {
  readonly stringOrName: Rule<StringLiteral | Name> = this.RULE('stringOrName', () =>
    this.OR<Choice<StringLiteral | Name>>([
      { ALT: () => stringLiteral(this.CONSUME(T.String), this.dialect) },
      { ALT: () => this.SUBRULE(this.name) },
    ]),
  );

  /** `copy t to 'f.csv' (header: true)`; `copy t from 'f.csv'` is read as `copy 'f.csv' to t`. */
  readonly copy: Rule<Copy> = this.RULE('copy', () => {
    const start = this.start();
    this.CONSUME(T.COPY);
    const first = this.OR1<Choice<Copy['source']>>([
      { ALT: () => this.queryInParentheses() },
      { ALT: () => this.SUBRULE1(this.stringOrName) },
    ]);
    const ends = this.OR2<Choice<Pick<Copy, 'source' | 'target'>>>([
      { ALT: () => (this.CONSUME(T.TO), { source: first, target: this.SUBRULE2(this.stringOrName) }) },
      {
        GATE: () => first.kind === 'Name',
        ALT: () => {
          this.CONSUME(T.FROM);
          return { source: stringLiteral(this.CONSUME2(T.String), this.dialect), target: first as Name };
        },
      },
    ]);
    const secrets = this.OPTION1({ GATE: () => this.is('SECRET', 2), DEF: () => this.SUBRULE(this.secrets) });
    const options = this.OPTION2({
      GATE: () => this.sameLine(),
      DEF: () => this.SUBRULE(this.copyOptions),
    });
    return this.make('Copy', start, { ...ends, secrets: secrets ?? [], options });
  });

  /** `(format: csv, header: true)`, also as others write it: `(format csv, header)`. */
  readonly copyOptions: Rule<OptionList> = this.RULE('copyOptions', () => {
    const start = this.start();
    const options: Option[] = [];
    let separated = true;
    this.CONSUME(T.LeftParen);
    this.MANY(() => {
      this.ACTION(() => {
        if (!separated) this.missingComma(this.end());
      });
      options.push(
        this.OR<Choice<Option>>([
          { GATE: () => this.is('Colon', 2), ALT: () => this.SUBRULE(this.optionItem) },
          { ALT: () => this.SUBRULE(this.copyOption) },
        ]),
      );
      separated = this.OPTION(() => this.CONSUME(T.Comma)) !== undefined;
    });
    this.CONSUME(T.RightParen);
    return this.make('OptionList', start, { options });
  });

  /** `header`, `header true`, `delimiter ';'`, `format csv`. */
  readonly copyOption: Rule<Option> = this.RULE('copyOption', () => {
    const start = this.start();
    const key = this.SUBRULE(this.structKey);
    const value =
      this.OPTION(() =>
        this.OR<Choice<Option['value']>>([
          { ALT: () => this.SUBRULE(this.literal) },
          { ALT: () => this.SUBRULE(this.optionWord) },
        ]),
      ) ?? this.ACTION(() => this.make('BooleanLiteral', start, { value: true }));
    return this.make('Option', start, { key, value });
  });
}

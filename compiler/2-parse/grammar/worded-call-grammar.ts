import type { Argument } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Span } from '../../contract/span.ts';
import { T, Word } from '../token-types.ts';
import { OperandGrammar } from './operand-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** What words between the arguments of a call give: `placing 'x' from 2 for 3`, `from 'text'`. */
interface Worded {
  placing?: Expression;
  from?: Expression;
  for?: Expression;
}

/** A callee and its arguments as a call with commas has them. */
export interface PlainCall {
  readonly callee: Expression;
  readonly args: readonly Argument[];
}

/** Calls of the SQL standard with words in place of commas; they are read as the calls with commas that mean the same. */
export abstract class WordedCallGrammar extends OperandGrammar {
  /** `both`, `leading` or `trailing` in front of the arguments of TRIM. */
  readonly trimSide: Rule<string> = this.RULE('trimSide', () => this.CONSUME(Word).image.toLowerCase());

  readonly wordedArguments: Rule<Worded> = this.RULE('wordedArguments', () => {
    const worded: Worded = {};
    this.OPTION({
      GATE: () => this.placingFollows(),
      DEF: () => {
        this.CONSUME1(Word);
        worded.placing = this.SUBRULE1(this.value);
      },
    });
    this.MANY({
      GATE: () => !(this.is('FROM') ? 'from' in worded : 'for' in worded),
      DEF: () =>
        this.OR<Choice<unknown>>([
          { ALT: () => (this.CONSUME(T.FROM), (worded.from = this.SUBRULE2(this.value))) },
          { ALT: () => (this.CONSUME(T.FOR), (worded.for = this.SUBRULE3(this.value))) },
        ]),
    });
    return worded;
  });

  /** Does a word of the callee's own form follow its first argument? */
  protected wordsFollow(callee: Expression): boolean {
    switch (nameOf(callee)) {
      case 'substring':
        return this.is('FROM') || this.is('FOR');
      case 'overlay':
        return this.placingFollows();
      case 'trim':
        return this.is('FROM');
      default:
        return false;
    }
  }

  /** `both 'x' from …` rather than something called `both`. */
  protected trimSideFollows(callee: Expression): boolean {
    if (nameOf(callee) !== 'trim' || !sides.has(this.LA(1).image.toLowerCase())) return false;
    return this.is('FROM', 2) || this.is('String', 2) || this.isWord(2);
  }

  /** The call with commas that one with words stands for. */
  protected plainCall(
    callee: Expression,
    side: string | undefined,
    args: readonly Argument[],
    worded: Worded,
  ): PlainCall {
    const given = [...args.map(({ value }) => value as Expression)];
    const { placing, from } = worded;
    switch (nameOf(callee)) {
      case 'trim': {
        if (from === undefined || worded.for !== undefined || given.length > 1) this.refuse(['FROM']);
        const name = side === 'leading' ? 'ltrim' : side === 'trailing' ? 'rtrim' : undefined;
        return {
          callee: name === undefined || callee.kind !== 'Identifier' ? callee : { ...callee, text: name },
          args: [from, ...given].map(argument),
        };
      }
      case 'overlay':
        if (placing === undefined || from === undefined || given.length !== 1) this.refuse(['FROM']);
        return { callee, args: [...given, placing, from, ...present(worded.for)].map(argument) };
      default:
        if (given.length !== 1) this.refuse([')']);
        return { callee, args: [...given, from ?? one(worded.for!.span), ...present(worded.for)].map(argument) };
    }
  }

  private placingFollows(): boolean {
    return this.LA(1).image.toLowerCase() === 'placing' && this.isWord();
  }
}

const sides: ReadonlySet<string> = new Set(['both', 'leading', 'trailing']);

function nameOf(callee: Expression): string | undefined {
  return callee.kind === 'Identifier' && !callee.quoted ? callee.text.toLowerCase() : undefined;
}

function present(value: Expression | undefined): readonly Expression[] {
  return value === undefined ? [] : [value];
}

function argument(value: Expression): Argument {
  return { kind: 'Argument', span: value.span, value };
}

/** `substring(x for 3)` begins at 1, which stands nowhere in the text. */
function one({ start }: Span): Expression {
  return { kind: 'NumberLiteral', span: { start, end: start }, text: '1', form: 'integer' };
}

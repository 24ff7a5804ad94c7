import type {
  Argument,
  Call,
  FrameBound,
  Star,
  WindowFrame,
  WindowReference,
  WindowSpecification,
} from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Identifier, Name } from '../../ir/syntax-name.ts';
import type { OrderItem } from '../../ir/syntax-query.ts';
import type { SelectItem } from '../../ir/syntax-select.ts';
import type { NodeFields } from '../build/node.ts';
import { identifierOf } from '../build/names.ts';
import { AnyWord, T, Word } from '../token-types.ts';
import type { Choice, Rule } from './parser-base.ts';
import { WordedCallGrammar, type PlainCall } from './worded-call-grammar.ts';

type After = Pick<NodeFields<'Call'>, 'withinGroup' | 'filter' | 'nullTreatment' | 'over'>;

/** Calls with all that may follow their arguments, and windows. */
export abstract class CallGrammar extends WordedCallGrammar {
  declare readonly orderItems: Rule<readonly OrderItem[]>;
  declare readonly replacements: Rule<readonly SelectItem[]>;

  /** The arguments and clauses of a call; the callee was read before and began at `start`. */
  readonly call: Rule<Call, [callee: Expression, start: number]> = this.RULE(
    'call',
    (callee: Expression, start: number) => {
      let args: readonly Argument[] = [];
      let orderBy: readonly OrderItem[] = [];
      let plain: PlainCall | undefined;
      this.CONSUME(T.LeftParen);
      const { distinct, nulls } = this.bracketed(() => {
        const found = this.OPTION1(() => this.CONSUME(T.DISTINCT)) !== undefined;
        const side = this.OPTION4({
          GATE: () => this.trimSideFollows(callee),
          DEF: () => this.SUBRULE(this.trimSide),
        });
        this.OPTION2({
          GATE: () => side === undefined || !this.is('FROM'),
          DEF: () => {
            args = this.SUBRULE(this.callArguments);
          },
        });
        this.OPTION5({
          GATE: () => side !== undefined || this.wordsFollow(callee),
          DEF: () => {
            const worded = this.SUBRULE(this.wordedArguments);
            this.ACTION(() => (plain = this.plainCall(callee, side, args, worded)));
          },
        });
        this.OPTION3(() => {
          orderBy = this.SUBRULE(this.callOrder);
        });
        const treatment = this.OPTION6({
          GATE: () => this.is('NULLS', 2),
          DEF: () => this.SUBRULE(this.nullTreatment),
        });
        return { distinct: found, nulls: treatment };
      });
      this.CONSUME(T.RightParen);
      const after = this.callClauseFollows() || this.RECORDING_PHASE ? this.SUBRULE(this.callClauses) : noClauses;
      return this.ACTION(() => {
        const read = plain ?? { callee, args: placed(callee, args) };
        const nullTreatment = nulls ?? after.nullTreatment;
        return this.make('Call', start, { distinct, ...read, orderBy, ...after, nullTreatment });
      });
    },
  );

  readonly callArguments: Rule<readonly Argument[]> = this.RULE('callArguments', () => {
    const args = [this.SUBRULE1(this.argument)];
    this.MANY({
      GATE: () => !this.is('RightParen', 2),
      DEF: () => {
        this.CONSUME1(T.Comma);
        args.push(this.SUBRULE2(this.argument));
      },
    });
    this.OPTION(() => this.CONSUME2(T.Comma));
    return args;
  });

  readonly argument: Rule<Argument> = this.RULE('argument', () => {
    const start = this.start();
    return this.OR<Choice<Argument>>([
      {
        GATE: () => this.startsStar(),
        ALT: () => this.make('Argument', start, { name: undefined, value: this.SUBRULE(this.star) }),
      },
      {
        GATE: () => this.is('Colon', 2),
        ALT: () => {
          const name = identifierOf(this.CONSUME(AnyWord));
          this.CONSUME(T.Colon);
          return this.make('Argument', start, { name, value: this.SUBRULE1(this.expression) });
        },
      },
      { ALT: () => this.make('Argument', start, { name: undefined, value: this.SUBRULE2(this.expression) }) },
    ]);
  });

  /** `*`, `t.*`, with EXCLUDE and REPLACE. */
  readonly star: Rule<Star> = this.RULE('star', () => {
    const start = this.start();
    const parts: Identifier[] = [];
    this.MANY(() => {
      parts.push(identifierOf(this.CONSUME(Word)));
      this.CONSUME(T.Dot);
    });
    const qualifier: Name | undefined = parts.length === 0 ? undefined : this.make('Name', start, { parts });
    this.CONSUME(T.Star);
    let exclude: readonly Identifier[] = [];
    let replace: readonly SelectItem[] = [];
    this.OPTION1({
      GATE: () => this.is('LeftParen', 2) || (this.isWord(2) && this.sameLine(2)),
      DEF: () => {
        this.CONSUME(T.EXCLUDE);
        exclude = this.OR([
          { ALT: () => this.SUBRULE(this.columnList) },
          { ALT: () => [this.SUBRULE(this.identifier)] },
        ]);
      },
    });
    this.OPTION2({
      GATE: () => this.is('LeftParen', 2),
      DEF: () => {
        this.CONSUME(T.REPLACE);
        replace = this.SUBRULE(this.replacements);
      },
    });
    return this.make('Star', start, { qualifier, exclude, replace });
  });

  /** `order by …` inside the arguments. */
  readonly callOrder: Rule<readonly OrderItem[]> = this.RULE('callOrder', () => {
    this.CONSUME(T.ORDER);
    this.CONSUME(T.BY);
    return this.SUBRULE(this.orderItems);
  });

  /** `ignore nulls`, within the parentheses or behind them. */
  readonly nullTreatment: Rule<'ignore' | 'respect'> = this.RULE('nullTreatment', () => {
    const treatment = this.OR([
      { ALT: () => (this.CONSUME(T.IGNORE), 'ignore' as const) },
      { ALT: () => (this.CONSUME(T.RESPECT), 'respect' as const) },
    ]);
    this.CONSUME(T.NULLS);
    return treatment;
  });

  readonly callClauses: Rule<After> = this.RULE('callClauses', () => {
    let withinGroup: readonly OrderItem[] = [];
    this.OPTION1({
      GATE: () => this.is('GROUP', 2),
      DEF: () => {
        this.CONSUME(T.WITHIN);
        this.CONSUME(T.GROUP);
        this.CONSUME1(T.LeftParen);
        withinGroup = this.bracketed(() => this.SUBRULE(this.callOrder));
        this.CONSUME1(T.RightParen);
      },
    });
    const filter = this.OPTION2({
      GATE: () => this.is('LeftParen', 2) && this.is('WHERE', 3),
      DEF: () => {
        this.CONSUME(T.FILTER);
        this.CONSUME2(T.LeftParen);
        this.CONSUME(T.WHERE);
        const condition = this.bracketed(() => this.SUBRULE(this.value));
        this.CONSUME2(T.RightParen);
        return condition;
      },
    });
    const nullTreatment = this.OPTION3({
      GATE: () => this.is('NULLS', 2),
      DEF: () => this.SUBRULE(this.nullTreatment),
    });
    const over = this.OPTION4(() => {
      this.CONSUME(T.OVER);
      return this.OR2<Choice<WindowReference | WindowSpecification>>([
        {
          ALT: () => {
            const start = this.start();
            return this.make('WindowReference', start, { name: this.SUBRULE(this.identifier) });
          },
        },
        { ALT: () => this.SUBRULE(this.windowSpecification) },
      ]);
    });
    return { withinGroup, filter, nullTreatment, over };
  });

  private readonly partitionValues: Rule<readonly Expression[]> = this.RULE('partitionValues', () => {
    const values = [this.SUBRULE1(this.value)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      values.push(this.SUBRULE2(this.value));
    });
    return values;
  });

  readonly windowSpecification: Rule<WindowSpecification> = this.RULE('windowSpecification', () => {
    const start = this.start();
    let partitionBy: readonly Expression[] = [];
    let orderBy: readonly OrderItem[] = [];
    this.CONSUME(T.LeftParen);
    const fields = this.bracketed(() => {
      const base = this.OPTION1({
        GATE: () => !this.startsWindowClause(),
        DEF: () => this.SUBRULE(this.identifier),
      });
      this.OPTION2({
        GATE: () => this.is('BY', 2),
        DEF: () => {
          this.CONSUME(T.PARTITION);
          this.CONSUME(T.BY);
          // values, so that an ORDER BY behind a query in parentheses stays the window's
          partitionBy = this.SUBRULE(this.partitionValues);
        },
      });
      this.OPTION3(() => {
        orderBy = this.SUBRULE(this.callOrder);
      });
      const frame = this.OPTION4(() => this.SUBRULE(this.windowFrame));
      return { base, frame };
    });
    this.CONSUME(T.RightParen);
    return this.make('WindowSpecification', start, { partitionBy, orderBy, ...fields });
  });

  readonly windowFrame: Rule<WindowFrame> = this.RULE('windowFrame', () => {
    const start = this.start();
    const unit = this.OR1([
      { ALT: () => (this.CONSUME1(T.ROWS), 'rows' as const) },
      { ALT: () => (this.CONSUME(T.RANGE), 'range' as const) },
      { ALT: () => (this.CONSUME(T.GROUPS), 'groups' as const) },
    ]);
    const bounds = this.OR2<Choice<{ low: FrameBound; high: FrameBound | undefined }>>([
      {
        ALT: () => {
          this.CONSUME(T.BETWEEN);
          const low = this.SUBRULE1(this.frameBound);
          this.CONSUME(T.AND);
          return { low, high: this.SUBRULE2(this.frameBound) };
        },
      },
      { ALT: () => ({ low: this.SUBRULE3(this.frameBound), high: undefined }) },
    ]);
    const exclude = this.OPTION(() => {
      this.CONSUME(T.EXCLUDE);
      return this.OR3([
        { ALT: () => (this.CONSUME(T.CURRENT), this.CONSUME(T.ROW), 'current row' as const) },
        { ALT: () => (this.CONSUME(T.GROUP), 'group' as const) },
        { ALT: () => (this.CONSUME(T.TIES), 'ties' as const) },
        { ALT: () => (this.CONSUME(T.NO), this.CONSUME(T.OTHERS), 'no others' as const) },
      ]);
    });
    return this.make('WindowFrame', start, { unit, ...bounds, exclude });
  });

  readonly frameBound: Rule<FrameBound> = this.RULE('frameBound', () => {
    const start = this.start();
    return this.OR1<Choice<FrameBound>>([
      {
        GATE: () => this.is('PRECEDING', 2) || this.is('FOLLOWING', 2),
        ALT: () => {
          this.CONSUME(T.UNBOUNDED);
          const bound = this.OR2([
            { ALT: () => (this.CONSUME1(T.PRECEDING), 'unbounded preceding' as const) },
            { ALT: () => (this.CONSUME1(T.FOLLOWING), 'unbounded following' as const) },
          ]);
          return this.make('FrameBound', start, { bound, offset: undefined });
        },
      },
      {
        GATE: () => this.is('ROW', 2),
        ALT: () => {
          this.CONSUME(T.CURRENT);
          this.CONSUME(T.ROW);
          return this.make('FrameBound', start, { bound: 'current row', offset: undefined });
        },
      },
      {
        ALT: () => {
          const offset = this.SUBRULE(this.sum);
          const bound = this.OR3([
            { ALT: () => (this.CONSUME2(T.PRECEDING), 'preceding' as const) },
            { ALT: () => (this.CONSUME2(T.FOLLOWING), 'following' as const) },
          ]);
          return this.make('FrameBound', start, { bound, offset });
        },
      },
    ]);
  });

  /** `*`, `t.*`, `s.t.*`. */
  protected startsStar(): boolean {
    let n = 1;
    while (this.isWord(n) && this.is('Dot', n + 1)) n += 2;
    return this.is('Star', n);
  }

  private callClauseFollows(): boolean {
    const kind = this.kind();
    return kind === 'OVER' || kind === 'FILTER' || kind === 'WITHIN' || kind === 'IGNORE' || kind === 'RESPECT';
  }

  private startsWindowClause(): boolean {
    const kind = this.kind();
    if (kind === 'PARTITION') return this.is('BY', 2);
    return (kind === 'ROWS' || kind === 'RANGE' || kind === 'GROUPS') && !this.is('RightParen', 2);
  }
}

const noClauses: After = { withinGroup: [], filter: undefined, nullTreatment: undefined, over: undefined };

/** `position('l' in 'hello')` is `position('hello', 'l')`. */
function placed(callee: Expression, args: readonly Argument[]): readonly Argument[] {
  const value = args[0]?.value;
  if (callee.kind !== 'Identifier' || callee.text.toLowerCase() !== 'position' || args.length !== 1) return args;
  if (value?.kind !== 'InCollection' || value.negated) return args;
  return [value.collection, value.operand].map((part): Argument => ({ ...args[0]!, span: part.span, value: part }));
}

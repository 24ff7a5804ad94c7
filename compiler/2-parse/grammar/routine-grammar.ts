import type { Expression } from '../../ir/syntax-expression.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type {
  Audit,
  DefineFunction,
  OptionList,
  Parameter,
  RoutineClauses,
  RoutineStatement,
  Test,
  UpsertProcedure,
} from '../../ir/syntax-routine.ts';
import type { Block } from '../../ir/syntax-statement.ts';
import type { TypeSyntax } from '../../ir/syntax-type.ts';
import { repeatedClause } from '../build/repeated-clause.ts';
import type { Clause } from '../build/query.ts';
import { identifierOf } from '../build/names.ts';
import { expectedAt } from '../expected.ts';
import { AnyWord, T } from '../token-types.ts';
import { OptionGrammar } from './option-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

interface ClausesDraft {
  raises?: Clause<readonly Name[]>;
  returns?: Clause<TypeSyntax>;
  modes?: Clause<RoutineClauses['modes']>;
}

/** Functions, procedures, triggers, schedules, pipelines, audits, tests, and their options. */
export abstract class RoutineGrammar extends OptionGrammar {
  override readonly parameters: Rule<readonly Parameter[]> = this.RULE('parameters', () => {
    const parameters: Parameter[] = [];
    this.CONSUME(T.LeftParen);
    this.bracketed(() =>
      this.OPTION1(() => {
        parameters.push(this.SUBRULE1(this.parameter));
        this.MANY({
          GATE: () => !this.is('RightParen', 2),
          DEF: () => {
            this.CONSUME1(T.Comma);
            parameters.push(this.SUBRULE2(this.parameter));
          },
        });
        this.OPTION2(() => this.CONSUME2(T.Comma));
      }),
    );
    this.CONSUME(T.RightParen);
    return parameters;
  });

  readonly parameter: Rule<Parameter> = this.RULE('parameter', () => {
    const start = this.start();
    this.ACTION(() => {
      if (!this.isWord() && !this.bodiless) this.refuse(['a name']);
    });
    const name = identifierOf(this.CONSUME(AnyWord));
    const type = this.OPTION1(() => {
      this.OPTION2(() => this.CONSUME(T.Colon));
      return this.SUBRULE(this.type);
    });
    const initial = this.OPTION3(() => (this.CONSUME(T.Equal), this.SUBRULE(this.expression)));
    return this.make('Parameter', start, { name, type, default: initial });
  });

  readonly receiver: Rule<TypeSyntax> = this.RULE('receiver', () => {
    this.CONSUME(T.Less);
    const type = this.SUBRULE(this.type);
    this.CONSUME(T.Greater);
    return type;
  });

  /** RAISES, RETURNS and AS in any order. */
  readonly routineClauses: Rule<RoutineClauses> = this.RULE('routineClauses', () => {
    const start = this.start();
    const draft: ClausesDraft = {};
    this.MANY(() => {
      const keyword = this.LA(1);
      this.OR([
        {
          ALT: () => {
            const value = this.SUBRULE(this.raises);
            this.ACTION(() => (draft.raises = { value, place: repeatedClause(draft.raises, keyword) }));
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.RETURNS);
            const value = this.SUBRULE(this.type);
            this.ACTION(() => (draft.returns = { value, place: repeatedClause(draft.returns, keyword) }));
          },
        },
        {
          ALT: () => {
            const value = this.SUBRULE(this.modes);
            this.ACTION(() => (draft.modes = { value, place: repeatedClause(draft.modes, keyword) }));
          },
        },
      ]);
    });
    this.ACTION(() => this.refuseOldClause());
    const { raises, returns, modes } = draft;
    const written = raises ?? returns ?? modes;
    return this.make('RoutineClauses', written === undefined ? this.end() : start, {
      raises: raises?.value ?? [],
      returns: returns?.value,
      modes: modes?.value ?? [],
    });
  });

  readonly raises: Rule<readonly Name[]> = this.RULE('raises', () => {
    this.CONSUME(T.RAISES);
    const names = [this.SUBRULE1(this.name)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      names.push(this.SUBRULE2(this.name));
    });
    return names;
  });

  readonly modes: Rule<RoutineClauses['modes']> = this.RULE('modes', () => {
    this.CONSUME(T.AS);
    const modes = [this.SUBRULE1(this.mode)];
    this.MANY(() => {
      this.CONSUME(T.Pipe);
      modes.push(this.SUBRULE2(this.mode));
    });
    return modes;
  });

  readonly mode: Rule<'async' | 'sync'> = this.RULE('mode', () =>
    this.OR<Choice<'async' | 'sync'>>([
      { ALT: () => (this.CONSUME(T.ASYNC), 'async') },
      { ALT: () => (this.CONSUME(T.SYNC), 'sync') },
    ]),
  );

  /** From FUNCTION on; what `create [or replace]` said comes in. */
  readonly defineFunction: Rule<DefineFunction, [start: number, orReplace: boolean]> = this.RULE(
    'defineFunction',
    (start: number, orReplace: boolean) => {
      this.CONSUME(T.FUNCTION);
      const before = this.OPTION1(() => this.SUBRULE1(this.receiver));
      const name = this.SUBRULE(this.identifier);
      const after = this.OPTION2({
        GATE: () => !this.startsFunctionOptions(),
        DEF: () => this.SUBRULE2(this.receiver),
      });
      const options = this.OPTION3({
        GATE: () => this.startsFunctionOptions(),
        DEF: () => this.SUBRULE(this.options),
      });
      this.bodiless = options !== undefined;
      const parameters = this.SUBRULE(this.parameters);
      this.bodiless = false;
      const clauses = this.SUBRULE(this.routineClauses);
      const written = this.OPTION4({
        GATE: () => options === undefined || this.is('LeftBrace') || this.isArrow(1),
        DEF: () => this.SUBRULE(this.functionBody),
      });
      this.ACTION(() => {
        if (written === undefined && options === undefined) this.refuse(expectedAt('functionBody'));
      });
      const body = written ?? this.make('Block', this.end(), { statements: [] });
      return this.make('DefineFunction', start, {
        orReplace,
        name,
        receiver: after ?? before,
        options,
        parameters,
        clauses,
        body,
      });
    },
  );

  readonly functionBody: Rule<Block | Expression> = this.RULE('functionBody', () =>
    this.OR1<Choice<Block | Expression>>([
      { ALT: () => this.SUBRULE1(this.block) },
      {
        ALT: () => {
          this.SUBRULE(this.arrow);
          return this.OR2<Choice<Block | Expression>>([
            { GATE: () => this.startsBlock(), ALT: () => this.SUBRULE2(this.block) },
            { ALT: () => this.SUBRULE(this.expression) },
          ]);
        },
      },
    ]),
  );

  readonly upsert: Rule<RoutineStatement> = this.RULE('upsert', () => {
    const start = this.start();
    this.CONSUME(T.UPSERT);
    return this.OR<Choice<RoutineStatement>>([
      { ALT: () => this.SUBRULE(this.procedure, { ARGS: [start] }) },
      { ALT: () => (this.CONSUME(T.TRIGGER), this.make('UpsertTrigger', start, this.SUBRULE1(this.automation))) },
      { ALT: () => (this.CONSUME(T.SCHEDULE), this.make('UpsertSchedule', start, this.SUBRULE2(this.automation))) },
      { ALT: () => (this.CONSUME(T.PIPELINE), this.make('UpsertPipeline', start, this.SUBRULE3(this.automation))) },
      { ALT: () => this.SUBRULE(this.audit, { ARGS: [start] }) },
    ]);
  });

  readonly procedure: Rule<UpsertProcedure, [start: number]> = this.RULE('procedure', (start: number) => {
    this.CONSUME(T.PROCEDURE);
    const before = this.OPTION1(() => this.SUBRULE1(this.receiver));
    this.OPTION2(() => this.CONSUME1(T.AS));
    const name = this.SUBRULE(this.name);
    const after = this.OPTION3({
      GATE: () => !this.is('LeftBrace', 2),
      DEF: () => this.SUBRULE2(this.receiver),
    });
    this.OPTION4({
      GATE: () => !this.is('ASYNC', 2) && !this.is('SYNC', 2),
      DEF: () => this.CONSUME2(T.AS),
    });
    const options = this.OPTION5(() => this.SUBRULE(this.options));
    const rest = this.OPTION6(() => {
      const parameters = this.SUBRULE(this.parameters);
      const clauses = this.SUBRULE(this.routineClauses);
      return { parameters, clauses, body: this.SUBRULE(this.block) };
    });
    this.ACTION(() => {
      if (options === undefined && rest === undefined) this.refuse(['options `<{ … }>`', 'parameters `( … )`']);
    });
    const end = this.end();
    const { parameters = [], clauses, body } = rest ?? {};
    const noClauses = clauses ?? this.make('RoutineClauses', end, { raises: [], returns: undefined, modes: [] });
    return this.make('UpsertProcedure', start, {
      name,
      receiver: after ?? before,
      options,
      parameters,
      clauses: noClauses,
      body,
    });
  });

  /** What triggers, schedules and pipelines have in common after their keyword. */
  readonly automation: Rule<{ name: Name; options: OptionList; call: Name | undefined; body: Block | undefined }> =
    this.RULE('automation', () => {
      this.OPTION1(() => this.CONSUME1(T.AS));
      const name = this.SUBRULE1(this.name);
      this.OPTION2(() => this.CONSUME2(T.AS));
      const options = this.SUBRULE(this.optionsInParentheses);
      const call = this.OPTION3({
        GATE: () => this.isBoundCall(),
        DEF: () => (this.CONSUME(T.CALL), this.SUBRULE2(this.name)),
      });
      const body = this.OPTION4({
        GATE: () => this.startsBlock(),
        DEF: () => this.SUBRULE(this.block),
      });
      return { name, options, call, body };
    });

  readonly audit: Rule<Audit, [start: number]> = this.RULE('audit', (start: number) => {
    this.CONSUME(T.AUDIT);
    const name = this.SUBRULE(this.identifier);
    const options = this.OPTION(() => this.SUBRULE(this.optionsInParentheses));
    const body = this.OR<Choice<Query | Block>>([
      { ALT: () => (this.CONSUME(T.AS), this.SUBRULE(this.query)) },
      { ALT: () => this.SUBRULE(this.block) },
    ]);
    return this.make('Audit', start, { name, options, body });
  });

  readonly test: Rule<Test> = this.RULE('test', () => {
    const start = this.start();
    this.CONSUME(T.TEST);
    const name = this.SUBRULE(this.name);
    return this.make('Test', start, { name, body: this.SUBRULE(this.block) });
  });

  /** `<{key: 'value'` rather than the type of a receiver such as `<{a: int}>`. */
  private startsFunctionOptions(): boolean {
    if (!this.is('Less') || !this.is('LeftBrace', 2)) return false;
    return this.is('RightBrace', 3) || (this.is('Colon', 4) && !this.isWord(5) && !this.is('LeftBrace', 5));
  }

  /** Are parameters read that no body refers to? Their names may be reserved words. */
  protected bodiless = false;

  /** `call p` behind a trigger; `call p(…)` is the next statement. */
  private isBoundCall(): boolean {
    let n = 2;
    while (this.isWord(n) && this.is('Dot', n + 1)) n += 2;
    return this.isWord(n) && !this.is('LeftParen', n + 1);
  }

  private refuseOldClause(): void {
    const word = this.LA(1).image.toLowerCase();
    const instead = oldClauses.get(word);
    if (instead !== undefined) this.fail({ code: 'PLG1009', params: { found: word, instead } });
  }
}

const oldClauses: ReadonlyMap<string, string> = new Map([
  ['raise', 'raises'],
  ['throws', 'raises'],
  ['throw', 'raises'],
  ['return', 'returns'],
]);

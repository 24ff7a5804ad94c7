import type { CommonTable, Query, QueryBody, SetOperation, Values, ValuesRow, With } from '../../ir/syntax-query.ts';
import type { Block } from '../../ir/syntax-statement.ts';
import { assembleQuery, type QueryTerm, type SetOperator, type Tail } from '../build/query.ts';
import { T } from '../token-types.ts';
import type { Choice, Rule } from './parser-base.ts';
import { SelectGrammar } from './select-grammar.ts';

/** Whole queries: WITH, set operations, ORDER BY and LIMIT, THEN. */
export abstract class QueryGrammar extends SelectGrammar {
  declare readonly looseBlock: Rule<Block>;

  override readonly query: Rule<Query> = this.RULE('query', () => {
    const start = this.start();
    const terms: QueryTerm[] = [];
    const operators: SetOperator[] = [];
    this.ACTION(() => this.deepen());
    this.ACTION(() => this.refuseInnerStream());
    const stream = this.OPTION1(() => this.CONSUME(T.STREAM)) !== undefined;
    const common = this.OPTION2(() => this.SUBRULE(this.with));
    terms.push(this.SUBRULE1(this.queryTerm));
    this.MANY(() => {
      operators.push(this.SUBRULE(this.setOperator));
      terms.push(this.SUBRULE2(this.queryTerm));
    });
    const then = this.OPTION3(() => {
      this.CONSUME(T.THEN);
      return this.OR<Choice<Block>>([
        { ALT: () => this.SUBRULE(this.block) },
        { ALT: () => this.SUBRULE(this.looseBlock) },
      ]);
    });
    this.level--;
    return this.ACTION(() =>
      this.make('Query', start, { stream, with: common, ...assembleQuery(terms, operators), then }),
    );
  });

  readonly with: Rule<With> = this.RULE('with', () => {
    const start = this.start();
    this.CONSUME(T.WITH);
    const recursive = this.OPTION({
      GATE: () => this.isWord(2),
      DEF: () => this.CONSUME(T.RECURSIVE),
    });
    const tables = [this.SUBRULE1(this.commonTable)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      tables.push(this.SUBRULE2(this.commonTable));
    });
    return this.make('With', start, { recursive: recursive !== undefined, tables });
  });

  readonly commonTable: Rule<CommonTable> = this.RULE('commonTable', () => {
    const start = this.start();
    this.ACTION(() => {
      if (!this.is('LeftParen')) return;
      this.fail({ code: 'PLG1009', params: { found: 'with (…)', instead: 'with c as (select …) select …' } });
    });
    const name = this.SUBRULE(this.identifier);
    const columns = this.OPTION(() => this.SUBRULE(this.columnList)) ?? [];
    this.CONSUME(T.AS);
    const materialized = this.OPTION1(() => {
      const negated = this.OPTION2(() => this.CONSUME(T.NOT)) !== undefined;
      this.CONSUME(T.MATERIALIZED);
      return !negated;
    });
    const query = this.queryInParentheses();
    return this.make('CommonTable', start, { name, columns, materialized, query });
  });

  readonly setOperator: Rule<SetOperator> = this.RULE('setOperator', () => {
    const operator = this.OR1<Choice<SetOperation['operator']>>([
      { ALT: () => (this.CONSUME(T.UNION), 'union') },
      { ALT: () => (this.CONSUME(T.INTERSECT), 'intersect') },
      { ALT: () => (this.CONSUME(T.EXCEPT), 'except') },
    ]);
    const all = this.OPTION(() =>
      this.OR2<Choice<boolean>>([
        { ALT: () => (this.CONSUME(T.ALL), true) },
        { ALT: () => (this.CONSUME(T.DISTINCT), false) },
      ]),
    );
    return { operator, all: all ?? false };
  });

  readonly queryTerm: Rule<QueryTerm> = this.RULE('queryTerm', () => {
    const start = this.start();
    return this.OR<Choice<QueryTerm>>([
      { ALT: () => this.SUBRULE(this.select) },
      {
        ALT: () => {
          const body = this.SUBRULE(this.values);
          const tail = this.SUBRULE1(this.queryTail);
          return { body, tail, start, end: this.end() };
        },
      },
      {
        ALT: () => {
          const query = this.queryInParentheses();
          const tail = this.SUBRULE2(this.queryTail);
          const body = this.ACTION(() => this.nested(query, start));
          return { body, tail, start, end: this.end() };
        },
      },
    ]);
  });

  /** ORDER BY, LIMIT and OFFSET after something that is no SELECT. */
  readonly queryTail: Rule<Tail> = this.RULE('queryTail', () => {
    const tail: Tail = {};
    this.MANY({ GATE: () => this.startsTail(), DEF: () => this.SUBRULE(this.tailClause, { ARGS: [tail] }) });
    return tail;
  });

  override readonly values: Rule<Values> = this.RULE('values', () => {
    const start = this.start();
    this.CONSUME(T.VALUES);
    const rows = [this.SUBRULE1(this.valuesRow)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      rows.push(this.SUBRULE2(this.valuesRow));
    });
    return this.make('Values', start, { rows });
  });

  readonly valuesRow: Rule<ValuesRow> = this.RULE('valuesRow', () => {
    const start = this.start();
    this.CONSUME(T.LeftParen);
    const values = this.bracketed(() => this.SUBRULE(this.expressions));
    this.CONSUME(T.RightParen);
    return this.make('ValuesRow', start, { values });
  });

  /** A stream is no operand: it begins a statement, or is what a `let` names. */
  private refuseInnerStream(): void {
    if (this.is('STREAM') && this.start() !== this.streamAllowedAt) this.refuse(['a query']);
  }

  /** A query in parentheses: its bare body if it has nothing but that. */
  private nested(query: Query, start: number): QueryBody {
    const bare =
      !query.stream && !query.with && !query.limit && !query.offset && !query.then && query.orderBy.length === 0;
    return bare ? query.body : this.make('NestedQuery', start, { query });
  }
}

import type {
  Assignment,
  ChangeTarget,
  DataChange,
  DefaultValues,
  Delete,
  Insert,
  Merge,
  MergeClause,
  OnConflict,
  Update,
  UpsertInto,
} from '../../ir/syntax-change.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Query, Values } from '../../ir/syntax-query.ts';
import type { SelectItem } from '../../ir/syntax-select.ts';
import { T } from '../token-types.ts';
import type { Choice, Rule } from './parser-base.ts';
import { QueryGrammar } from './query-grammar.ts';

/** Statements that change rows. */
export abstract class ChangeGrammar extends QueryGrammar {
  override readonly change: Rule<DataChange> = this.RULE('change', () =>
    this.OR<Choice<DataChange>>([
      { ALT: () => this.SUBRULE(this.insert) },
      { ALT: () => this.SUBRULE(this.update) },
      { ALT: () => this.SUBRULE(this.delete) },
      { ALT: () => this.SUBRULE(this.upsertInto) },
      { ALT: () => this.SUBRULE(this.merge) },
    ]),
  );

  /** `with c as (…) insert into t select … from c` is the same as with WITH before SELECT; other changes have it for all of their clauses. */
  readonly withChange: Rule<DataChange> = this.RULE('withChange', () => {
    const start = this.start();
    const common = this.SUBRULE(this.with);
    const change = this.SUBRULE(this.change);
    return this.ACTION((): DataChange => {
      const span = { start, end: change.span.end };
      if (change.kind !== 'Insert' && change.kind !== 'UpsertInto') return { ...change, span, with: common };
      const { source } = change;
      if (source.kind === 'DefaultValues') return { ...change, span };
      const query: Query =
        source.kind === 'Query'
          ? source
          : { kind: 'Query', span: source.span, stream: false, body: source, orderBy: [] };
      const tables = [...common.tables, ...(query.with?.tables ?? [])];
      const within = { start, end: query.with?.span.end ?? common.span.end };
      const recursive = common.recursive || query.with?.recursive === true;
      return {
        ...change,
        span,
        source: {
          ...query,
          span: { start, end: query.span.end },
          with: { ...common, span: within, recursive, tables },
        },
      };
    });
  });

  readonly changeTarget: Rule<ChangeTarget> = this.RULE('changeTarget', () =>
    this.OR<Choice<ChangeTarget>>([
      { ALT: () => this.SUBRULE(this.name) },
      { ALT: () => this.SUBRULE(this.interpolation) },
    ]),
  );

  readonly insert: Rule<Insert> = this.RULE('insert', () => {
    const start = this.start();
    this.CONSUME(T.INSERT);
    this.CONSUME(T.INTO);
    const target = this.SUBRULE(this.changeTarget);
    const columns = this.OPTION1({
      GATE: () => !this.startsQueryInParentheses(),
      DEF: () => this.SUBRULE(this.columnList),
    });
    const source = this.OR<Choice<Values | Query | DefaultValues>>([
      { ALT: () => this.SUBRULE(this.defaultValues) },
      { ALT: () => this.SUBRULE(this.changeSource) },
    ]);
    const conflict = this.OPTION2({
      GATE: () => this.is('CONFLICT', 2),
      DEF: () => this.SUBRULE(this.onConflict),
    });
    const returning = this.OPTION3(() => this.SUBRULE(this.returning));
    return this.make('Insert', start, { target, columns: columns ?? [], source, conflict, returning: returning ?? [] });
  });

  readonly defaultValues: Rule<DefaultValues> = this.RULE('defaultValues', () => {
    const start = this.start();
    this.CONSUME(T.DEFAULT);
    this.CONSUME(T.VALUES);
    return this.make('DefaultValues', start, {});
  });

  /** Rows written down, or a query. */
  readonly changeSource: Rule<Values | Query> = this.RULE('changeSource', () =>
    this.OR<Choice<Values | Query>>([
      { ALT: () => this.SUBRULE(this.values) },
      { ALT: () => this.SUBRULE(this.query) },
    ]),
  );

  readonly onConflict: Rule<OnConflict> = this.RULE('onConflict', () => {
    const start = this.start();
    this.CONSUME(T.ON);
    this.CONSUME(T.CONFLICT);
    const columns = this.OPTION1(() => this.SUBRULE(this.columnList));
    let assignments: readonly Assignment[] = [];
    this.CONSUME(T.DO);
    const where = this.OR<Choice<Expression | undefined>>([
      { ALT: () => (this.CONSUME(T.NOTHING), undefined) },
      {
        ALT: () => {
          this.CONSUME(T.UPDATE);
          assignments = this.SUBRULE(this.assignments);
          return this.OPTION2(() => this.SUBRULE(this.whereClause));
        },
      },
    ]);
    return this.make('OnConflict', start, { columns: columns ?? [], assignments, where });
  });

  /** `set a = 1, b = 2`. */
  readonly assignments: Rule<readonly Assignment[]> = this.RULE('assignments', () => {
    this.CONSUME(T.SET);
    const assignments = [this.SUBRULE1(this.assignment)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      assignments.push(this.SUBRULE2(this.assignment));
    });
    return assignments;
  });

  readonly assignment: Rule<Assignment> = this.RULE('assignment', () => {
    const start = this.start();
    const column = this.SUBRULE(this.name);
    this.CONSUME(T.Equal);
    return this.make('Assignment', start, { column, value: this.SUBRULE(this.value) });
  });

  readonly whereClause: Rule<Expression> = this.RULE('whereClause', () => {
    this.CONSUME(T.WHERE);
    return this.SUBRULE(this.value);
  });

  readonly returning: Rule<readonly SelectItem[]> = this.RULE('returning', () => {
    this.CONSUME(T.RETURNING);
    return this.SUBRULE(this.selectItems);
  });

  readonly update: Rule<Update> = this.RULE('update', () => {
    const start = this.start();
    this.CONSUME(T.UPDATE);
    const target = this.SUBRULE(this.changeTarget);
    const alias = this.OPTION1({ GATE: () => this.aliasFollows(), DEF: () => this.SUBRULE(this.alias) });
    const assignments = this.SUBRULE(this.assignments);
    const from = this.OPTION2(() => (this.CONSUME(T.FROM), this.SUBRULE(this.sources)));
    const where = this.OPTION3(() => this.SUBRULE(this.whereClause));
    const returning = this.OPTION4(() => this.SUBRULE(this.returning));
    return this.make('Update', start, {
      with: undefined,
      target,
      alias,
      assignments,
      from: from ?? [],
      where,
      returning: returning ?? [],
    });
  });

  readonly delete: Rule<Delete> = this.RULE('delete', () => {
    const start = this.start();
    this.CONSUME(T.DELETE);
    this.CONSUME(T.FROM);
    const target = this.SUBRULE(this.changeTarget);
    const alias = this.OPTION1({ GATE: () => this.aliasFollows(), DEF: () => this.SUBRULE(this.alias) });
    const using = this.OPTION2(() => (this.CONSUME(T.USING), this.SUBRULE(this.sources)));
    const where = this.OPTION3(() => this.SUBRULE(this.whereClause));
    const returning = this.OPTION4(() => this.SUBRULE(this.returning));
    return this.make('Delete', start, {
      with: undefined,
      target,
      alias,
      using: using ?? [],
      where,
      returning: returning ?? [],
    });
  });

  readonly upsertInto: Rule<UpsertInto> = this.RULE('upsertInto', () => {
    const start = this.start();
    this.CONSUME(T.UPSERT);
    this.CONSUME(T.INTO);
    const target = this.SUBRULE(this.changeTarget);
    const columns = this.OPTION1({
      GATE: () => !this.startsQueryInParentheses(),
      DEF: () => this.SUBRULE1(this.columnList),
    });
    const source = this.SUBRULE(this.changeSource);
    const on = this.OPTION2(() => {
      this.CONSUME(T.ON);
      return this.OR<Choice<readonly Identifier[]>>([
        { ALT: () => this.SUBRULE2(this.columnList) },
        { ALT: () => this.SUBRULE(this.identifiers) },
      ]);
    });
    const returning = this.OPTION3(() => this.SUBRULE(this.returning));
    return this.make('UpsertInto', start, {
      target,
      columns: columns ?? [],
      source,
      on: on ?? [],
      returning: returning ?? [],
    });
  });

  readonly merge: Rule<Merge> = this.RULE('merge', () => {
    const start = this.start();
    const clauses: MergeClause[] = [];
    this.CONSUME(T.MERGE);
    this.CONSUME(T.INTO);
    const target = this.SUBRULE(this.changeTarget);
    const alias = this.OPTION1({ GATE: () => this.aliasFollows(), DEF: () => this.SUBRULE(this.alias) });
    this.CONSUME1(T.USING);
    const source = this.SUBRULE(this.source);
    let using: readonly Identifier[] = [];
    const on = this.OR<Choice<Expression | undefined>>([
      { ALT: () => (this.CONSUME(T.ON), this.SUBRULE(this.value)) },
      {
        ALT: () => {
          this.CONSUME2(T.USING);
          using = this.SUBRULE(this.columnList);
          return undefined;
        },
      },
    ]);
    this.MANY(() => clauses.push(this.SUBRULE(this.mergeClause)));
    this.ACTION(() => {
      if (clauses.length === 0) this.refuse(['WHEN']);
    });
    const returning = this.OPTION2(() => this.SUBRULE(this.returning));
    return this.make('Merge', start, {
      with: undefined,
      target,
      alias,
      source,
      on,
      using,
      clauses,
      returning: returning ?? [],
    });
  });

  readonly mergeClause: Rule<MergeClause> = this.RULE('mergeClause', () => {
    const start = this.start();
    this.CONSUME(T.WHEN);
    const negated = this.OPTION1(() => this.CONSUME(T.NOT)) !== undefined;
    this.CONSUME(T.MATCHED);
    const by = this.OPTION2(() => {
      this.CONSUME(T.BY);
      return this.OR<Choice<'source' | 'target'>>([
        { ALT: () => (this.CONSUME(T.SOURCE), 'source') },
        { ALT: () => (this.CONSUME(T.TARGET), 'target') },
      ]);
    });
    const condition = this.OPTION3(() => (this.CONSUME(T.AND), this.SUBRULE(this.value)));
    this.CONSUME(T.THEN);
    const action = this.SUBRULE(this.mergeAction);
    return this.make('MergeClause', start, { matched: !negated, by, condition, action });
  });

  readonly mergeAction: Rule<MergeClause['action']> = this.RULE('mergeAction', () => {
    const start = this.start();
    return this.OR<Choice<MergeClause['action']>>([
      {
        ALT: () => {
          this.CONSUME(T.UPDATE);
          const assignments = this.OPTION1(() => this.SUBRULE(this.assignments));
          return this.make('MergeUpdate', start, { assignments: assignments ?? [] });
        },
      },
      { ALT: () => (this.CONSUME(T.DELETE), this.make('MergeDelete', start, {})) },
      {
        ALT: () => {
          this.CONSUME(T.INSERT);
          const columns = this.OPTION2(() => this.SUBRULE(this.columnList));
          const values = this.OPTION3(() => {
            this.CONSUME(T.VALUES);
            return this.SUBRULE(this.valuesRow);
          });
          return this.make('MergeInsert', start, { columns: columns ?? [], values: values?.values ?? [] });
        },
      },
      { ALT: () => (this.CONSUME(T.DO), this.CONSUME(T.NOTHING), this.make('MergeNothing', start, {})) },
    ]);
  });
}

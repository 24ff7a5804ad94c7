import type { Expression } from '../../ir/syntax-expression.ts';
import type { Limit, OrderItem } from '../../ir/syntax-query.ts';
import type { Distinct, GroupBy, GroupItem, NamedWindow, SelectItem } from '../../ir/syntax-select.ts';
import type { QueryTerm, Tail } from '../build/query.ts';
import { assembleSelect, type SelectDraft } from '../build/select.ts';
import { repeatedClause } from '../build/repeated-clause.ts';
import { level } from '../build/precedence.ts';
import { T, Word } from '../token-types.ts';
import { JoinGrammar } from './join-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

type Direction = OrderItem['direction'];

/** One query core: its clauses may come in any order after SELECT or FROM. */
export abstract class SelectGrammar extends JoinGrammar {
  readonly select: Rule<QueryTerm> = this.RULE('select', () => {
    const start = this.start();
    const draft: SelectDraft = { windows: [], tail: {} };
    this.OR([
      { ALT: () => this.SUBRULE1(this.selectClause, { ARGS: [draft] }) },
      { ALT: () => this.SUBRULE1(this.fromClause, { ARGS: [draft] }) },
    ]);
    this.MANY({
      GATE: () => this.startsClause(draft),
      DEF: () => this.SUBRULE(this.clause, { ARGS: [draft] }),
    });
    return this.ACTION(() => {
      const end = this.end();
      return { body: assembleSelect(draft, start, end), tail: draft.tail, start, end };
    });
  });

  /** Any clause but the first. */
  readonly clause: Rule<void, [draft: SelectDraft]> = this.RULE('clause', (draft: SelectDraft) => {
    this.OR([
      { ALT: () => this.SUBRULE(this.selectClause, { ARGS: [draft] }) },
      { ALT: () => this.SUBRULE(this.fromClause, { ARGS: [draft] }) },
      { ALT: () => this.SUBRULE(this.conditionClause, { ARGS: [draft] }) },
      { ALT: () => this.SUBRULE(this.groupClause, { ARGS: [draft] }) },
      { ALT: () => this.SUBRULE(this.windowClause, { ARGS: [draft] }) },
      { ALT: () => this.SUBRULE(this.tailClause, { ARGS: [draft?.tail] }) },
    ]);
  });

  readonly selectClause: Rule<void, [draft: SelectDraft]> = this.RULE('selectClause', (draft: SelectDraft) => {
    this.CONSUME(T.SELECT);
    const distinct = this.OPTION(() => this.SUBRULE(this.distinct));
    const items = this.SUBRULE(this.selectItems);
    this.ACTION(() => Object.assign(draft, { distinct, items, first: draft.first ?? 'select' }));
  });

  readonly distinct: Rule<Distinct> = this.RULE('distinct', () => {
    const start = this.start();
    this.CONSUME(T.DISTINCT);
    const on = this.OPTION(() => {
      this.CONSUME(T.ON);
      this.CONSUME(T.LeftParen);
      const keys = this.bracketed(() => this.SUBRULE(this.expressions));
      this.CONSUME(T.RightParen);
      return keys;
    });
    return this.make('Distinct', start, { on: on ?? [] });
  });

  override readonly selectItems: Rule<readonly SelectItem[]> = this.RULE('selectItems', () => {
    const items = [this.SUBRULE1(this.selectItem)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      items.push(this.SUBRULE2(this.selectItem));
    });
    return items;
  });

  readonly selectItem: Rule<SelectItem> = this.RULE('selectItem', () => {
    const start = this.start();
    return this.OR<Choice<SelectItem>>([
      {
        GATE: () => this.startsStar(),
        ALT: () => this.make('SelectItem', start, { value: this.SUBRULE(this.star), alias: undefined }),
      },
      {
        ALT: () => {
          const { castAllowed } = this;
          this.castAllowed = false;
          const value = this.SUBRULE(this.value);
          this.castAllowed = castAllowed;
          const alias = this.OPTION({ GATE: () => this.aliasFollows(), DEF: () => this.SUBRULE(this.alias) });
          return this.make('SelectItem', start, { value, alias });
        },
      },
    ]);
  });

  /** `(expression as column, …)` after `* REPLACE`. */
  override readonly replacements: Rule<readonly SelectItem[]> = this.RULE('replacements', () => {
    this.CONSUME(T.LeftParen);
    const items = this.SUBRULE(this.selectItems);
    this.CONSUME(T.RightParen);
    return items;
  });

  readonly fromClause: Rule<void, [draft: SelectDraft]> = this.RULE('fromClause', (draft: SelectDraft) => {
    this.CONSUME(T.FROM);
    const from = this.SUBRULE(this.sources);
    this.ACTION(() => Object.assign(draft, { from, first: draft.first ?? 'from' }));
  });

  /** WHERE, HAVING, QUALIFY. */
  readonly conditionClause: Rule<void, [draft: SelectDraft]> = this.RULE('conditionClause', (draft: SelectDraft) => {
    const keyword = this.OR([
      { ALT: () => this.CONSUME(T.WHERE) },
      { ALT: () => this.CONSUME(T.HAVING) },
      { ALT: () => this.CONSUME(T.QUALIFY) },
    ]);
    const condition = this.SUBRULE(this.value);
    this.ACTION(() => {
      const clause = keyword.tokenType.name.toLowerCase() as 'where' | 'having' | 'qualify';
      draft[clause] = { value: condition, place: repeatedClause(draft[clause], keyword) };
    });
  });

  readonly groupClause: Rule<void, [draft: SelectDraft]> = this.RULE('groupClause', (draft: SelectDraft) => {
    const start = this.start();
    const items: GroupItem[] = [];
    const keyword = this.CONSUME(T.GROUP);
    this.CONSUME(T.BY);
    const all = this.OR<Choice<boolean>>([
      { GATE: () => this.endsAfterAll(), ALT: () => (this.CONSUME(T.ALL), true) },
      {
        ALT: () => {
          items.push(this.SUBRULE1(this.groupItem));
          this.MANY(() => {
            this.CONSUME(T.Comma);
            items.push(this.SUBRULE2(this.groupItem));
          });
          return false;
        },
      },
    ]);
    const value: GroupBy = this.make('GroupBy', start, { all, items });
    this.ACTION(() => {
      draft.groupBy = { value, place: repeatedClause(draft.groupBy, keyword) };
    });
  });

  readonly groupItem: Rule<GroupItem> = this.RULE('groupItem', () => {
    const start = this.start();
    return this.OR<Choice<GroupItem>>([
      {
        GATE: () => this.is('LeftParen', 2),
        ALT: () => {
          this.CONSUME(T.ROLLUP);
          return this.make('Rollup', start, { items: this.SUBRULE1(this.groupKeys) as readonly Expression[] });
        },
      },
      {
        GATE: () => this.is('LeftParen', 2),
        ALT: () => {
          this.CONSUME(T.CUBE);
          return this.make('Cube', start, { items: this.SUBRULE2(this.groupKeys) as readonly Expression[] });
        },
      },
      {
        GATE: () => this.is('SETS', 2),
        ALT: () => {
          this.CONSUME(T.GROUPING);
          this.CONSUME(T.SETS);
          return this.make('GroupingSets', start, { items: this.SUBRULE3(this.groupKeys) });
        },
      },
      {
        GATE: () => this.is('RightParen', 2),
        ALT: () => {
          this.CONSUME(T.LeftParen);
          this.CONSUME(T.RightParen);
          return this.make('Tuple', start, { elements: [] });
        },
      },
      { ALT: () => this.SUBRULE(this.value) },
    ]);
  });

  readonly groupKeys: Rule<readonly GroupItem[]> = this.RULE('groupKeys', () => {
    this.CONSUME(T.LeftParen);
    this.ACTION(() => this.deepen());
    const items = this.bracketed(() => {
      const found = [this.SUBRULE1(this.groupItem)];
      this.MANY(() => {
        this.CONSUME(T.Comma);
        found.push(this.SUBRULE2(this.groupItem));
      });
      return found;
    });
    this.level--;
    this.CONSUME(T.RightParen);
    return items;
  });

  readonly windowClause: Rule<void, [draft: SelectDraft]> = this.RULE('windowClause', (draft: SelectDraft) => {
    this.CONSUME(T.WINDOW);
    const windows = [this.SUBRULE1(this.namedWindow)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      windows.push(this.SUBRULE2(this.namedWindow));
    });
    this.ACTION(() => draft.windows.push(...windows));
  });

  readonly namedWindow: Rule<NamedWindow> = this.RULE('namedWindow', () => {
    const start = this.start();
    const name = this.SUBRULE(this.identifier);
    this.CONSUME(T.AS);
    const specification = this.SUBRULE(this.windowSpecification);
    return this.make('NamedWindow', start, { name, specification });
  });

  /** ORDER BY, LIMIT, OFFSET, FETCH. */
  readonly tailClause: Rule<void, [tail: Tail]> = this.RULE('tailClause', (tail: Tail) => {
    const start = this.start();
    const keyword = this.LA(1);
    this.OR([
      {
        ALT: () => {
          const value = this.SUBRULE(this.callOrder);
          this.ACTION(() => (tail.orderBy = { value, place: repeatedClause(tail.orderBy, keyword) }));
        },
      },
      {
        ALT: () => {
          const value = this.SUBRULE(this.limit);
          this.ACTION(() => (tail.limit = { value, place: repeatedClause(tail.limit, keyword) }));
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.OFFSET);
          const value = this.SUBRULE1(this.sum);
          this.OPTION1({
            GATE: () => this.sameLine(),
            DEF: () => this.OR1([{ ALT: () => this.CONSUME1(T.ROW) }, { ALT: () => this.CONSUME1(T.ROWS) }]),
          });
          this.ACTION(() => (tail.offset = { value, place: repeatedClause(tail.offset, keyword) }));
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.FETCH);
          this.CONSUME(Word);
          const count = this.SUBRULE2(this.sum);
          const value = this.make('Limit', start, { count, unit: 'rows' });
          this.OR2([{ ALT: () => this.CONSUME2(T.ROW) }, { ALT: () => this.CONSUME2(T.ROWS) }]);
          this.CONSUME(T.ONLY);
          this.ACTION(() => (tail.limit = { value, place: repeatedClause(tail.limit, keyword) }));
        },
      },
    ]);
  });

  readonly limit: Rule<Limit | undefined> = this.RULE('limit', () => {
    const start = this.start();
    this.CONSUME(T.LIMIT);
    return this.OR<Choice<Limit | undefined>>([
      { GATE: () => this.endsAfterAll(), ALT: () => (this.CONSUME(T.ALL), undefined) },
      {
        ALT: () => {
          const { percentIsUnit } = this;
          this.percentIsUnit = true;
          const count = this.SUBRULE(this.operation, { ARGS: [level.additive] });
          this.percentIsUnit = percentIsUnit;
          const percent = this.OPTION(() => this.CONSUME(T.Percent));
          return this.make('Limit', start, { count, unit: percent === undefined ? 'rows' : 'percent' });
        },
      },
    ]);
  });

  override readonly orderItems: Rule<readonly OrderItem[]> = this.RULE('orderItems', () => {
    const items = [this.SUBRULE1(this.orderItem)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      items.push(this.SUBRULE2(this.orderItem));
    });
    return items;
  });

  readonly orderItem: Rule<OrderItem> = this.RULE('orderItem', () => {
    const start = this.start();
    const before = this.OPTION1(() => this.SUBRULE1(this.direction));
    let value: Expression | undefined;
    this.OPTION2({
      GATE: () => before === undefined || (this.sameLine() && !this.isClauseWord()),
      DEF: () =>
        this.OR([
          { GATE: () => this.endsAfterAll(), ALT: () => this.CONSUME(T.ALL) },
          {
            ALT: () => {
              value = this.SUBRULE(this.value);
            },
          },
        ]),
    });
    this.ACTION(() => {
      if (before === undefined && this.end() <= start) this.refuse(['an expression']);
    });
    const after = this.OPTION3({
      GATE: () => before === undefined,
      DEF: () => this.SUBRULE2(this.direction),
    });
    const nulls = this.OPTION4({
      GATE: () => this.is('FIRST', 2) || this.is('LAST', 2),
      DEF: () => {
        this.CONSUME(T.NULLS);
        return this.OR1<Choice<'first' | 'last'>>([
          { ALT: () => (this.CONSUME(T.FIRST), 'first') },
          { ALT: () => (this.CONSUME(T.LAST), 'last') },
        ]);
      },
    });
    return this.make('OrderItem', start, { value, direction: before ?? after ?? 'asc', nulls });
  });

  readonly direction: Rule<Direction> = this.RULE('direction', () =>
    this.OR<Choice<Direction>>([
      { ALT: () => (this.CONSUME(T.ASC), 'asc') },
      { ALT: () => (this.CONSUME(T.DESC), 'desc') },
      { ALT: () => (this.CONSUME(T.DSC), 'desc') },
    ]),
  );

  protected startsTail(): boolean {
    const kind = this.kind();
    if (kind === 'ORDER') return true;
    if (kind === 'FETCH') return this.is('FIRST', 2) || this.LA(2).image.toLowerCase() === 'next';
    if (kind !== 'LIMIT' && kind !== 'OFFSET') return false;
    // On a line of its own `limit = 3` and `limit(3)` are statements.
    return this.sameLine() || !notAfterClauseWord.has(this.kind(2));
  }

  private startsClause(draft: SelectDraft): boolean {
    switch (this.kind()) {
      case 'SELECT':
        return draft.items === undefined;
      case 'FROM':
        return draft.from === undefined;
      case 'WHERE':
      case 'GROUP':
      case 'HAVING':
        return true;
      case 'QUALIFY':
        return this.sameLine() || !notAfterClauseWord.has(this.kind(2));
      case 'WINDOW':
        return this.isWord(2) && this.is('AS', 3);
      default:
        return this.startsTail();
    }
  }

  /** `ALL` as a word of its own, not a column or function of that name. */
  private endsAfterAll(): boolean {
    return this.is('ALL') && !startsMore.has(this.kind(2));
  }
}

const notAfterClauseWord: ReadonlySet<string> = new Set(['Equal', 'Dot']);
const startsMore: ReadonlySet<string> = new Set(['LeftParen', 'Dot', 'DoubleColon', 'Comma']);

import type { Identifier } from '../../ir/syntax-name.ts';
import type { SelectItem } from '../../ir/syntax-select.ts';
import type { Join, PivotAxis, TableSource, UnpivotColumn } from '../../ir/syntax-source.ts';
import { T } from '../token-types.ts';
import type { Choice, Rule } from './parser-base.ts';
import { SourceGrammar } from './source-grammar.ts';

/** Sources put together: joins, pivots, lists with commas. */
export abstract class JoinGrammar extends SourceGrammar {
  declare readonly selectItems: Rule<readonly SelectItem[]>;

  readonly sources: Rule<readonly TableSource[]> = this.RULE('sources', () => {
    const sources = [this.SUBRULE1(this.joinedSource)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      sources.push(this.SUBRULE2(this.joinedSource));
    });
    return sources;
  });

  override readonly joinedSource: Rule<TableSource> = this.RULE('joinedSource', () => {
    const start = this.start();
    let height = 0;
    let left = this.SUBRULE(this.pivotedSource);
    this.MANY({
      GATE: () => this.startsJoin(),
      DEF: () => {
        this.ACTION(() => this.limitHeight(++height));
        left = this.SUBRULE(this.join, { ARGS: [left, start] });
      },
    });
    return left;
  });

  readonly join: Rule<Join, [left: TableSource, start: number]> = this.RULE(
    'join',
    (left: TableSource, start: number) => {
      const natural = this.OPTION1(() => this.CONSUME(T.NATURAL)) !== undefined;
      const asof = this.OPTION6(() => this.CONSUME(T.ASOF)) !== undefined;
      const type =
        this.OPTION2(() =>
          this.OR1<Choice<Join['type']>>([
            { ALT: () => (this.CONSUME(T.INNER), 'inner') },
            { ALT: () => (this.CONSUME(T.ANTI), 'anti') },
            { ALT: () => (this.CONSUME(T.SEMI), 'semi') },
            { ALT: () => (this.CONSUME(T.CROSS), 'cross') },
            { ALT: () => (this.CONSUME(T.POSITIONAL), 'positional') },
            {
              ALT: () => {
                const side = this.OR2<Choice<Join['type']>>([
                  { ALT: () => (this.CONSUME(T.LEFT), 'left') },
                  { ALT: () => (this.CONSUME(T.RIGHT), 'right') },
                  { ALT: () => (this.CONSUME(T.FULL), 'full') },
                ]);
                this.OPTION3(() => this.CONSUME(T.OUTER));
                return side;
              },
            },
          ]),
        ) ?? 'inner';
      this.CONSUME(T.JOIN);
      const right = this.SUBRULE(this.pivotedSource);
      let using: readonly Identifier[] = [];
      const on = this.OPTION4({
        GATE: () => type !== 'cross' && type !== 'positional' && !this.is('CONFLICT', 2),
        DEF: () => (this.CONSUME(T.ON), this.SUBRULE(this.value)),
      });
      this.OPTION5({
        GATE: () => this.is('LeftParen', 2) && on === undefined,
        DEF: () => {
          this.CONSUME(T.USING);
          using = this.SUBRULE(this.columnList);
        },
      });
      return this.make('Join', start, { type, natural, asof: asof ? true : undefined, left, right, on, using });
    },
  );

  readonly pivotedSource: Rule<TableSource> = this.RULE('pivotedSource', () => {
    const start = this.start();
    let height = 0;
    let source: TableSource = this.SUBRULE(this.source);
    this.MANY({
      GATE: () => this.is('LeftParen', 2) || this.is('INCLUDE', 2),
      DEF: () => {
        this.ACTION(() => this.limitHeight(++height));
        source = this.OR<Choice<TableSource>>([
          { ALT: () => this.SUBRULE(this.pivot, { ARGS: [source, start] }) },
          { ALT: () => this.SUBRULE(this.unpivot, { ARGS: [source, start] }) },
        ]);
      },
    });
    return source;
  });

  readonly pivot: Rule<TableSource, [source: TableSource, start: number]> = this.RULE(
    'pivot',
    (source: TableSource, start: number) => {
      const axes: PivotAxis[] = [];
      this.CONSUME(T.PIVOT);
      this.CONSUME(T.LeftParen);
      const fields = this.bracketed(() => {
        const aggregates = this.SUBRULE(this.selectItems);
        this.MANY(() => axes.push(this.SUBRULE(this.pivotAxis)));
        this.ACTION(() => {
          if (axes.length === 0) this.refuse(['FOR']);
        });
        const groupBy =
          this.OPTION1(() => {
            this.CONSUME(T.GROUP);
            this.CONSUME(T.BY);
            return this.SUBRULE(this.expressions);
          }) ?? [];
        return { aggregates, groupBy };
      });
      this.CONSUME(T.RightParen);
      const alias = this.OPTION9({ GATE: () => this.aliasFollows(), DEF: () => this.SUBRULE(this.alias) });
      return this.make('Pivot', start, { source, axes, ...fields, alias });
    },
  );

  readonly pivotAxis: Rule<PivotAxis> = this.RULE('pivotAxis', () => {
    const start = this.start();
    this.CONSUME(T.FOR);
    const key = this.SUBRULE(this.sum);
    this.CONSUME(T.IN);
    this.CONSUME(T.LeftParen);
    const values = this.SUBRULE(this.selectItems);
    this.CONSUME(T.RightParen);
    return this.make('PivotAxis', start, { key, values });
  });

  readonly unpivot: Rule<TableSource, [source: TableSource, start: number]> = this.RULE(
    'unpivot',
    (source: TableSource, start: number) => {
      this.CONSUME(T.UNPIVOT);
      let includeNulls = false;
      this.OPTION1(() => {
        this.CONSUME(T.INCLUDE);
        this.CONSUME(T.NULLS);
        includeNulls = true;
      });
      this.CONSUME1(T.LeftParen);
      const value = this.SUBRULE1(this.identifier);
      this.CONSUME(T.FOR);
      const name = this.SUBRULE2(this.identifier);
      this.CONSUME(T.IN);
      this.CONSUME2(T.LeftParen);
      const columns = [this.SUBRULE1(this.unpivotColumn)];
      this.MANY(() => {
        this.CONSUME(T.Comma);
        columns.push(this.SUBRULE2(this.unpivotColumn));
      });
      this.CONSUME1(T.RightParen);
      this.CONSUME2(T.RightParen);
      const alias = this.OPTION9({ GATE: () => this.aliasFollows(), DEF: () => this.SUBRULE(this.alias) });
      return this.make('Unpivot', start, { source, includeNulls, value, name, columns, alias });
    },
  );

  readonly unpivotColumn: Rule<UnpivotColumn> = this.RULE('unpivotColumn', () => {
    const start = this.start();
    const column = this.SUBRULE(this.identifier);
    const label = this.OPTION(() => (this.CONSUME(T.AS), this.SUBRULE(this.sum)));
    return this.make('UnpivotColumn', start, { column, label });
  });

  private startsJoin(): boolean {
    const kind = this.kind();
    if (kind === 'NATURAL' || kind === 'POSITIONAL' || kind === 'ASOF') return joinWords.has(this.kind(2));
    if (kind === 'LEFT' || kind === 'RIGHT') return !this.is('LeftParen', 2);
    return joinWords.has(kind);
  }
}

const joinWords: ReadonlySet<string> = new Set(['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'ANTI', 'SEMI', 'CROSS']);

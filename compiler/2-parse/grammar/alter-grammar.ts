import type { AlterAction } from '../../ir/syntax-definition.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import { T } from '../token-types.ts';
import type { Choice, Rule } from './parser-base.ts';
import { SessionGrammar } from './session-grammar.ts';

/** What ALTER TABLE can do. */
export abstract class AlterGrammar extends SessionGrammar {
  override readonly alterAction: Rule<AlterAction> = this.RULE('alterAction', () => {
    const start = this.start();
    return this.OR<Choice<AlterAction>>([
      {
        ALT: () => {
          this.CONSUME(T.ADD);
          return this.SUBRULE(this.alterAdd, { ARGS: [start] });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.DROP);
          return this.SUBRULE(this.alterDrop, { ARGS: [start] });
        },
      },
      {
        GATE: () => this.is('TO', 2) && !this.is('TO', 3),
        ALT: () => {
          this.CONSUME1(T.RENAME);
          this.CONSUME1(T.TO);
          return this.make('RenameTable', start, { to: this.SUBRULE2(this.identifier) });
        },
      },
      {
        ALT: () => {
          this.CONSUME2(T.RENAME);
          this.optionalColumn(3);
          const column = this.SUBRULE3(this.identifier);
          this.CONSUME2(T.TO);
          return this.make('RenameColumn', start, { column, to: this.SUBRULE4(this.identifier) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.ALTER);
          this.optionalColumn(4);
          const column = this.SUBRULE5(this.identifier);
          return this.SUBRULE(this.alterColumn, { ARGS: [column, start] });
        },
      },
      { ALT: () => this.SUBRULE(this.alterLayout) },
    ]);
  });

  readonly alterAdd: Rule<AlterAction, [start: number]> = this.RULE('alterAdd', (start: number) =>
    this.OR<Choice<AlterAction>>([
      {
        GATE: () => this.startsTableConstraint(),
        ALT: () => this.make('AddConstraint', start, { constraint: this.SUBRULE(this.tableConstraint) }),
      },
      {
        ALT: () => {
          this.optionalColumn(1);
          return this.make('AddColumn', start, { column: this.SUBRULE(this.columnDefinition) });
        },
      },
    ]),
  );

  readonly alterDrop: Rule<AlterAction, [start: number]> = this.RULE('alterDrop', (start: number) =>
    this.OR<Choice<AlterAction>>([
      {
        GATE: () => this.is('CONSTRAINT') && (this.isWord(2) || this.is('EXISTS', 3)),
        ALT: () => {
          this.CONSUME(T.CONSTRAINT);
          const ifExists = this.OPTION1(() => (this.CONSUME(T.IF), this.CONSUME(T.EXISTS))) !== undefined;
          return this.make('DropConstraint', start, { ifExists, name: this.SUBRULE1(this.identifier) });
        },
      },
      {
        ALT: () => {
          this.optionalColumn(2);
          return this.make('DropColumn', start, { column: this.SUBRULE2(this.identifier) });
        },
      },
    ]),
  );

  readonly alterColumn: Rule<AlterAction, [column: Identifier, start: number]> = this.RULE(
    'alterColumn',
    (column: Identifier, start: number) =>
      this.OR1<Choice<AlterAction>>([
        {
          ALT: () => {
            this.CONSUME(T.TYPE);
            const type = this.SUBRULE(this.type);
            const using = this.OPTION(() => (this.CONSUME(T.USING), this.SUBRULE1(this.value)));
            return this.make('AlterColumnType', start, { column, type, using });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.SET);
            return this.OR2<Choice<AlterAction>>([
              {
                ALT: () => {
                  this.CONSUME1(T.DEFAULT);
                  return this.make('SetColumnDefault', start, { column, value: this.SUBRULE2(this.value) });
                },
              },
              {
                ALT: () => {
                  this.CONSUME1(T.NOT);
                  this.CONSUME1(T.NULL);
                  return this.make('SetColumnNullability', start, { column, nullable: false });
                },
              },
            ]);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.DROP);
            return this.OR3<Choice<AlterAction>>([
              { ALT: () => (this.CONSUME2(T.DEFAULT), this.make('DropColumnDefault', start, { column })) },
              {
                ALT: () => {
                  this.CONSUME2(T.NOT);
                  this.CONSUME2(T.NULL);
                  return this.make('SetColumnNullability', start, { column, nullable: true });
                },
              },
            ]);
          },
        },
      ]),
  );

  /** `set partitioned by (…)`, `set sorted by (…)`. */
  readonly alterLayout: Rule<AlterAction> = this.RULE('alterLayout', () => {
    const start = this.start();
    this.CONSUME(T.SET);
    return this.OR<Choice<AlterAction>>([
      {
        ALT: () => {
          this.CONSUME(T.PARTITIONED);
          this.CONSUME1(T.BY);
          this.CONSUME1(T.LeftParen);
          const keys = this.SUBRULE(this.expressions);
          this.CONSUME1(T.RightParen);
          return this.make('SetPartitioning', start, { keys });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.SORTED);
          this.CONSUME2(T.BY);
          this.CONSUME2(T.LeftParen);
          const keys = this.SUBRULE(this.orderItems);
          this.CONSUME2(T.RightParen);
          return this.make('SetSorting', start, { keys });
        },
      },
    ]);
  });

  /** COLUMN, unless it is the column's name. */
  private optionalColumn(use: 1 | 2 | 3 | 4): void {
    this.option(use, {
      GATE: () => this.isWord(2) && (!this.is('TO', 2) || this.is('TO', 3)),
      DEF: () => this.consume(use, T.COLUMN),
    });
  }
}

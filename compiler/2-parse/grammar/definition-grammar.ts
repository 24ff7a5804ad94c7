import type {
  ColumnConstraint,
  ColumnDefinition,
  CreateIndex,
  CreateRole,
  CreateSchema,
  CreateSecret,
  CreateTable,
  CreateView,
  DefineException,
  DefineSecret,
  DefineStruct,
  ForeignKey,
  TableConstraint,
} from '../../ir/syntax-definition.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { Statement } from '../../ir/syntax-statement.ts';
import { stringLiteral } from '../build/literals.ts';
import { level } from '../build/precedence.ts';
import { T } from '../token-types.ts';
import type { Choice, Rule } from './parser-base.ts';
import { RoutineGrammar } from './routine-grammar.ts';

/** CREATE and TYPE. */
export abstract class DefinitionGrammar extends RoutineGrammar {
  readonly create: Rule<Statement> = this.RULE('create', () => {
    const start = this.start();
    this.CONSUME(T.CREATE);
    const orReplace = this.OPTION1(() => (this.CONSUME(T.OR), this.CONSUME(T.REPLACE))) !== undefined;
    this.ACTION(() => this.refuseCreate(orReplace));
    return this.OR<Choice<Statement>>([
      { ALT: () => this.SUBRULE(this.createTable, { ARGS: [start, orReplace] }) },
      { ALT: () => this.SUBRULE(this.createView, { ARGS: [start, orReplace] }) },
      { ALT: () => this.SUBRULE(this.createIndex, { ARGS: [start] }) },
      { ALT: () => this.SUBRULE(this.createSchema, { ARGS: [start] }) },
      { ALT: () => this.SUBRULE(this.createRole, { ARGS: [start] }) },
      { ALT: () => this.SUBRULE(this.createSecret, { ARGS: [start] }) },
      { ALT: () => this.SUBRULE(this.createType, { ARGS: [start] }) },
      { ALT: () => this.SUBRULE(this.defineFunction, { ARGS: [start, orReplace] }) },
    ]);
  });

  readonly ifNotExists: Rule<boolean> = this.RULE('ifNotExists', () => {
    this.CONSUME(T.IF);
    this.CONSUME(T.NOT);
    this.CONSUME(T.EXISTS);
    return true;
  });

  readonly createTable: Rule<CreateTable, [start: number, orReplace: boolean]> = this.RULE(
    'createTable',
    (start: number, orReplace: boolean) => {
      const columns: ColumnDefinition[] = [];
      const constraints: TableConstraint[] = [];
      const temporary = this.OPTION1(() =>
        this.OR1([{ ALT: () => this.CONSUME(T.TEMP) }, { ALT: () => this.CONSUME(T.TEMPORARY) }]),
      );
      this.CONSUME(T.TABLE);
      const ifNotExists = this.OPTION2(() => this.SUBRULE(this.ifNotExists)) ?? false;
      const name = this.SUBRULE(this.name);
      const query = this.OR2<Choice<Query | undefined>>([
        { ALT: () => (this.CONSUME(T.AS), this.SUBRULE(this.query)) },
        {
          ALT: () => {
            this.CONSUME(T.LeftParen);
            this.ACTION(() => {
              if (this.is('RightParen')) this.fail({ code: 'PLG1015', params: { missing: 'a column', in: 'a table' } });
            });
            this.SUBRULE1(this.tableElement, { ARGS: [columns, constraints] });
            this.MANY({
              GATE: () => !this.is('RightParen', 2),
              DEF: () => {
                this.CONSUME1(T.Comma);
                this.SUBRULE2(this.tableElement, { ARGS: [columns, constraints] });
              },
            });
            this.OPTION3(() => this.CONSUME2(T.Comma));
            this.CONSUME(T.RightParen);
            return undefined;
          },
        },
      ]);
      return this.make('CreateTable', start, {
        orReplace,
        temporary: temporary !== undefined,
        ifNotExists,
        name,
        columns,
        constraints,
        query,
      });
    },
  );

  readonly tableElement: Rule<void, [columns: ColumnDefinition[], constraints: TableConstraint[]]> = this.RULE(
    'tableElement',
    (columns: ColumnDefinition[], constraints: TableConstraint[]) => {
      this.OR([
        {
          GATE: () => this.startsTableConstraint(),
          ALT: () => {
            const constraint = this.SUBRULE(this.tableConstraint);
            this.ACTION(() => constraints.push(constraint));
          },
        },
        {
          ALT: () => {
            const column = this.SUBRULE(this.columnDefinition);
            this.ACTION(() => columns.push(column));
          },
        },
      ]);
    },
  );

  readonly columnDefinition: Rule<ColumnDefinition> = this.RULE('columnDefinition', () => {
    const start = this.start();
    const constraints: ColumnConstraint[] = [];
    const name = this.SUBRULE(this.identifier);
    const type = this.SUBRULE(this.type);
    this.MANY(() => constraints.push(this.SUBRULE(this.columnConstraint)));
    return this.make('ColumnDefinition', start, { name, type, constraints });
  });

  readonly columnConstraint: Rule<ColumnConstraint> = this.RULE('columnConstraint', () => {
    const start = this.start();
    return this.OR<Choice<ColumnConstraint>>([
      {
        ALT: () => {
          this.CONSUME(T.PRIMARY);
          this.CONSUME(T.KEY);
          return this.make('PrimaryKey', start, { name: undefined, columns: [] });
        },
      },
      { ALT: () => (this.CONSUME(T.NOT), this.CONSUME(T.NULL), this.make('NotNull', start, {})) },
      { ALT: () => (this.CONSUME(T.UNIQUE), this.make('Unique', start, { name: undefined, columns: [] })) },
      {
        ALT: () => {
          this.CONSUME(T.DEFAULT);
          const value = this.SUBRULE(this.operation, { ARGS: [level.additive] });
          return this.make('DefaultValue', start, { value });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.CHECK);
          return this.make('Check', start, { name: undefined, condition: this.SUBRULE1(this.parenthesized) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.GENERATED);
          this.CONSUME(T.ALWAYS);
          this.CONSUME(T.AS);
          return this.make('Generated', start, { value: this.SUBRULE2(this.parenthesized) });
        },
      },
      {
        ALT: () => this.make('ForeignKey', start, { name: undefined, columns: [], ...this.SUBRULE(this.references) }),
      },
      {
        ALT: () => {
          this.CONSUME(T.COMMENT);
          return this.make('ColumnComment', start, { text: stringLiteral(this.CONSUME(T.String), this.dialect) });
        },
      },
    ]);
  });

  readonly references: Rule<Pick<ForeignKey, 'table' | 'references'>> = this.RULE('references', () => {
    this.CONSUME(T.REFERENCES);
    const table = this.SUBRULE(this.name);
    return { table, references: this.OPTION(() => this.SUBRULE(this.columnList)) ?? [] };
  });

  readonly tableConstraint: Rule<TableConstraint> = this.RULE('tableConstraint', () => {
    const start = this.start();
    const name = this.OPTION(() => (this.CONSUME(T.CONSTRAINT), this.SUBRULE(this.identifier)));
    return this.OR<Choice<TableConstraint>>([
      {
        ALT: () => {
          this.CONSUME(T.PRIMARY);
          this.CONSUME1(T.KEY);
          return this.make('PrimaryKey', start, { name, columns: this.SUBRULE1(this.columnList) });
        },
      },
      {
        ALT: () => (
          this.CONSUME(T.UNIQUE),
          this.make('Unique', start, { name, columns: this.SUBRULE2(this.columnList) })
        ),
      },
      {
        ALT: () => (
          this.CONSUME(T.CHECK),
          this.make('Check', start, { name, condition: this.SUBRULE(this.parenthesized) })
        ),
      },
      {
        ALT: () => {
          this.CONSUME(T.FOREIGN);
          this.CONSUME2(T.KEY);
          const columns = this.SUBRULE3(this.columnList);
          return this.make('ForeignKey', start, { name, columns, ...this.SUBRULE(this.references) });
        },
      },
    ]);
  });

  readonly createView: Rule<CreateView, [start: number, orReplace: boolean]> = this.RULE(
    'createView',
    (start: number, orReplace: boolean) => {
      const materialized = this.OPTION1(() => this.CONSUME(T.MATERIALIZED)) !== undefined;
      this.CONSUME(T.VIEW);
      const ifNotExists = this.OPTION2(() => this.SUBRULE(this.ifNotExists)) ?? false;
      const name = this.SUBRULE(this.name);
      const columns = this.OPTION3(() => this.SUBRULE(this.columnList)) ?? [];
      this.CONSUME(T.AS);
      const query = this.SUBRULE(this.query);
      return this.make('CreateView', start, { orReplace, materialized, ifNotExists, name, columns, query });
    },
  );

  readonly createIndex: Rule<CreateIndex, [start: number]> = this.RULE('createIndex', (start: number) => {
    const unique = this.OPTION1(() => this.CONSUME(T.UNIQUE)) !== undefined;
    this.CONSUME(T.INDEX);
    const ifNotExists = this.OPTION2(() => this.SUBRULE(this.ifNotExists)) ?? false;
    const name = this.SUBRULE1(this.identifier);
    this.CONSUME(T.ON);
    const table = this.SUBRULE(this.name);
    const method = this.OPTION3(() => (this.CONSUME(T.USING), this.SUBRULE2(this.identifier)));
    const columns = this.SUBRULE(this.columnList);
    return this.make('CreateIndex', start, { unique, ifNotExists, name, table, method, columns });
  });

  readonly createSchema: Rule<CreateSchema, [start: number]> = this.RULE('createSchema', (start: number) => {
    this.CONSUME(T.SCHEMA);
    const ifNotExists = this.OPTION(() => this.SUBRULE(this.ifNotExists)) ?? false;
    return this.make('CreateSchema', start, { ifNotExists, name: this.SUBRULE(this.name) });
  });

  readonly createRole: Rule<CreateRole, [start: number]> = this.RULE('createRole', (start: number) => {
    this.CONSUME(T.ROLE);
    const name = this.SUBRULE(this.identifier);
    const options = this.OPTION(() => this.SUBRULE(this.optionsInParentheses));
    return this.make('CreateRole', start, { name, options });
  });

  /** The old spelling `create secret n type secret as 'value'`. */
  readonly createSecret: Rule<CreateSecret, [start: number]> = this.RULE('createSecret', (start: number) => {
    this.CONSUME1(T.SECRET);
    const name = this.SUBRULE(this.name);
    this.CONSUME(T.TYPE);
    this.CONSUME2(T.SECRET);
    this.CONSUME(T.AS);
    return this.make('CreateSecret', start, { name, value: stringLiteral(this.CONSUME(T.String), this.dialect) });
  });

  /** The old spellings `create type X as exception ('msg')` and `create type S as struct (…)`. */
  readonly createType: Rule<DefineException | DefineStruct, [start: number]> = this.RULE(
    'createType',
    (start: number) => {
      this.CONSUME(T.TYPE);
      const name = this.SUBRULE(this.name);
      this.CONSUME(T.AS);
      return this.OR<Choice<DefineException | DefineStruct>>([
        {
          ALT: () => {
            this.CONSUME(T.EXCEPTION);
            const message = this.OPTION(() => this.SUBRULE(this.exceptionMessage));
            return this.make('DefineException', start, { name, message });
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.STRUCT);
            return this.make('DefineStruct', start, { name, fields: this.SUBRULE(this.parameters), value: undefined });
          },
        },
      ]);
    },
  );

  readonly exceptionMessage: Rule<DefineException['message']> = this.RULE('exceptionMessage', () => {
    this.CONSUME(T.LeftParen);
    const message = this.OPTION(() => stringLiteral(this.CONSUME(T.String), this.dialect));
    this.CONSUME(T.RightParen);
    return message;
  });

  readonly typeStatement: Rule<DefineSecret | DefineException | DefineStruct> = this.RULE('typeStatement', () => {
    const start = this.start();
    this.CONSUME(T.TYPE);
    return this.OR<Choice<DefineSecret | DefineException | DefineStruct>>([
      {
        ALT: () => {
          this.CONSUME(T.SECRET);
          this.CONSUME1(T.AS);
          const name = this.SUBRULE1(this.name);
          return this.make('DefineSecret', start, { name, options: this.SUBRULE(this.optionsInParentheses) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.EXCEPTION);
          this.CONSUME2(T.AS);
          const name = this.SUBRULE2(this.name);
          const message = this.OPTION1(() => this.SUBRULE(this.exceptionMessage));
          return this.make('DefineException', start, { name, message });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.STRUCT);
          this.CONSUME3(T.AS);
          const name = this.SUBRULE3(this.name);
          const fields = this.SUBRULE(this.parameters);
          const value = this.OPTION2(() => this.SUBRULE(this.structLiteral));
          return this.make('DefineStruct', start, { name, fields, value });
        },
      },
    ]);
  });

  /** Whether a constraint stands at a token, counted from 1, and not a column of such a name. */
  protected startsTableConstraint(at = 1): boolean {
    const kind = this.kind(at);
    if (kind === 'CONSTRAINT') return this.isWord(at + 1) && constraintWords.has(this.kind(at + 2));
    if (kind === 'PRIMARY' || kind === 'FOREIGN') return this.is('KEY', at + 1);
    return (kind === 'UNIQUE' || kind === 'CHECK') && this.is('LeftParen', at + 1);
  }

  /** Objects that are made by UPSERT, and OR REPLACE where it has no meaning. */
  private refuseCreate(orReplace: boolean): void {
    const kind = this.kind();
    const word = kind.toLowerCase();
    if (upserted.has(kind))
      this.fail({ code: 'PLG1009', params: { found: `create ${word}`, instead: `upsert ${word}` } });
    if (orReplace && !replaceable.has(kind)) this.refuse(['TABLE', 'VIEW', 'FUNCTION']);
  }
}

const constraintWords: ReadonlySet<string> = new Set(['PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);
const upserted: ReadonlySet<string> = new Set(['PROCEDURE', 'TRIGGER', 'SCHEDULE', 'PIPELINE']);
const replaceable: ReadonlySet<string> = new Set(['TABLE', 'TEMP', 'TEMPORARY', 'VIEW', 'MATERIALIZED', 'FUNCTION']);

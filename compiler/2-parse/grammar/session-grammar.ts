import type {
  AlterAction,
  AlterTable,
  CommentOn,
  Drop,
  Grant,
  RefreshView,
  Truncate,
} from '../../ir/syntax-definition.ts';
import type { StringLiteral } from '../../ir/syntax-literal.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { Describe, Explain, Load, Rollback, SessionStatement, SetSetting, Show } from '../../ir/syntax-session.ts';
import type { Statement } from '../../ir/syntax-statement.ts';
import { stringLiteral } from '../build/literals.ts';
import { identifierOf } from '../build/names.ts';
import { SyntaxFailure } from '../syntax-failure.ts';
import { AnyWord, T, Word } from '../token-types.ts';
import { CopyGrammar } from './copy-grammar.ts';
import type { Choice, Rule } from './parser-base.ts';

/** Commands: about the session, files, transactions; DROP, ALTER and what else begins with a verb. */
export abstract class SessionGrammar extends CopyGrammar {
  /** Commands whose verb may also be a name: the statement rule asks `startsCommand` first. */
  readonly command: Rule<Statement> = this.RULE('command', () => {
    const start = this.start();
    return this.OR<Choice<Statement>>([
      { ALT: () => this.SUBRULE(this.attach) },
      { ALT: () => (this.CONSUME(T.EXECUTE), this.make('Execute', start, { name: this.SUBRULE1(this.name) })) },
      { ALT: () => (this.CONSUME(T.INSTALL), this.make('Install', start, { names: this.SUBRULE(this.identifiers) })) },
      { ALT: () => this.SUBRULE(this.load) },
      { ALT: () => this.SUBRULE(this.copy) },
      { ALT: () => this.SUBRULE(this.show) },
      { ALT: () => this.SUBRULE(this.describe) },
      { ALT: () => (this.CONSUME(T.ANALYZE), this.make('Analyze', start, { name: this.sameLineName() })) },
      { ALT: () => this.SUBRULE(this.enable) },
      {
        ALT: () => (
          this.CONSUME(T.RUN),
          this.CONSUME1(T.SCHEDULE),
          this.make('RunSchedule', start, { name: this.SUBRULE2(this.name) })
        ),
      },
      {
        ALT: () => (
          this.CONSUME2(T.SCHEDULE),
          this.CONSUME(T.HISTORY),
          this.make('ScheduleHistory', start, { name: this.SUBRULE3(this.name) })
        ),
      },
      { ALT: () => (this.CONSUME1(T.CACHE), this.CONSUME1(T.CLEAR), this.make('Cache', start, { action: 'clear' })) },
      { ALT: () => (this.CONSUME2(T.CACHE), this.CONSUME(T.STATS), this.make('Cache', start, { action: 'stats' })) },
      { ALT: () => (this.CONSUME2(T.CLEAR), this.CONSUME3(T.CACHE), this.make('Cache', start, { action: 'clear' })) },
      { ALT: () => (this.CONSUME(T.USE), this.make('Use', start, { name: this.SUBRULE4(this.name) })) },
      { ALT: () => this.SUBRULE(this.explain) },
      { ALT: () => this.SUBRULE(this.transaction) },
      { ALT: () => this.SUBRULE(this.refresh) },
      { ALT: () => this.SUBRULE(this.truncate) },
      { ALT: () => this.SUBRULE(this.commentOn) },
      { ALT: () => this.SUBRULE(this.grant) },
      { ALT: () => this.SUBRULE(this.alterTable) },
    ]);
  });

  readonly attach: Rule<Extract<SessionStatement, { kind: 'Attach' | 'Detach' }>> = this.RULE('attach', () => {
    const start = this.start();
    return this.OR<Choice<Extract<SessionStatement, { kind: 'Attach' | 'Detach' }>>>([
      {
        ALT: () => {
          this.CONSUME(T.ATTACH);
          const target = this.SUBRULE1(this.stringOrName);
          const alias = this.OPTION(() => (this.CONSUME(T.AS), this.SUBRULE(this.identifier)));
          return this.make('Attach', start, { target, alias });
        },
      },
      { ALT: () => (this.CONSUME(T.DETACH), this.make('Detach', start, { target: this.SUBRULE2(this.stringOrName) })) },
    ]);
  });

  readonly load: Rule<Load> = this.RULE('load', () => {
    const start = this.start();
    this.CONSUME(T.LOAD);
    const targets = [this.SUBRULE1(this.loadTarget)];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      targets.push(this.SUBRULE2(this.loadTarget));
    });
    return this.make('Load', start, { targets });
  });

  readonly loadTarget: Rule<Load['targets'][number]> = this.RULE('loadTarget', () =>
    this.OR<Choice<Load['targets'][number]>>([
      { ALT: () => stringLiteral(this.CONSUME(T.String), this.dialect) },
      { ALT: () => this.SUBRULE(this.identifier) },
    ]),
  );

  readonly show: Rule<Show> = this.RULE('show', () => {
    const start = this.start();
    this.OR([{ ALT: () => this.CONSUME(T.SHOW) }, { ALT: () => this.CONSUME(T.LIST) }]);
    const words = [identifierOf(this.CONSUME1(AnyWord))];
    this.MANY({ GATE: () => this.sameLine(), DEF: () => words.push(identifierOf(this.CONSUME2(AnyWord))) });
    return this.make('Show', start, { words });
  });

  readonly describe: Rule<Describe> = this.RULE('describe', () => {
    const start = this.start();
    this.CONSUME(T.DESCRIBE);
    return this.OR<Choice<Describe>>([
      { ALT: () => this.make('Describe', start, { object: undefined, target: this.SUBRULE(this.query) }) },
      {
        GATE: () => this.isWord(2) && this.sameLine(2),
        ALT: () => {
          const object = this.SUBRULE1(this.objectKind);
          return this.make('Describe', start, { object, target: this.SUBRULE1(this.name) });
        },
      },
      { ALT: () => this.make('Describe', start, { object: undefined, target: this.SUBRULE(this.file) }) },
      { ALT: () => this.make('Describe', start, { object: undefined, target: this.SUBRULE2(this.name) }) },
    ]);
  });

  readonly enable: Rule<Statement> = this.RULE('enable', () => {
    const start = this.start();
    const enabled = this.OR1([
      { ALT: () => (this.CONSUME(T.ENABLE), true) },
      { ALT: () => (this.CONSUME(T.DISABLE), false) },
    ]);
    const object = this.OR2<Choice<'trigger' | 'schedule'>>([
      { ALT: () => (this.CONSUME(T.TRIGGER), 'trigger') },
      { ALT: () => (this.CONSUME(T.SCHEDULE), 'schedule') },
    ]);
    return this.make('Enable', start, { enabled, object, name: this.SUBRULE(this.name) });
  });

  readonly explain: Rule<Explain> = this.RULE('explain', () => {
    const start = this.start();
    this.CONSUME(T.EXPLAIN);
    const analyze = this.OPTION({
      GATE: () => !this.is('Equal', 2) && !this.is('LeftParen', 2),
      DEF: () => this.CONSUME(T.ANALYZE),
    });
    const subject = this.OR<Choice<Explain['subject']>>([
      { GATE: () => this.isWord(2), ALT: () => (this.CONSUME(T.TRIGGER), this.SUBRULE(this.name)) },
      { ALT: () => this.SUBRULE(this.statement) },
    ]);
    this.ACTION(() => {
      if (subject.kind === 'ExpressionStatement') {
        throw new SyntaxFailure({ kind: 'unexpected', expected: ['a query or a statement'] }, subject.span);
      }
    });
    return this.make('Explain', start, { analyze: analyze !== undefined, subject });
  });

  readonly transaction: Rule<SessionStatement> = this.RULE('transaction', () => {
    const start = this.start();
    return this.OR<Choice<SessionStatement>>([
      {
        ALT: () => {
          this.CONSUME(T.BEGIN);
          this.OPTION1({ GATE: () => this.sameLine(), DEF: () => this.CONSUME(T.TRANSACTION) });
          return this.make('Begin', start, {});
        },
      },
      { ALT: () => (this.CONSUME(T.COMMIT), this.make('Commit', start, {})) },
      { ALT: () => this.SUBRULE(this.rollback) },
      {
        ALT: () => (this.CONSUME(T.SAVEPOINT), this.make('Savepoint', start, { name: this.SUBRULE1(this.identifier) })),
      },
      {
        ALT: () => {
          this.CONSUME(T.RELEASE);
          this.OPTION2({ GATE: () => this.isWord(2) && this.sameLine(2), DEF: () => this.CONSUME2(T.SAVEPOINT) });
          return this.make('Release', start, { name: this.SUBRULE2(this.identifier) });
        },
      },
    ]);
  });

  readonly rollback: Rule<Rollback> = this.RULE('rollback', () => {
    const start = this.start();
    this.CONSUME(T.ROLLBACK);
    const savepoint = this.OPTION1({
      GATE: () => this.sameLine(),
      DEF: () => {
        this.CONSUME(T.TO);
        this.OPTION2({ GATE: () => this.isWord(2) && this.sameLine(2), DEF: () => this.CONSUME(T.SAVEPOINT) });
        return this.SUBRULE(this.identifier);
      },
    });
    return this.make('Rollback', start, { savepoint });
  });

  readonly setSetting: Rule<SetSetting> = this.RULE('setSetting', () => {
    const start = this.start();
    this.CONSUME(T.SET);
    const name = this.SUBRULE(this.name);
    this.CONSUME(T.Equal);
    return this.make('SetSetting', start, { name, value: this.SUBRULE(this.expression) });
  });

  readonly drop: Rule<Drop> = this.RULE('drop', () => {
    const start = this.start();
    this.CONSUME(T.DROP);
    const object = this.SUBRULE(this.objectKind);
    const ifExists = this.OPTION(() => (this.CONSUME(T.IF), this.CONSUME(T.EXISTS))) !== undefined;
    return this.make('Drop', start, { object, ifExists, name: this.SUBRULE(this.name) });
  });

  /** The kind of a catalog object in lower case: `table`, `materialized view`, `function`. */
  readonly objectKind: Rule<string> = this.RULE('objectKind', () => {
    const words: string[] = [];
    this.OPTION({
      GATE: () => this.is('VIEW', 2),
      DEF: () => words.push(this.CONSUME(T.MATERIALIZED).image.toLowerCase()),
    });
    const word = this.OR([{ ALT: () => this.CONSUME(Word) }, { ALT: () => this.CONSUME(T.FUNCTION) }]);
    return this.ACTION(() => [...words, word.image.toLowerCase()].join(' '));
  });

  readonly refresh: Rule<RefreshView> = this.RULE('refresh', () => {
    const start = this.start();
    this.CONSUME(T.REFRESH);
    this.CONSUME(T.MATERIALIZED);
    this.CONSUME(T.VIEW);
    return this.make('RefreshView', start, { name: this.SUBRULE(this.name) });
  });

  readonly truncate: Rule<Truncate> = this.RULE('truncate', () => {
    const start = this.start();
    this.CONSUME(T.TRUNCATE);
    this.OPTION({ GATE: () => this.isWord(2) && this.sameLine(2), DEF: () => this.CONSUME(T.TABLE) });
    return this.make('Truncate', start, { name: this.SUBRULE(this.name) });
  });

  readonly commentOn: Rule<CommentOn> = this.RULE('commentOn', () => {
    const start = this.start();
    this.CONSUME(T.COMMENT);
    this.CONSUME(T.ON);
    const object = this.SUBRULE(this.objectKind);
    const name = this.SUBRULE(this.name);
    this.CONSUME(T.IS);
    const text = this.OR<Choice<StringLiteral | undefined>>([
      { ALT: () => stringLiteral(this.CONSUME(T.String), this.dialect) },
      { ALT: () => (this.CONSUME(T.NULL), undefined) },
    ]);
    return this.make('CommentOn', start, { object, name, text });
  });

  readonly grant: Rule<Grant> = this.RULE('grant', () => {
    const start = this.start();
    const revoke = this.OR1([
      { ALT: () => (this.CONSUME(T.GRANT), false) },
      { ALT: () => (this.CONSUME(T.REVOKE), true) },
    ]);
    const privileges = [this.CONSUME1(AnyWord).image.toLowerCase()];
    this.MANY(() => {
      this.CONSUME(T.Comma);
      privileges.push(this.CONSUME2(AnyWord).image.toLowerCase());
    });
    this.CONSUME(T.ON);
    const object = this.SUBRULE(this.objectKind);
    const name = this.SUBRULE(this.name);
    this.OR2([
      { GATE: () => !revoke, ALT: () => this.CONSUME(T.TO) },
      { GATE: () => revoke, ALT: () => this.CONSUME(T.FROM) },
    ]);
    return this.make('Grant', start, { revoke, privileges, object, name, role: this.SUBRULE(this.identifier) });
  });

  readonly alterTable: Rule<AlterTable> = this.RULE('alterTable', () => {
    const start = this.start();
    this.CONSUME(T.ALTER);
    this.CONSUME(T.TABLE);
    const name = this.SUBRULE(this.name);
    return this.make('AlterTable', start, { name, action: this.SUBRULE(this.alterAction) });
  });

  declare readonly alterAction: Rule<AlterAction>;

  /** Does a command begin here, rather than an expression or assignment with a name like its verb? */
  protected startsCommand(): boolean {
    const second = this.kind(2);
    switch (this.kind()) {
      case 'ATTACH':
      case 'DETACH':
      case 'LOAD':
        return this.sameLine(2) && (this.isWord(2) || second === 'String');
      case 'COPY':
        return this.sameLine(2) && (this.isWord(2) || second === 'String' || this.startsQueryInParentheses(2));
      case 'EXECUTE':
      case 'INSTALL':
      case 'USE':
      case 'TRUNCATE':
      case 'SAVEPOINT':
      case 'RELEASE':
        return this.sameLine(2) && this.isWord(2);
      case 'SHOW':
      case 'LIST':
        return this.sameLine(2) && (this.isWord(2) || second === 'FUNCTION');
      case 'GRANT':
      case 'REVOKE':
        return this.sameLine(2) && this.LA(2).tokenTypeIdx in (AnyWord.categoryMatchesMap ?? {});
      case 'DESCRIBE':
        return this.sameLine(2) && (this.isWord(2) || DESCRIBED.has(second) || this.startsQueryInParentheses(2));
      case 'ANALYZE':
        return (this.sameLine(2) && this.isWord(2)) || this.endsAfterVerb();
      case 'ENABLE':
      case 'DISABLE':
        return second === 'TRIGGER' || second === 'SCHEDULE';
      case 'RUN':
        return second === 'SCHEDULE';
      case 'SCHEDULE':
        return second === 'HISTORY';
      case 'CACHE':
        return second === 'CLEAR' || second === 'STATS';
      case 'CLEAR':
        return second === 'CACHE';
      case 'EXPLAIN':
        if (this.startsQueryInParentheses(2)) return true;
        return this.sameLine(2) ? !notAfterVerb.has(second) : second !== 'EOF' && second !== 'RightBrace';
      case 'BEGIN':
        return second === 'TRANSACTION' || this.endsAfterVerb();
      case 'COMMIT':
        return this.endsAfterVerb();
      case 'ROLLBACK':
        return second === 'TO' || this.endsAfterVerb();
      case 'REFRESH':
        return second === 'MATERIALIZED';
      case 'COMMENT':
        return second === 'ON';
      case 'ALTER':
        return second === 'TABLE';
      default:
        return false;
    }
  }

  /** Is the verb alone: at the end of its line, statement, block or file? */
  protected endsAfterVerb(): boolean {
    const second = this.kind(2);
    if (second === 'Semicolon' || second === 'RightBrace' || second === 'EOF') return true;
    return !this.sameLine(2) && !notAfterVerb.has(second);
  }

  private sameLineName(): Name | undefined {
    return this.OPTION({ GATE: () => this.sameLine(), DEF: () => this.SUBRULE(this.name) });
  }
}

const notAfterVerb: ReadonlySet<string> = new Set([
  'Equal',
  'Dot',
  'LeftParen',
  'LeftBracket',
  'DoubleColon',
  'PipeArrow',
  'Plus',
  'Minus',
  'Star',
  'Semicolon',
  'Comma',
  'EOF',
]);

const DESCRIBED: ReadonlySet<string> = new Set(['SELECT', 'FROM', 'WITH', 'VALUES', 'String']);

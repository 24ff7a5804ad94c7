import type { Span } from '../contract/span.ts';
import type { Expression } from './syntax-expression.ts';
import type { StringLiteral } from './syntax-literal.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { Query } from './syntax-query.ts';
import type { FileSource } from './syntax-source.ts';
import type { OptionList } from './syntax-routine.ts';
import type { Statement } from './syntax-statement.ts';

/** Statements about the session, its databases, files and transactions. */
export type SessionStatement =
  | Attach
  | Detach
  | Execute
  | Install
  | Load
  | Copy
  | Show
  | Describe
  | Analyze
  | Enable
  | RunSchedule
  | ScheduleHistory
  | Cache
  | Use
  | SetSetting
  | Explain
  | Begin
  | Commit
  | Rollback
  | Savepoint
  | Release;

/** `attach 'x.gobi' as x`, `attach Gobi`. */
export interface Attach {
  readonly kind: 'Attach';
  readonly span: Span;
  readonly target: StringLiteral | Name;
  readonly alias?: Identifier;
}

/** `detach x`. */
export interface Detach {
  readonly kind: 'Detach';
  readonly span: Span;
  readonly target: StringLiteral | Name;
}

/** `execute f`, where `f` is an attached file of statements. */
export interface Execute {
  readonly kind: 'Execute';
  readonly span: Span;
  readonly name: Name;
}

/** `install a, b`. */
export interface Install {
  readonly kind: 'Install';
  readonly span: Span;
  readonly names: readonly Identifier[];
}

/** `load a, b` or `load 'file'`. */
export interface Load {
  readonly kind: 'Load';
  readonly span: Span;
  readonly targets: readonly (Identifier | StringLiteral)[];
}

/** `copy source to target [with secret ['k']] [( options )]`; one side is a file, the other a table or query. */
export interface Copy {
  readonly kind: 'Copy';
  readonly span: Span;
  readonly source: StringLiteral | Name | Query;
  readonly target: StringLiteral | Name;
  readonly secrets: readonly Identifier[];
  readonly options?: OptionList;
}

/** `show tables` (`list tables` is the same): one word or more, on one line. */
export interface Show {
  readonly kind: 'Show';
  readonly span: Span;
  readonly words: readonly Identifier[];
}

/** `describe [object] name`, `describe query` or `describe 'file'`. */
export interface Describe {
  readonly kind: 'Describe';
  readonly span: Span;
  readonly object?: string;
  readonly target: Name | Query | FileSource;
}

/** `analyze t`; without a name all tables. */
export interface Analyze {
  readonly kind: 'Analyze';
  readonly span: Span;
  readonly name?: Name;
}

/** `enable trigger t`, `disable schedule s`. */
export interface Enable {
  readonly kind: 'Enable';
  readonly span: Span;
  readonly enabled: boolean;
  readonly object: 'trigger' | 'schedule';
  readonly name: Name;
}

/** `run schedule s`. */
export interface RunSchedule {
  readonly kind: 'RunSchedule';
  readonly span: Span;
  readonly name: Name;
}

/** `schedule history s`. */
export interface ScheduleHistory {
  readonly kind: 'ScheduleHistory';
  readonly span: Span;
  readonly name: Name;
}

/** `cache clear` (`clear cache`), `cache stats`. */
export interface Cache {
  readonly kind: 'Cache';
  readonly span: Span;
  readonly action: 'clear' | 'stats';
}

/** `use name`. */
export interface Use {
  readonly kind: 'Use';
  readonly span: Span;
  readonly name: Name;
}

/** `set name = value`, a setting of the session. */
export interface SetSetting {
  readonly kind: 'SetSetting';
  readonly span: Span;
  readonly name: Name;
  readonly value: Expression;
}

/** `explain [analyze] statement` or `explain trigger name`. */
export interface Explain {
  readonly kind: 'Explain';
  readonly span: Span;
  readonly analyze: boolean;
  readonly subject: Statement | Name;
}

/** `begin [transaction]`. */
export interface Begin {
  readonly kind: 'Begin';
  readonly span: Span;
}

/** `commit`. */
export interface Commit {
  readonly kind: 'Commit';
  readonly span: Span;
}

/** `rollback [to [savepoint] s]`. */
export interface Rollback {
  readonly kind: 'Rollback';
  readonly span: Span;
  readonly savepoint?: Identifier;
}

/** `savepoint s`. */
export interface Savepoint {
  readonly kind: 'Savepoint';
  readonly span: Span;
  readonly name: Identifier;
}

/** `release [savepoint] s`. */
export interface Release {
  readonly kind: 'Release';
  readonly span: Span;
  readonly name: Identifier;
}

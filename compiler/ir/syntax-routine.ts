import type { Span } from '../contract/span.ts';
import type { Expression } from './syntax-expression.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { Query } from './syntax-query.ts';
import type { Block } from './syntax-statement.ts';
import type { TypeSyntax } from './syntax-type.ts';

/** Definitions of functions, procedures and the objects of automation. */
export type RoutineStatement =
  DefineFunction | UpsertProcedure | UpsertTrigger | UpsertSchedule | UpsertPipeline | Audit | Test;

/** `name type = default`; also a field of `type struct as S(…)`. */
export interface Parameter {
  readonly kind: 'Parameter';
  readonly span: Span;
  readonly name: Identifier;
  readonly type?: TypeSyntax;
  readonly default?: Expression;
}

/** `raises A, B`, `returns T`, `as async|sync`: empty or missing when not written. */
export interface RoutineClauses {
  readonly kind: 'RoutineClauses';
  readonly span: Span;
  readonly raises: readonly Name[];
  readonly returns?: TypeSyntax;
  readonly modes: readonly ('async' | 'sync')[];
}

/**
 * `function name <Receiver> (params) clauses { … }` or `=> expression`. With `options` it may declare a function whose
 * body is written elsewhere: then `body` is a Block with an empty span.
 */
export interface DefineFunction {
  readonly kind: 'DefineFunction';
  readonly span: Span;
  readonly orReplace: boolean;
  readonly name: Identifier;
  readonly receiver?: TypeSyntax;
  readonly options?: OptionList;
  readonly parameters: readonly Parameter[];
  readonly clauses: RoutineClauses;
  readonly body: Block | Expression;
}

/** `upsert procedure name <Receiver> as <{ … }> (params) clauses { … }`; without a body it changes options only. */
export interface UpsertProcedure {
  readonly kind: 'UpsertProcedure';
  readonly span: Span;
  readonly name: Name;
  readonly receiver?: TypeSyntax;
  readonly options?: OptionList;
  readonly parameters: readonly Parameter[];
  readonly clauses: RoutineClauses;
  readonly body?: Block;
}

/** `upsert trigger as name ( … ) [call p] [{ … }]`. */
export interface UpsertTrigger {
  readonly kind: 'UpsertTrigger';
  readonly span: Span;
  readonly name: Name;
  readonly options: OptionList;
  readonly call?: Name;
  readonly body?: Block;
}

/** `upsert schedule as name ( … ) [call p] [{ … }]`. */
export interface UpsertSchedule {
  readonly kind: 'UpsertSchedule';
  readonly span: Span;
  readonly name: Name;
  readonly options: OptionList;
  readonly call?: Name;
  readonly body?: Block;
}

/** `upsert pipeline as name ( … ) [call p] [{ … }]`. */
export interface UpsertPipeline {
  readonly kind: 'UpsertPipeline';
  readonly span: Span;
  readonly name: Name;
  readonly options: OptionList;
  readonly call?: Name;
  readonly body?: Block;
}

/** `[upsert] audit name [( … )] as query` or `{ … }`. */
export interface Audit {
  readonly kind: 'Audit';
  readonly span: Span;
  readonly name: Identifier;
  readonly options?: OptionList;
  readonly body: Query | Block;
}

/** `test name { … }`. */
export interface Test {
  readonly kind: 'Test';
  readonly span: Span;
  readonly name: Name;
  readonly body: Block;
}

/** Options in the order written; keys may repeat and may be unknown, a later phase says so. */
export interface OptionList {
  readonly kind: 'OptionList';
  readonly span: Span;
  readonly options: readonly Option[];
}

/** `key: value`. The key keeps its spelling. */
export interface Option {
  readonly kind: 'Option';
  readonly span: Span;
  readonly key: Identifier;
  readonly value: Expression | OptionWord;
}

/** A bare word, or several with `|` between them, as an option's value: `before`, `insert|update`. */
export interface OptionWord {
  readonly kind: 'OptionWord';
  readonly span: Span;
  readonly text: string;
}

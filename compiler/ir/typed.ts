/*
 * The typed module: what the checker leaves. Declarations keep their source text, since the catalog stores it.
 */
import type { RoutineInfo, RoutineKind, TableInfo } from '../contract/catalog-view.ts';
import type { Field } from '../contract/data-type.ts';
import type { Effects, Signature } from '../contract/signature.ts';
import type { Span } from '../contract/span.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { TypedExpression, TypedLocal } from './typed-expression.ts';
import type { TypedQuery } from './typed-query.ts';
import type { TypedBlock, TypedStatement } from './typed-statement.ts';

export interface TypedModule {
  readonly file: SourceFile;
  readonly routines: readonly TypedRoutine[];
  /** Top-level statements in order; declarations of routines appear as `Ddl` with `define_routine`. */
  readonly statements: readonly TypedStatement[];
  /** Locals of the top level: `let`s of a script, and the session's that came in. */
  readonly locals: readonly TypedLocal[];
  /** Tables that the module's static statements use, by `schema.name`. */
  readonly usedTables: readonly { readonly name: string; readonly table: TableInfo }[];
  /** Functions of the catalog whose text went into this module, by their fingerprints: it is stale when one of them changes. */
  readonly inlined?: readonly string[];
  /** Routines of the catalog that the module was checked against by their signatures. */
  readonly stored?: readonly RoutineInfo[];
  /** Views that the module makes, with the queries that their declarations keep as text. */
  readonly views?: readonly TypedView[];
  /** Triggers, schedules and pipelines with code of their own. */
  readonly bodies?: readonly TypedAutomationBody[];
}

export interface TypedView {
  readonly schema: string;
  readonly name: string;
  readonly fields: readonly Field[];
  readonly query: TypedQuery;
  readonly effects: Effects;
  readonly span: Span;
}

/** The code that stands in the declaration of a trigger, schedule or pipeline. */
export interface TypedAutomationBody {
  readonly object: 'trigger' | 'schedule' | 'pipeline';
  readonly name: string;
  readonly locals: readonly TypedLocal[];
  readonly body: TypedBlock;
  readonly effects: Effects;
}

export interface TypedRoutine {
  /** `procedure:daily_etl`, `function:string.shout` (receiver type before the name). */
  readonly id: string;
  readonly kind: RoutineKind;
  readonly name: string;
  readonly signature: Signature;
  readonly self: TypedLocal | null;
  readonly parameters: readonly TypedLocal[];
  /** All locals of the body, parameters first, by id. */
  readonly locals: readonly TypedLocal[];
  readonly body: TypedBlock;
  /** What it gives, where its body is one expression (`=>`). */
  readonly expression: TypedExpression | null;
  /** The procedure's options as written (`kind`, `sched`, …). */
  readonly options: Readonly<Record<string, unknown>>;
  readonly span: Span;
  /** The declaration's text. */
  readonly text: string;
}

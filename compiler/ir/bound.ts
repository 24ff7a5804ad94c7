/*
 * The bound module: the syntax tree with a meaning for each of its names. Invariants:
 * - every name that a scope can explain without types has an entry in `meanings`, keyed by the identity of its node;
 * - a name without an entry was reported, or can only be explained by types (columns, struct fields, methods);
 * - texts of views, defaults and checks that the module may use are parsed and bound too.
 */
import type { RoutineInfo, ScopeLocal, TableInfo, TypeInfo, ViewInfo } from '../contract/catalog-view.ts';
import type { LibraryFunction } from '../contract/signature.ts';
import type { Span } from '../contract/span.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { CreateTable, CreateView, DefineStruct } from './syntax-definition.ts';
import type { Expression } from './syntax-expression.ts';
import type { TypedStruct } from './syntax-literal.ts';
import type { CommonTable, Query } from './syntax-query.ts';
import type {
  DefineFunction,
  UpsertPipeline,
  UpsertProcedure,
  UpsertSchedule,
  UpsertTrigger,
} from './syntax-routine.ts';
import type { Program, Syntax } from './syntax.ts';
import type { TypedLocal } from './typed-expression.ts';

/** A variable. Identity is the object. */
export interface BoundLocal {
  readonly name: string;
  readonly role: TypedLocal['role'];
  /** Where it is declared; an empty span for locals that come from outside. */
  readonly span: Span;
  readonly assigned: boolean;
  /** The local of the same name that was declared before in the same scope. */
  readonly again: BoundLocal | null;
  /** For a local that came in from outside. */
  readonly scope: ScopeLocal | null;
}

export type RoutineSyntax = DefineFunction | UpsertProcedure;
export type AutomationSyntax = UpsertTrigger | UpsertSchedule | UpsertPipeline;

/** A table or view that a name in table position stands for. */
export type BoundRelation =
  | { readonly kind: 'table'; readonly table: TableInfo }
  | { readonly kind: 'view'; readonly view: ViewInfo; readonly query: Query | null }
  | DeclaredRelation;

/** A table or view made by this module; `inRoutine` when a body makes it, so that it exists at run time only. */
export interface DeclaredRelation {
  readonly kind: 'declared';
  readonly schema: string;
  readonly name: string;
  readonly statement: CreateTable | CreateView;
  readonly inRoutine: boolean;
}

/** What a call may call, in order of preference. */
export type Callable =
  | { readonly kind: 'routine'; readonly routine: RoutineSyntax }
  | { readonly kind: 'stored'; readonly routine: RoutineInfo }
  | { readonly kind: 'library'; readonly function: LibraryFunction };

/** A struct type: declared here, or kept by the catalog. */
export type BoundStruct =
  | { readonly kind: 'declared'; readonly name: string; readonly statement: DefineStruct | TypedStruct }
  | { readonly kind: 'stored'; readonly name: string; readonly info: Extract<TypeInfo, { kind: 'struct' }> };

/** An exception: built in (`parent` is the next wider one), declared, or assumed because something names it. */
export interface BoundException {
  readonly name: string;
  readonly origin: 'builtin' | 'declared' | 'assumed';
  /** What its declaration says when a `throw` says nothing. */
  readonly message?: string;
}

export type Meaning =
  | { readonly kind: 'local'; readonly local: BoundLocal }
  /** In a query or a THEN block: a column of that name if a source has one, else the local, if there is one. */
  | { readonly kind: 'column'; readonly local: BoundLocal | null }
  | { readonly kind: 'cte'; readonly table: CommonTable }
  | { readonly kind: 'relation'; readonly relation: BoundRelation }
  /** In table position: nothing of that name is known. */
  | { readonly kind: 'unknown_table'; readonly nearest: string | undefined }
  /** An unquoted file name in table position. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'callable'; readonly callables: readonly Callable[] }
  | { readonly kind: 'exception'; readonly exception: BoundException }
  | { readonly kind: 'struct'; readonly struct: BoundStruct }
  | { readonly kind: 'type_name' };

export interface BoundModule {
  readonly file: SourceFile;
  readonly program: Program;
  readonly meanings: ReadonlyMap<Syntax, Meaning>;
  /** The local that a declaring name makes, by the node of the name; `self` by the node of its routine. */
  readonly locals: ReadonlyMap<Syntax, BoundLocal>;
  /** Locals that came in from outside, in the order of the context's scope. */
  readonly session: readonly BoundLocal[];
  readonly routines: readonly RoutineSyntax[];
  readonly automation: readonly AutomationSyntax[];
  /** Functions of the catalog whose parameters are open: their text was parsed and bound, to be checked for the types of each call. */
  readonly templates: ReadonlyMap<RoutineSyntax, RoutineInfo>;
  readonly structs: ReadonlyMap<string, BoundStruct>;
  readonly exceptions: ReadonlyMap<string, BoundException>;
  /** Locals that are assigned inside of a loop's body or a lambda, by the node. */
  readonly assignedIn: ReadonlyMap<Syntax, ReadonlySet<BoundLocal>>;
  /** Defaults and checks of tables by their text. */
  readonly texts: ReadonlyMap<string, Expression>;
}

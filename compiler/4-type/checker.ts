import type { RoutineInfo, TableInfo } from '../contract/catalog-view.ts';
import type { StructType } from '../contract/data-type.ts';
import type { Diagnostic, Severity } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import type { TypeSlot } from '../contract/type.ts';
import {
  diagnostic,
  type DiagnosticCode,
  type DiagnosticExtra,
  type DiagnosticParams,
} from '../diagnostics/diagnostic.ts';
import type {
  AutomationSyntax,
  BoundLocal,
  BoundModule,
  BoundRelation,
  BoundStruct,
  Meaning,
  RoutineSyntax,
} from '../ir/bound.ts';
import type { Relation } from './definitions/taken-name.ts';
import type { CheckContext } from '../ir/check-context.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import type { Syntax } from '../ir/syntax.ts';
import type { TypedAutomationBody, TypedView } from '../ir/typed.ts';
import type { TypedExpression, TypedLocal } from '../ir/typed-expression.ts';
import type { EffectSites, Handler } from './effects/sites.ts';
import type { Inference } from './inference/inference.ts';
import type { QueryScope } from './queries/query-scope.ts';
import type { Tracker } from './queries/tracker.ts';
import type { Instance, RoutineEntry } from './routines/routine-entry.ts';
import type { Facts } from './statements/facts.ts';

/** What one run of the phase works on and fills. */
export interface Checker {
  readonly context: CheckContext;
  readonly bound: BoundModule;
  readonly diagnostics: Diagnostic[];
  readonly usedTables: Map<string, TableInfo>;
  /** Shapes of tables made or changed by this module, by the identity of what a name stands for. */
  readonly shapes: Map<BoundRelation, TableInfo>;
  /** Relations that statements so far have altered. */
  readonly altered: Map<number, TableInfo>;
  readonly routines: Map<RoutineSyntax, RoutineEntry>;
  readonly stored: Map<RoutineInfo, RoutineEntry>;
  /** Types of structs, read once. */
  readonly structs: Map<BoundStruct, StructType>;
  /** Defaults of library functions by their text. */
  readonly defaults: Map<string, Expression>;
  /** Tables and views whose query is being typed for their shape. */
  readonly shaping: Set<Syntax>;
  /** Views that read themselves, with those through which they do; each circle has one entry. */
  readonly circles: Map<Syntax, readonly Syntax[]>;
  /** All views that stand in such a circle. */
  readonly circular: Set<Syntax>;
  /** Tables and views that statements of the top level so far have made, by lower-case `schema.name`. */
  readonly made: Map<string, Relation>;
  /** Tables and views that statements so far have dropped, as lower-case `schema.name`. */
  readonly dropped: Set<string>;
  /** Columns of sources of which it was said that a local has their name (PLG1306). */
  readonly ambiguous: Set<string>;
  /** Parameters of which it was said that they name a table (PLG1802). */
  readonly tableNames: Set<TypedLocal>;
  /** Views and code of automation objects that declarations hold, with what they do by themselves. */
  readonly views: Map<Syntax, Sited<TypedView>>;
  readonly bodies: Map<Syntax, Sited<TypedAutomationBody>>;
  /** Sources that are tables, whose columns say themselves whether they may be NULL. */
  readonly tableSources: Set<number>;
  /** Parameters of the script, whose values only its run knows. */
  readonly scriptParameters: Set<TypedLocal>;
  /** Locals that hold a watermark, and dynamic queries that give one (see `expressions/watermark.ts`). */
  readonly watermarks: Set<TypedLocal>;
  readonly watermarkQueries: Set<TypedExpression>;
  /** The routines that a local which holds a function may call. */
  readonly held: Map<TypedLocal, readonly Instance[]>;
  /** The code that triggers, schedules and pipelines bring along, as the routine that it becomes. */
  readonly automationCode: Map<AutomationSyntax, Instance>;
  /** The options of all procedures, once something asked for them. */
  procedures?: readonly ProcedureOptions[];
  /** The schema of names without one: USE changes it. */
  schema: string;
  nextSource: number;
  nextTable: number;
  /** The text that the nodes being checked were made from: the file's, or that of a view or function which the catalog keeps. */
  text: string;
  /** Set while a function of the catalog is checked: its findings stand at the call, and only errors matter. */
  inTemplate: boolean;
  /** The call for whose argument types a generic function is being checked. */
  instantiation: Span | null;
  /** What the type variables of the function that is being checked stand for. */
  variables: ReadonlyMap<string, TypeSlot>;
  /** Above zero while something is checked for its types alone. */
  silent: number;
  /** While a statement is checked over the tables that its routine made, for the findings alone. */
  rehearsing: boolean;
  /** Whether what is being checked reads or changes such a table. */
  reachesStanding: boolean;
}

/** What the module will hold once the effects of all routines are known. */
export interface Sited<T> {
  readonly object: Omit<T, 'effects'>;
  readonly sites: EffectSites;
}

/** A procedure, declared here or kept by the catalog, with its options as data. */
export interface ProcedureOptions {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The routine, or the top level, whose code is being checked. */
export interface Frame {
  readonly kind: 'top' | 'procedure' | 'function';
  readonly name: string;
  readonly locals: TypedLocal[];
  readonly typed: Map<BoundLocal, TypedLocal>;
  readonly sites: EffectSites;
  /** What `return` may give; `null` while it is being inferred. */
  readonly result: TypeSlot | null;
  /** The results of `return`s so far, for a frame whose result is inferred. */
  readonly returned: { readonly slot: TypeSlot; readonly span: Span }[];
  readonly inference: Inference | null;
  /** Ids of the locals that were assigned, one for each assignment, in the order of the text. */
  readonly assignments: number[];
  /** Tables as the routine has made or altered them where its check stands, by lower-case `schema.name`; `null` for those that only run time knows. */
  readonly standing: Map<string, TableInfo | null>;
}

/** Where an expression or statement stands. A new environment is made for each change. */
export interface Env {
  readonly checker: Checker;
  readonly frame: Frame;
  /** The sources whose columns are visible; `null` outside of queries. */
  readonly query: QueryScope | null;
  /** Columns that a THEN block made locals, by lower-case name. */
  readonly rows: ReadonlyMap<string, TypedLocal> | null;
  /** What is known not to be NULL here. */
  readonly facts: Facts;
  /** The catch arms around, innermost first. */
  readonly handler: Handler | null;
  /** In a catch arm: the arms it belongs to, which throw again what they caught when the code says so. */
  readonly catching: Handler | null;
  /** The outermost query around: whether it can only be typed at run time, and the locals it uses. */
  readonly tracker: Tracker | null;
  /** The column that a value is made to fit, which messages name. */
  readonly column?: string;
  /** Places that the text takes for not NULL, though they may be: no warning then speaks of them. */
  readonly meant?: readonly string[];
}

/** Reports a finding at a span of the module's file. */
export function report<Code extends DiagnosticCode>(
  env: { readonly checker: Checker },
  code: Code,
  params: DiagnosticParams<Code>,
  span: Span,
  extra?: DiagnosticExtra,
): void {
  const { checker } = env;
  if (checker.silent > 0) return;
  const file = checker.bound.file.name;
  const { instantiation, inTemplate } = checker;
  const here = inTemplate && instantiation !== null ? instantiation : span;
  const related =
    instantiation === null || inTemplate
      ? {}
      : { related: [{ file, span: instantiation, message: 'for the types of this call' }] };
  const found = diagnostic(code, params, file, here, { ...strictness(checker, code), ...related, ...extra });
  if (!inTemplate || found.severity === 'error') checker.diagnostics.push(found);
}

/** Findings that `--strict` makes errors; what names mean has its own (`3-bind/binder.ts`). */
const STRICT: ReadonlySet<string> = new Set(['PLG1301', 'PLG1307', 'PLG1404']);

function strictness(checker: Checker, code: DiagnosticCode): { severity?: Severity } {
  const strict = checker.context.strict && STRICT.has(code);
  const knownTables = code === 'PLG1301' && checker.context.view.complete;
  if (strict || knownTables) return { severity: 'error' };
  return code === 'PLG1802' && checker.context.strict ? { severity: 'warning' } : {};
}

/** Whether what is checked here will be typed again at run time. */
export function isDynamic(env: Env): boolean {
  return env.tracker?.dynamic === true;
}

/** Notes that a statement can only be typed at run time. */
export function markDynamic(env: Env): void {
  for (let tracker = env.tracker; tracker !== null; tracker = tracker.parent) tracker.dynamic = true;
}

/** The meaning that binding gave to a name. */
export function meaningOf(env: { readonly checker: Checker }, node: Syntax): Meaning | undefined {
  return env.checker.bound.meanings.get(node);
}

/** Runs a check without reporting anything. */
export function silently<T>(checker: Checker, run: () => T): T {
  checker.silent++;
  try {
    return run();
  } finally {
    checker.silent--;
  }
}

/** The text of a node. */
export function textOf(env: { readonly checker: Checker }, { span }: { readonly span: Span }): string {
  return env.checker.text.slice(span.start, span.end);
}

/** Runs a check of nodes that were made from another text. */
export function withText<T>(checker: Checker, text: string, run: () => T): T {
  const before = checker.text;
  checker.text = text;
  const result = run();
  checker.text = before;
  return result;
}

/** A source id that is unique in the module. */
export function newSource(env: { readonly checker: Checker }): number {
  return env.checker.nextSource++;
}

import type { RoutineInfo } from '../contract/catalog-view.ts';
import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import { diagnostic, type DiagnosticCode, type DiagnosticParams } from '../diagnostics/diagnostic.ts';
import type { BoundException, BoundLocal, BoundStruct, Meaning, RoutineSyntax } from '../ir/bound.ts';
import type { CheckContext } from '../ir/check-context.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import type { CommonTable } from '../ir/syntax-query.ts';
import type { Program, Syntax } from '../ir/syntax.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { CatalogNames } from './catalog-names.ts';

/** A local while its scope is being read: reads and assignments are noted on it. */
export type OpenLocal = { -readonly [K in keyof BoundLocal]: BoundLocal[K] } & { read: boolean };

/** What one run of the phase works on and fills. */
export interface Binder {
  readonly context: CheckContext;
  readonly file: SourceFile;
  readonly program: Program;
  readonly diagnostics: Diagnostic[];
  readonly meanings: Map<Syntax, Meaning>;
  readonly locals: Map<Syntax, BoundLocal>;
  readonly structs: Map<string, BoundStruct>;
  readonly exceptions: Map<string, BoundException>;
  /** Routines of this module by lower-case name. */
  readonly routines: Map<string, RoutineSyntax[]>;
  readonly names: CatalogNames;
  readonly texts: Map<string, Expression>;
  /** Functions of the catalog with open parameters, by their information. */
  readonly templates: Map<RoutineInfo, RoutineSyntax>;
  /** Common table expressions that some query reads. */
  readonly readTables: Set<CommonTable>;
  /** Names in table position that stand for nothing, in lower case. */
  readonly unknownTables: Set<string>;
  readonly assignedIn: Map<Syntax, Set<BoundLocal>>;
  /** The schema of names without one: USE changes it. */
  schema: string;
  /** Stored text is being bound: its findings were reported when it was stored. */
  silent: boolean;
}

/** Reports a finding at a span of the file. */
export function report<Code extends DiagnosticCode>(
  binder: Binder,
  code: Code,
  params: DiagnosticParams<Code>,
  span: Span,
): void {
  if (binder.silent) return;
  const strict = code === 'PLG1501' && binder.context.strict ? { severity: 'error' as const } : {};
  binder.diagnostics.push(diagnostic(code, params, binder.file.name, span, strict));
}

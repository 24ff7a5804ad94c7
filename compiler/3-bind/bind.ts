import type { Diagnostic } from '../contract/diagnostic.ts';
import type { AutomationSyntax, BoundLocal, BoundModule } from '../ir/bound.ts';
import type { CheckContext } from '../ir/check-context.ts';
import type { Identifier } from '../ir/syntax-name.ts';
import type { Program } from '../ir/syntax.ts';
import type { SourceFile } from '../source/source-file.ts';
import { report, type Binder } from './binder.ts';
import { catalogNames } from './catalog-names.ts';
import { hoistDeclarations } from './declarations.ts';
import { builtinExceptions } from './exceptions.ts';
import { checkDeclarationsOnly } from './project-file.ts';
import { openScope, type Scope } from './scope.ts';
import { bindStatement } from './statements.ts';

/** Gives every name of a program its meaning against the catalog, the library and the scope around it. */
export function bind(
  program: Program,
  file: SourceFile,
  context: CheckContext,
): { bound: BoundModule; diagnostics: Diagnostic[] } {
  const binder: Binder = {
    context,
    file,
    program,
    diagnostics: [],
    meanings: new Map(),
    locals: new Map(),
    structs: new Map(),
    exceptions: builtinExceptions(),
    routines: new Map(),
    names: catalogNames(context),
    texts: new Map(),
    templates: new Map(),
    readTables: new Set(),
    unknownTables: new Set(),
    assignedIn: new Map(),
    schema: context.view.currentSchema,
    silent: false,
  };
  const top = openScope(null, 'top');
  const session = context.scope.map((local) => enterSession(top, local));
  if (context.mode === 'project') checkDeclarationsOnly(binder, program);
  hoistDeclarations(binder, program);
  for (const statement of program.statements) bindStatement(binder, top, statement);
  warnOfUnread(binder, top);
  const bound: BoundModule = {
    file,
    program,
    meanings: binder.meanings,
    locals: binder.locals,
    session,
    routines: [...binder.routines.values()].flat(),
    automation: program.statements.filter(
      (s): s is AutomationSyntax =>
        s.kind === 'UpsertTrigger' || s.kind === 'UpsertSchedule' || s.kind === 'UpsertPipeline',
    ),
    templates: new Map([...binder.templates].map(([info, syntax]) => [syntax, info])),
    structs: binder.structs,
    exceptions: binder.exceptions,
    assignedIn: binder.assignedIn,
    texts: binder.texts,
  };
  return { bound, diagnostics: binder.diagnostics };
}

function enterSession(top: Scope, scope: CheckContext['scope'][number]): BoundLocal {
  const local = {
    name: scope.name,
    role: 'session' as const,
    span: { start: 0, end: 0 },
    assigned: false,
    again: null,
    scope,
    read: true,
  };
  top.locals.set(scope.name.toLowerCase(), local);
  return local;
}

/** PLG1105 for every `let` of a routine that nothing reads. Those of a script's top level may be read by what follows. */
function warnOfUnread(binder: Binder, top: Scope): void {
  const atTop = new Set<BoundLocal>(binder.context.mode === 'script' ? top.locals.values() : []);
  for (const [node, local] of binder.locals) {
    if (
      local.role !== 'let' ||
      local.name.startsWith('_') ||
      atTop.has(local) ||
      (local as { read?: boolean }).read === true
    )
      continue;
    report(binder, 'PLG1105', { name: local.name }, (node as Identifier).span);
  }
}

import type { ScopeLocal } from '../contract/catalog-view.ts';
import type { Diagnostic } from '../contract/diagnostic.ts';
import { NO_EFFECTS, type Effects } from '../contract/signature.ts';
import { tableOf, type Type, type TypeSlot } from '../contract/type.ts';
import type { BoundLocal, BoundModule } from '../ir/bound.ts';
import type { CheckContext } from '../ir/check-context.ts';
import type { TypedLocal } from '../ir/typed-expression.ts';
import type { TypedModule } from '../ir/typed.ts';
import type { TypedStatement } from '../ir/typed-statement.ts';
import type { Checker, Env, Sited } from './checker.ts';
import { reportCalls, reportEffects } from './effects/report.ts';
import { reportSelfFiring } from './effects/self-firing.ts';
import { effectsOfCode, solveEffects } from './effects/solve.ts';
import { addFiredCalls, isTriggerCode, reportWaiting, triggersOf } from './effects/triggers.ts';
import { checkRoutine } from './routines/check-routine.ts';
import { declaredEntry } from './routines/entries.ts';
import { envOf, openFrame } from './routines/frames.ts';
import { instanceOf } from './routines/instances.ts';
import type { Instance } from './routines/routine-entry.ts';
import { routineOf, templateOf } from './routines/typed-routine.ts';
import { checkUntried } from './routines/untried.ts';
import { checkStatements } from './statements/block.ts';
import { declareBound } from './statements/locals.ts';

/**
 * Gives every expression of a bound module its type, chooses overloads, writes implicit casts out, and infers effects. Types that a text leaves out are
 * inferred in four steps: variables are assigned (`inference/assign-variables`), a rehearsal of the code collects constraints (`rehearse`), these are
 * unified (`unify`), and the second check has the solution in the place of the variables.
 */
export function type(bound: BoundModule, context: CheckContext): { module: TypedModule; diagnostics: Diagnostic[] } {
  const checker = newChecker(bound, context);
  const frame = openFrame('top', 'top', null);
  const env = envOf(checker, frame);
  for (const local of bound.session) declareSession(env, local);
  const { block } = checkStatements(env, bound.program.statements, bound.program.span, {
    wantsValue: false,
    expected: null,
  });
  const instances = allInstances(checker);
  const bodies = [...checker.automationCode.values()];
  const triggers = triggersOf(checker);
  addFiredCalls(triggers, [frame.sites, ...[...instances, ...bodies].map(({ sites }) => sites)]);
  const effects = solveEffects([...instances, ...bodies]);
  for (const instance of instances)
    reportEffects(checker, instance, effects, { mayThrow: isTriggerCode(instance, triggers) });
  for (const { sites } of [...bodies, { sites: frame.sites }]) reportCalls(checker, sites, effects);
  reportWaiting(checker, triggers);
  reportSelfFiring(checker, triggers);
  const module: TypedModule = {
    file: bound.file,
    routines: [
      ...[...checker.routines.values()].flatMap((entry) => templateOf(checker, entry)),
      ...instances.flatMap((instance) => routineOf(checker, instance, effects.get(instance) ?? NO_EFFECTS)),
    ],
    statements: block.statements satisfies readonly TypedStatement[],
    locals: kept(frame.locals, block.statements),
    inlined: [...checker.routines.values()].flatMap(({ stored, instances: used }) =>
      stored !== null && used.size > 0 ? [stored.fingerprint] : [],
    ),
    stored: [...checker.stored.keys()],
    usedTables: [...checker.usedTables].map(([name, table]) => ({ name, table })),
    views: withEffects(checker.views, effects),
    bodies: withEffects(checker.bodies, effects),
  };
  return { module, diagnostics: checker.diagnostics };
}

function withEffects<T>(
  all: ReadonlyMap<unknown, Sited<T>>,
  solved: Parameters<typeof effectsOfCode>[1],
): readonly (Omit<T, 'effects'> & { readonly effects: Effects })[] {
  return [...all.values()].map(({ object, sites }) => ({ ...object, effects: effectsOfCode(sites, solved) }));
}

/** The session's locals and those of the top level itself: what stands in its blocks ends with them. */
function kept(locals: readonly TypedLocal[], statements: readonly TypedStatement[]): readonly TypedLocal[] {
  const own = new Set(statements.flatMap((statement) => (statement.kind === 'Let' ? [statement.local] : [])));
  return locals.filter((local) => local.role === 'session' || own.has(local));
}

/** An empty checker for a bound module. */
export function newChecker(bound: BoundModule, context: CheckContext): Checker {
  return {
    context,
    bound,
    diagnostics: [],
    usedTables: new Map(),
    shapes: new Map(),
    altered: new Map(),
    routines: new Map(),
    stored: new Map(),
    structs: new Map(),
    defaults: new Map(),
    shaping: new Set(),
    circles: new Map(),
    circular: new Set(),
    made: new Map(),
    dropped: new Set(),
    tableNames: new Set(),
    views: new Map(),
    bodies: new Map(),
    ambiguous: new Set(),
    instantiation: null,
    inTemplate: false,
    text: bound.file.text,
    automationCode: new Map(),
    held: new Map(),
    tableSources: new Set(),
    scriptParameters: new Set(),
    watermarks: new Set(),
    watermarkQueries: new Set(),
    schema: context.view.currentSchema,
    nextSource: 0,
    nextTable: -1,
    variables: new Map(),
    silent: 0,
    rehearsing: false,
    reachesStanding: false,
  };
}

/** Makes a local of the scope around known. */
export function declareSession(env: Env, bound: BoundLocal): void {
  const { scope } = bound;
  if (scope === null) return;
  const { type } = scope;
  declareBound(env, bound, bound.name, { type: sessionType(type), nullable: scope.nullable }, 'session');
}

function sessionType(type: ScopeLocal['type']): Type {
  if (type.kind !== 'table') return type;
  const table = tableOf(type.fields, type.one ? 'at-most-one' : 'many');
  return type.stream === true ? { kind: 'iterator', table } : table;
}

/** All instances of the module's routines. A function that nobody calls is checked for its own sake. */
function allInstances(checker: Checker): readonly Instance[] {
  for (const syntax of checker.bound.routines) {
    const entry = declaredEntry(checker, syntax);
    if (entry.instances.size > 0) continue;
    const args = entry.parameters.map((p): TypeSlot => p.slot ?? { type: { kind: 'dynamic' }, nullable: false });
    if (entry.generic) checkUntried(checker, entry);
    else checkRoutine(checker, instanceOf(checker, entry, entry.receiver, args));
  }
  // Checking an instance may make further ones, of the generic functions that it calls.
  for (;;) {
    const instances = [...checker.routines.values()].flatMap((entry) => [...entry.instances.values()]);
    const open = instances.filter((instance) => instance.state === 'new');
    if (open.length === 0) return instances;
    for (const instance of open) checkRoutine(checker, instance);
  }
}

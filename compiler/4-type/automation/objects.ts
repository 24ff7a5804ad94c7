import type { AutomationSyntax, RoutineSyntax } from '../../ir/bound.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { Checker, Env, ProcedureOptions } from '../checker.ts';
import { declaredEntry, entryOf } from '../routines/entries.ts';
import type { RoutineEntry } from '../routines/routine-entry.ts';
import { optionsOf, textsIn } from './option-check.ts';

/** Objects that schedules, triggers and pipelines run. */
export type Target =
  | { readonly kind: 'procedure' | 'function'; readonly name: string; readonly entry: RoutineEntry }
  | { readonly kind: 'pipeline'; readonly name: string; readonly entry: null };

/** Everything of a name that can be run: routines and pipelines of this module and of the catalog. */
export function runnable(env: Env, name: string): readonly Target[] {
  const last = lastPart(name);
  const { checker } = env;
  const own = checker.bound.routines
    .filter((routine) => routineName(routine).toLowerCase() === last)
    .map((routine) => targetOf(declaredEntry(checker, routine)));
  const stored = checker.context.view.routines
    .filter((routine) => routine.name.toLowerCase() === last && !own.some((each) => each.kind === routine.kind))
    .map((routine) => targetOf(entryOf(checker, { kind: 'stored', routine })));
  const pipeline = findObject(checker, 'pipeline', last);
  return [
    ...own,
    ...stored,
    ...(pipeline === null ? [] : [{ kind: 'pipeline', name: pipeline, entry: null } as const]),
  ];
}

function targetOf(entry: RoutineEntry): Target {
  return { kind: entry.kind, name: entry.name, entry };
}

/** `pipe.load` is `load`, in lower case. */
export function lastPart(name: string): string {
  return (name.split('.').at(-1) ?? name).trim().toLowerCase();
}

export function routineName({ name }: RoutineSyntax): string {
  return name.kind === 'Identifier' ? name.text : objectName({ name });
}

export function objectName({ name }: { readonly name: Name }): string {
  return name.parts.at(-1)?.text ?? '';
}

type ObjectKind = 'trigger' | 'schedule' | 'pipeline';
const SYNTAX = { trigger: 'UpsertTrigger', schedule: 'UpsertSchedule', pipeline: 'UpsertPipeline' } as const;

/** Names of the triggers, schedules or pipelines that this module declares and the catalog keeps. */
export function objectNames({ bound, context }: Checker, kind: ObjectKind): readonly string[] {
  const own = bound.automation.filter((node) => node.kind === SYNTAX[kind]).map(objectName);
  const kept = context.names?.(kind) ?? context.view.automation.filter((info) => info.kind === kind);
  return [...own, ...kept.map(({ name }) => name)];
}

/** The name, as it is declared, of a trigger, schedule or pipeline; null when there is none. */
export function findObject({ bound, context }: Checker, kind: ObjectKind, name: string): string | null {
  const last = lastPart(name);
  const own = bound.automation.find((node) => node.kind === SYNTAX[kind] && objectName(node).toLowerCase() === last);
  if (own !== undefined) return objectName(own);
  return context.view.automation.find((info) => info.kind === kind && info.name.toLowerCase() === last)?.name ?? null;
}

/** Whether a trigger, schedule or pipeline of the name is declared here or kept by the catalog. */
export function hasObject({ checker }: Env, kind: ObjectKind, name: string): boolean {
  return findObject(checker, kind, name) !== null;
}

/** The options of a trigger, schedule or pipeline: of this module, else as the catalog keeps them; null when there is none. */
export function objectOptions(
  checker: Checker,
  kind: ObjectKind,
  name: string,
): Readonly<Record<string, unknown>> | null {
  const last = lastPart(name);
  const own = checker.bound.automation.find(
    (node) => node.kind === SYNTAX[kind] && objectName(node).toLowerCase() === last,
  );
  if (own !== undefined) return withCall(own, optionsOf(checker, kind, own.options).values);
  return (
    checker.context.view.automation.find((info) => info.kind === kind && info.name.toLowerCase() === last)?.options ??
    null
  );
}

/** The options with what the CALL clause says. */
export function withCall(
  { call }: AutomationSyntax,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return call === undefined || 'call' in values
    ? values
    : { ...values, call: call.parts.map((part) => part.text).join('.') };
}

/** Procedures with their options, those of this module first. They are read once. */
export function proceduresWithOptions(checker: Checker): readonly ProcedureOptions[] {
  return (checker.procedures ??= readProcedures(checker));
}

function readProcedures(checker: Checker): readonly ProcedureOptions[] {
  const own = checker.bound.routines.flatMap((routine) =>
    routine.kind === 'UpsertProcedure'
      ? [{ name: objectName(routine), options: optionsOf(checker, 'procedure', routine.options).values }]
      : [],
  );
  const hidden = new Set(own.map(({ name }) => name.toLowerCase()));
  const stored = checker.context.view.routines.filter(
    (routine) => routine.kind === 'procedure' && !hidden.has(routine.name.toLowerCase()),
  );
  return [...own, ...stored.map(({ name, options }) => ({ name, options: options ?? {} }))];
}

/** A procedure whose options name the trigger, or that has its name. */
export function boundElsewhere(env: Env, trigger: string): Target | null {
  const named = proceduresWithOptions(env.checker).find(({ options }) =>
    textsIn(options, 'triggers').some((each) => lastPart(each) === trigger.toLowerCase()),
  );
  return runnable(env, named?.name ?? trigger).find((each) => each.kind === 'procedure') ?? null;
}

/** Names of all that can be run, for suggestions. */
export function runnableNames({ checker }: Env): readonly string[] {
  const { context } = checker;
  return [
    ...checker.bound.routines.map(routineName),
    ...(context.names?.('routine') ?? context.view.routines).map(({ name }) => name),
    ...objectNames(checker, 'pipeline'),
  ];
}

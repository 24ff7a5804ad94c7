import type { RoutineSyntax } from '../../ir/bound.ts';
import type { Name } from '../../ir/syntax-name.ts';
import type { Env } from '../checker.ts';
import { declaredEntry, entryOf } from '../routines/entries.ts';
import type { RoutineEntry } from '../routines/routine-entry.ts';

/** Objects that schedules, triggers and pipelines run. */
export type Target = { readonly kind: 'procedure' | 'function'; readonly entry: RoutineEntry } | { readonly kind: 'pipeline'; readonly entry: null };

/** Everything of a name that can be run: routines and pipelines of this module and of the catalog. */
export function runnable(env: Env, name: string): readonly Target[] {
  const key = name.replace(/\(.*$/s, '').trim().toLowerCase();
  const last = key.split('.').at(-1) ?? key;
  const { checker } = env;
  const own = checker.bound.routines.filter((routine) => nameOf(routine) === last).map((routine): Target => targetOf(declaredEntry(checker, routine)));
  const stored = checker.context.view.routines
    .filter((routine) => routine.name.toLowerCase() === last && !own.some((each) => each.kind === routine.kind))
    .map((routine): Target => targetOf(entryOf(checker, { kind: 'stored', routine })));
  return [...own, ...stored, ...(hasObject(env, 'pipeline', last) ? [{ kind: 'pipeline', entry: null } as const] : [])];
}

function targetOf(entry: RoutineEntry): Target {
  return { kind: entry.kind, entry };
}

function nameOf(routine: RoutineSyntax): string {
  return (routine.name.kind === 'Identifier' ? routine.name.text : (routine.name.parts.at(-1)?.text ?? '')).toLowerCase();
}

const SYNTAX = { trigger: 'UpsertTrigger', schedule: 'UpsertSchedule', pipeline: 'UpsertPipeline' } as const;

/** Whether a trigger, schedule or pipeline of the name is declared here or kept by the catalog. */
export function hasObject(env: Env, kind: keyof typeof SYNTAX, name: string): boolean {
  const key = name.toLowerCase();
  const { bound, context } = env.checker;
  return bound.automation.some((node) => node.kind === SYNTAX[kind] && objectName(node).toLowerCase() === key) || context.view.automation.some((info) => info.kind === kind && info.name.toLowerCase() === key);
}

export function objectName({ name }: { readonly name: Name }): string {
  return name.parts.at(-1)?.text ?? '';
}

/** Names of all procedures and functions, for suggestions. */
export function runnableNames(env: Env): readonly string[] {
  const { bound, context } = env.checker;
  return [...bound.routines.map(nameOf), ...context.view.routines.map((routine) => routine.name), ...bound.automation.filter((node) => node.kind === 'UpsertPipeline').map(objectName)];
}

/** Names of all schedules, for suggestions. */
export function scheduleNames(env: Env): readonly string[] {
  const { bound, context } = env.checker;
  return [...bound.automation.filter((node) => node.kind === 'UpsertSchedule').map(objectName), ...context.view.automation.filter((info) => info.kind === 'schedule').map((info) => info.name)];
}

import type { AutomationSyntax } from '../../ir/bound.ts';
import type { Span } from '../../contract/span.ts';
import { report, type Checker } from '../checker.ts';
import { boundElsewhere, objectName, runnable, withCall } from '../automation/objects.ts';
import { optionsOf, textsIn } from '../automation/option-check.ts';
import { topEnv } from '../routines/frames.ts';
import type { Instance, RoutineEntry } from '../routines/routine-entry.ts';
import { triggerParameter } from '../routines/trigger-parameters.ts';
import type { ChangeSite, EffectSites } from './sites.ts';

/** A trigger of the module or of the catalog: what it fires for, and the code that it runs. */
export interface Trigger {
  readonly name: string;
  /** `null` for one of the catalog. */
  readonly node: AutomationSyntax | null;
  /** The table as it is written, and as `schema.name` in lower case. */
  readonly target: string;
  readonly table: string;
  readonly events: readonly string[];
  readonly columns: readonly string[];
  readonly before: boolean;
  readonly code: readonly Instance[];
}

/** The triggers that run code which is known, those of the module first. */
export function triggersOf(checker: Checker): readonly Trigger[] {
  const { bound, context } = checker;
  const own = bound.automation.filter((node) => node.kind === 'UpsertTrigger');
  const names = new Set(own.map((node) => objectName(node).toLowerCase()));
  return [
    ...own.flatMap((node) =>
      triggerOf(checker, objectName(node), node, withCall(node, optionsOf(checker, 'trigger', node.options).values)),
    ),
    ...context.view.automation
      .filter(({ kind, name }) => kind === 'trigger' && !names.has(name.toLowerCase()))
      .flatMap(({ name, options }) => triggerOf(checker, name, null, options)),
  ];
}

function triggerOf(
  checker: Checker,
  name: string,
  node: AutomationSyntax | null,
  options: Readonly<Record<string, unknown>>,
): readonly Trigger[] {
  const [target] = textsIn(options, 'target');
  if (target === undefined) return [];
  const own = node === null ? undefined : checker.automationCode.get(node);
  const code = own !== undefined ? [own] : [...(entryOf(checker, name, options)?.instances.values() ?? [])];
  if (code.length === 0) return [];
  const lower = (key: string): readonly string[] => textsIn(options, key).map((text) => text.toLowerCase());
  return [
    {
      name,
      node,
      target,
      table: (target.includes('.') ? target : `${checker.context.view.currentSchema}.${target}`).toLowerCase(),
      events: lower('event'),
      columns: lower('columns'),
      before: lower('timing').includes('before'),
      code,
    },
  ];
}

function entryOf(
  checker: Checker,
  name: string,
  options: Readonly<Record<string, unknown>>,
): RoutineEntry | null | undefined {
  const env = topEnv(checker);
  const called = textsIn(options, 'call')[0] ?? textsIn(options, 'exe').find((exe) => !KINDS.has(exe.toLowerCase()));
  const target =
    called === undefined
      ? boundElsewhere(env, name)
      : runnable(env, called).find(({ kind }) => kind === 'procedure' || kind === 'function');
  return target?.entry;
}

const KINDS: ReadonlySet<string> = new Set(['procedure', 'function', 'pipeline']);

/** Whether a change fires a trigger; an update if it sets one of the columns, where these are named. */
export function fires(change: ChangeSite, { table, events, columns }: Trigger): boolean {
  if (change.table !== table || !events.includes(change.event)) return false;
  return change.event !== 'update' || columns.length === 0 || change.columns.some((column) => columns.includes(column));
}

/**
 * Adds the code of triggers to the calls of what fires them, so that their effects join those of the statement. Asynchronous code runs after the
 * commit and joins nothing.
 */
export function addFiredCalls(triggers: readonly Trigger[], all: readonly EffectSites[]): void {
  for (const sites of all) {
    for (const change of sites.changes) {
      for (const trigger of triggers.filter((each) => fires(change, each))) {
        for (const callee of trigger.code) {
          if (!trigger.before && waits(callee, new Set())) continue;
          const { span, handler } = change;
          sites.calls.push({ callee, span, handler, detached: false, inQuery: false, trigger: trigger.name });
        }
      }
    }
  }
}

/** PLG1601: the statement waits for what a BEFORE trigger of the module runs, which may then not wait itself. */
export function reportWaiting(checker: Checker, triggers: readonly Trigger[]): void {
  for (const { name, node, before, code } of triggers) {
    if (node === null || !before) continue;
    const waiting = code.find((each) => waits(each, new Set()));
    if (waiting === undefined) continue;
    const place = 'a BEFORE trigger';
    report({ checker }, 'PLG1601', { name: node.body === undefined ? waiting.entry.name : name, place }, placeOf(node));
  }
}

/** What the trigger calls, where that is written. */
function placeOf({ options, call, name }: AutomationSyntax): Span {
  const written = options.options.find(({ key }) => key.text.toLowerCase() === 'call');
  return written?.value.span ?? call?.span ?? name.span;
}

/** Whether code is asynchronous by its declaration or by what it calls. */
function waits(instance: Instance, seen: Set<Instance>): boolean {
  if (seen.has(instance)) return false;
  seen.add(instance);
  const { entry, sites, signature } = instance;
  if (entry.mode === 'async' || sites.async !== null || signature?.effects.async === true) return true;
  return sites.calls.some(({ callee, detached, trigger }) => !detached && trigger === undefined && waits(callee, seen));
}

/**
 * Whether a routine is the code of a trigger: one runs it, or it takes rows by the names under which triggers give them. It may throw what it likes, for
 * what it throws joins the statements that fire it.
 */
export function isTriggerCode({ entry }: Instance, triggers: readonly Trigger[]): boolean {
  return (
    entry.parameters.some(({ name, slot }) => slot === null && triggerParameter(name) !== null) ||
    triggers.some(({ code }) => code.some((each) => each.entry === entry))
  );
}

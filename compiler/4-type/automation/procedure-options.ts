import type { RoutineInfo } from '../../contract/catalog-view.ts';
import { isCronText } from '../../contract/cron.ts';
import { MODEL_KINDS } from '../../contract/model-kinds.ts';
import type { Span } from '../../contract/span.ts';
import { suggest } from '../../contract/suggest.ts';
import type { UpsertProcedure } from '../../ir/syntax-routine.ts';
import { report, type Env } from '../checker.ts';
import { entryOf } from '../routines/entries.ts';
import type { RoutineEntry } from '../routines/routine-entry.ts';
import { givenByArgs, matchArguments, missingArguments } from './arguments.ts';
import { circleFrom } from './dependencies.ts';
import { hasObject, lastPart, objectName, objectNames, objectOptions, proceduresWithOptions } from './objects.ts';
import { checkOptions, structIn, textsIn, type CheckedOptions } from './option-check.ts';
import { wordOf, type OptionNode } from './option-reader.ts';

/** The options of a procedure: its kind and what that needs, the objects it names, its schedules, and whether somebody gives its arguments. */
export function checkProcedureOptions(env: Env, node: UpsertProcedure, entry: RoutineEntry): void {
  const options = checkOptions(env, 'procedure', entry.name, node.options, node.name.span);
  const called = node.body === undefined ? storedEntry(env, entry) : entry;
  const args = called === null ? {} : matchArguments(env, called, givenByArgs(options.nodes.get('args')));
  checkKind(env, options);
  checkSchedules(env, options, 'sched');
  checkNamed(env, options, 'triggers', 'trigger');
  checkNamed(env, options, 'pipeline', 'pipeline');
  checkDependencies(env, node, options);
  if (called !== null) checkScheduled(env, node, called, options, Object.keys(args));
}

/** The procedure that a declaration without parameters and body changes. */
function storedEntry(env: Env, { name }: RoutineEntry): RoutineEntry | null {
  const same = (each: RoutineInfo): boolean =>
    each.kind === 'procedure' && each.name.toLowerCase() === name.toLowerCase();
  const routine = env.checker.context.view.routines.find(same);
  return routine === undefined ? null : entryOf(env.checker, { kind: 'stored', routine });
}

function checkKind(env: Env, { values, nodes }: CheckedOptions): void {
  const kind = values['kind'];
  const entry = nodes.get('kind');
  if (typeof kind !== 'string' || entry === undefined || !Object.hasOwn(MODEL_KINDS, kind)) return;
  for (const key of MODEL_KINDS[kind]?.needs ?? [])
    if (!nodes.has(key)) report(env, 'PLG1411', { key, object: `kind '${kind}'` }, entry.value.span);
}

/** The words of an option with the nodes they stand in. */
export function wordsOf(
  { nodes }: CheckedOptions,
  key: string,
): readonly { readonly text: string; readonly span: Span }[] {
  const node = nodes.get(key)?.value;
  const elements: readonly OptionNode[] =
    node === undefined ? [] : node.kind === 'ListLiteral' || node.kind === 'Tuple' ? node.elements : [node];
  return elements.flatMap((element) => {
    const text = wordOf(element);
    return text === null ? [] : [{ text, span: element.span }];
  });
}

/** PLG1408 for each name that is no schedule. */
export function checkSchedules(env: Env, options: CheckedOptions, key: string): void {
  for (const { text, span } of wordsOf(options, key)) {
    if (isCronText(text) || hasObject(env, 'schedule', text)) continue;
    report(env, 'PLG1408', { name: text, nearest: suggest(text, objectNames(env.checker, 'schedule')) }, span);
  }
}

/** Objects that do not exist yet: a warning, they may be declared later. */
function checkNamed(env: Env, options: CheckedOptions, key: string, kind: 'trigger' | 'pipeline'): void {
  for (const { text, span } of wordsOf(options, key)) {
    if (hasObject(env, kind, text)) continue;
    report(env, 'PLG1114', { kind, name: text, nearest: suggest(text, objectNames(env.checker, kind)) }, span, {
      severity: 'warning',
    });
  }
}

/** PLG1412, once for each circle: at the first of its procedures in the file. */
function checkDependencies(env: Env, node: UpsertProcedure, options: CheckedOptions): void {
  const own = wordsOf(options, 'depends_on');
  if (own.length === 0) return;
  const all = new Map(
    proceduresWithOptions(env.checker).map(({ name, options: each }) => [
      name.toLowerCase(),
      textsIn(each, 'depends_on'),
    ]),
  );
  const circle = circleFrom(objectName(node), (name) => all.get(lastPart(name)) ?? []);
  if (circle === null) return;
  const along = new Set(circle.map(lastPart));
  const first = env.checker.bound.routines.find(
    (routine) => routine.kind === 'UpsertProcedure' && along.has(objectName(routine).toLowerCase()),
  );
  const next = own.find(({ text }) => lastPart(text) === lastPart(circle[1] ?? ''));
  if (first === node) report(env, 'PLG1412', { path: circle }, next?.span ?? node.name.span);
}

/** PLG1407: a scheduled run has only the arguments that options give. A schedule that calls the procedure itself is told of its own. */
function checkScheduled(
  env: Env,
  node: UpsertProcedure,
  entry: RoutineEntry,
  options: CheckedOptions,
  own: readonly string[],
): void {
  const schedules = [...textsIn(options.values, 'sched'), ...textsIn(options.values, 'cron')];
  const lists = schedules.map((name): readonly string[] | null => {
    const schedule = isCronText(name) ? {} : (objectOptions(env.checker, 'schedule', name) ?? {});
    const callsThis = [...textsIn(schedule, 'call'), ...textsIn(schedule, 'exe')].some(
      (each) => lastPart(each.replace(/\(.*/s, '')) === entry.name.toLowerCase(),
    );
    return callsThis ? null : missingArguments(entry, [...own, ...Object.keys(structIn(schedule, 'args'))]);
  });
  const missing = lists.find((list) => list !== null && list.length > 0);
  if (missing === undefined || missing === null) return;
  const parameters = node.parameters.filter((parameter) => missing.includes(parameter.name.text));
  const at = {
    start: parameters[0]?.span.start ?? node.name.span.start,
    end: parameters.at(-1)?.span.end ?? node.name.span.end,
  };
  report(env, 'PLG1407', { procedure: entry.name, arguments: missing }, at);
}

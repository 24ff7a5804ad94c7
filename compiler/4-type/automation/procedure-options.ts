import { isCronText } from '../../contract/cron.ts';
import { MODEL_KINDS } from '../../contract/model-kinds.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { UpsertProcedure } from '../../ir/syntax-routine.ts';
import { report, type Env } from '../checker.ts';
import type { RoutineEntry } from '../routines/routine-entry.ts';
import { hasObject, scheduleNames } from './objects.ts';
import { checkOptions, type CheckedOptions } from './option-check.ts';

/** The options of a procedure: its kind and what that needs, its schedules, and whether somebody gives its arguments. */
export function checkProcedureOptions(env: Env, node: UpsertProcedure, entry: RoutineEntry): void {
  const options = checkOptions(env, 'procedure', entry.name, node.options, node.name.span);
  checkKind(env, options);
  const schedules = schedulesOf(options);
  for (const { name, span } of schedules) {
    if (!isCronText(name) && !hasObject(env, 'schedule', name)) report(env, 'PLG1408', { name, nearest: suggest(name, scheduleNames(env)) }, span);
  }
  if (schedules.length > 0) checkArguments(env, node, entry, options);
}

function checkKind(env: Env, options: CheckedOptions): void {
  const kind = options.get('kind');
  if (kind === undefined || typeof kind.value !== 'string') return;
  const upper = kind.value.toUpperCase();
  const known = Object.hasOwn(MODEL_KINDS, upper) ? MODEL_KINDS[upper] : undefined;
  if (known === undefined) {
    report(env, 'PLG1402', { kind: kind.value, nearest: suggest(kind.value, Object.keys(MODEL_KINDS).filter((each) => each !== '')) }, kind.option.value.span);
    return;
  }
  for (const key of known.needs) if (!options.has(key)) report(env, 'PLG1411', { key, object: `kind ${kind.value}` }, kind.option.value.span);
}

function schedulesOf(options: CheckedOptions): readonly { readonly name: string; readonly span: UpsertProcedure['span'] }[] {
  const sched = options.get('sched');
  if (sched === undefined) return [];
  const { value } = sched.option;
  if (value.kind === 'ListLiteral') return value.elements.flatMap((element) => (element.kind === 'StringLiteral' ? [{ name: element.value, span: element.span }] : []));
  return typeof sched.value === 'string' && sched.value !== '' ? [{ name: sched.value, span: value.span }] : [];
}

/** PLG1407: a scheduled run has only the arguments that options give. Schedules of this file or the catalog may give theirs. */
function checkArguments(env: Env, node: UpsertProcedure, entry: RoutineEntry, options: CheckedOptions): void {
  const own = options.get('args')?.value;
  const given = new Set(Object.keys(typeof own === 'object' && own !== null ? own : {}).map((key) => key.toLowerCase()));
  if (schedulesOf(options).some(({ name }) => scheduleGivesArguments(env, name))) return;
  const missing = entry.parameters.filter((parameter) => parameter.defaultText === null && !given.has(parameter.name.toLowerCase())).map((parameter) => parameter.name);
  if (missing.length === 0) return;
  const nodes = node.parameters.filter((parameter) => missing.includes(parameter.name.text));
  const at = { start: nodes[0]?.span.start ?? node.name.span.start, end: nodes.at(-1)?.span.end ?? node.name.span.end };
  report(env, 'PLG1407', { procedure: entry.name, arguments: missing }, at);
}

function scheduleGivesArguments(env: Env, name: string): boolean {
  const key = name.toLowerCase();
  const { bound, context } = env.checker;
  const declared = bound.automation.find((node) => node.kind === 'UpsertSchedule' && node.name.parts.at(-1)?.text.toLowerCase() === key);
  if (declared !== undefined) return declared.options.options.some((option) => option.key.text.toLowerCase() === 'args');
  return context.view.automation.some((info) => info.kind === 'schedule' && info.name.toLowerCase() === key && 'args' in info.options);
}

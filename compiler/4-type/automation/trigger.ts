import { suggest } from '../../diagnostics/suggest.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import { report, type Env } from '../checker.ts';
import { TRIGGER_PARAMETERS } from '../routines/trigger-parameters.ts';
import { objectName } from './objects.ts';
import type { CheckedOptions } from './option-check.ts';
import { runnable } from './objects.ts';
import { runTargetOf } from './run-target.ts';

/** A trigger: its table, what it runs, and whether a trigger gives the parameters of that. */
export function checkTrigger(env: Env, node: AutomationSyntax, options: CheckedOptions): void {
  const name = objectName(node);
  checkTarget(env, name, options);
  const timing = options.get('timing');
  if (typeof timing?.value === 'string' && timing.value.includes('|')) report(env, 'PLG1409', { timing: timing.value }, timing.option.value.span);
  const { found, named } = runTargetOf(env, node, options, 'trigger');
  const target = found ?? (named === null ? (boundElsewhere(env, name) ?? runnable(env, name).find((each) => each.kind === 'procedure') ?? null) : null);
  if (named === null && node.body === undefined && target === null) report(env, 'PLG1403', { trigger: name }, node.name.span);
  if (target?.entry === null || target === null) return;
  const args = options.get('args')?.value;
  const given = new Set([...Object.keys(TRIGGER_PARAMETERS), ...Object.keys(typeof args === 'object' && args !== null ? args : {})].map((key) => key.toLowerCase()));
  const odd = target.entry.parameters.find((parameter) => parameter.defaultText === null && !given.has(parameter.name.toLowerCase()));
  if (odd !== undefined) report(env, 'PLG1418', { trigger: name, parameter: odd.name, known: Object.keys(TRIGGER_PARAMETERS) }, named?.span ?? node.name.span);
  const before = typeof timing?.value === 'string' && timing.value.toLowerCase().split('|').includes('before');
  if (before && target.entry.mode === 'async') report(env, 'PLG1601', { name: target.entry.name, place: 'a BEFORE trigger' }, named?.span ?? node.name.span);
}

function checkTarget(env: Env, trigger: string, options: CheckedOptions): void {
  const target = options.get('target');
  if (typeof target?.value !== 'string') return;
  const { view } = env.checker.context;
  const [name = '', schema = view.currentSchema] = target.value.toLowerCase().split('.').reverse();
  const known = view.tables.some((table) => table.name.toLowerCase() === name && table.schema.toLowerCase() === schema.toLowerCase()) || declaredTables(env).some((each) => each.toLowerCase() === name);
  if (known) return;
  const nearest = suggest(name, [...view.tables.map((table) => table.name), ...declaredTables(env)]);
  report(env, 'PLG1417', { trigger, target: target.value, nearest }, target.option.value.span);
}

function declaredTables(env: Env): readonly string[] {
  return env.checker.bound.program.statements.flatMap((statement) => (statement.kind === 'CreateTable' ? [statement.name.parts.at(-1)?.text ?? ''] : []));
}

/** A procedure whose options name the trigger: `triggers: ['audit_customers']`. */
function boundElsewhere(env: Env, trigger: string): ReturnType<typeof runnable>[number] | null {
  for (const routine of env.checker.bound.routines) {
    if (routine.kind !== 'UpsertProcedure') continue;
    const option = routine.options?.options.find((each) => each.key.text.toLowerCase() === 'triggers');
    const value = option?.value;
    const names = value?.kind === 'ListLiteral' ? value.elements : value === undefined || value.kind === 'OptionWord' ? [] : [value];
    if (names.some((each) => each.kind === 'StringLiteral' && each.value.toLowerCase() === trigger.toLowerCase())) return runnable(env, routine.name.parts.at(-1)?.text ?? '')[0] ?? null;
  }
  return null;
}

import { suggest } from '../../contract/suggest.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import { report, type Env } from '../checker.ts';
import { TRIGGER_PARAMETERS } from '../routines/trigger-parameters.ts';
import { missingArguments } from './arguments.ts';
import { boundElsewhere, objectName, type Target } from './objects.ts';
import { textsIn, type CheckedOptions } from './option-check.ts';
import { foundText, readerOf, type Json } from './option-reader.ts';
import { wordsOf } from './procedure-options.ts';
import { placeOf, runTargetOf, type RunTarget } from './run-target.ts';
import { checkCondition } from './trigger-condition.ts';
import { checkForRows } from './trigger-rows.ts';
import { findTable, tableNames } from './trigger-table.ts';

/** A trigger: its table, what it runs, and whether a trigger gives the parameters of that. Gives its options as the catalog keeps them. */
export function checkTrigger(
  env: Env,
  node: AutomationSyntax,
  options: CheckedOptions,
): Readonly<Record<string, Json>> {
  const name = objectName(node);
  const timing = textsIn(options.values, 'timing');
  checkTable(env, name, options);
  const atTiming = options.nodes.get('timing');
  if (timing.length > 1 && atTiming !== undefined)
    report(env, 'PLG1409', { timing: timing.join('|') }, atTiming.value.span);
  const target = runTargetOf(env, options, node.call, `trigger \`${name}\``);
  if (target.called?.args !== null && target.called !== null) {
    report(
      env,
      'PLG1410',
      { key: 'call', found: 'a call with arguments', expected: 'a name: a trigger gives its arguments itself' },
      target.called.span,
    );
  }
  const found = target.found ?? (target.called === null ? boundElsewhere(env, name) : null);
  if (target.called === null && node.body === undefined && found === null)
    report(env, 'PLG1403', { trigger: name }, node.name.span);
  if (found !== null) checkFound(env, node, found, target, timing.includes('before'));
  const [table] = textsIn(options.values, 'target');
  if (found !== null && found.entry !== null && table !== undefined)
    checkForRows(env.checker, found.entry, table, placeOf(target, node.name.span));
  return target.options;
}

/** What is run gets its arguments by name, and waits for nothing where the statement waits for it. */
function checkFound(env: Env, node: AutomationSyntax, found: Target, target: RunTarget, before: boolean): void {
  const span = placeOf(target, node.name.span);
  if (before && found.kind === 'pipeline')
    report(env, 'PLG1601', { name: found.name, place: 'a BEFORE trigger' }, span);
  if (found.entry === null) return;
  const known = Object.keys(TRIGGER_PARAMETERS);
  const [missing] = missingArguments(found.entry, known);
  if (missing !== undefined) report(env, 'PLG1418', { trigger: objectName(node), parameter: missing, known }, span);
}

/** The table exists, and so do the columns that the trigger speaks of. */
function checkTable(env: Env, trigger: string, options: CheckedOptions): void {
  const [target] = textsIn(options.values, 'target');
  const node = options.nodes.get('target');
  if (target === undefined || node === undefined) return;
  const table = findTable(env.checker, target);
  if (table === null) {
    const nearest = suggest(target, tableNames(env.checker));
    report(env, 'PLG1417', { trigger, target, nearest }, node.value.span);
  }
  const columns = table?.columns ?? null;
  const condition = options.nodes.get('when');
  if (condition !== undefined) checkCondition(env, condition.value, target, columns);
  for (const { text, span } of wordsOf(options, 'columns')) {
    if (columns === null || columns.some((column) => column.toLowerCase() === text.toLowerCase())) continue;
    report(env, 'PLG1302', { table: target, column: text, nearest: suggest(text, columns) }, span);
  }
  const events = textsIn(options.values, 'event');
  const atColumns = options.nodes.get('columns');
  if (atColumns !== undefined && events.length > 0 && !events.includes('update') && !events.includes('upsert')) {
    report(
      env,
      'PLG1410',
      { key: 'columns', found: foundText(readerOf(env), atColumns.value), expected: 'an event of update beside it' },
      atColumns.key.span,
    );
  }
}

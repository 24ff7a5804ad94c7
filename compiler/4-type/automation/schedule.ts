import type { AutomationSyntax } from '../../ir/bound.ts';
import { report, type Env } from '../checker.ts';
import { missingArguments } from './arguments.ts';
import { lastPart, objectName, proceduresWithOptions } from './objects.ts';
import { structIn, textsIn, type CheckedOptions } from './option-check.ts';
import type { Json } from './option-reader.ts';
import { placeOf, runTargetOf } from './run-target.ts';

/** A schedule: what it runs exists, and gets all arguments that it needs. Gives its options as the catalog keeps them. */
export function checkSchedule(
  env: Env,
  node: AutomationSyntax,
  options: CheckedOptions,
): Readonly<Record<string, Json>> {
  const name = objectName(node);
  const target = runTargetOf(env, options, node.call, `schedule \`${name}\``);
  const procedures = proceduresWithOptions(env.checker);
  const runsElsewhere = procedures.some((each) =>
    textsIn(each.options, 'sched').some((sched) => lastPart(sched) === name.toLowerCase()),
  );
  if (target.called === null && node.body === undefined && !runsElsewhere)
    report(env, 'PLG1411', { key: 'call', object: `schedule \`${name}\`` }, node.name.span);
  if (target.found === null || target.found.entry === null) return target.options;
  const { entry } = target.found;
  const ofProcedure = procedures.find(
    (each) => entry.kind === 'procedure' && each.name.toLowerCase() === entry.name.toLowerCase(),
  );
  const missing = missingArguments(entry, [
    ...Object.keys(target.args),
    ...Object.keys(structIn(ofProcedure?.options ?? {}, 'args')),
  ]);
  if (missing.length > 0)
    report(env, 'PLG1407', { procedure: entry.name, arguments: missing }, placeOf(target, node.name.span));
  return target.options;
}

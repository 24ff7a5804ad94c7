import type { AutomationSyntax } from '../../ir/bound.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { report, textOf, type Env } from '../checker.ts';
import { checkBody } from './body.ts';
import { objectName } from './objects.ts';
import { checkOptions } from './option-check.ts';
import { optionsAsWritten } from './option-values.ts';
import { checkPipeline } from './pipeline.ts';
import { checkSchedule } from './schedule.ts';
import { checkTrigger } from './trigger.ts';

const OBJECTS = { UpsertTrigger: 'trigger', UpsertSchedule: 'schedule', UpsertPipeline: 'pipeline' } as const;

/** A trigger, schedule or pipeline: its options, what it runs, and its own code. */
export function checkAutomation(env: Env, node: AutomationSyntax): readonly TypedStatement[] {
  const object = OBJECTS[node.kind];
  const name = objectName(node);
  env.frame.sites.ddl = true;
  const options = checkOptions(env, object, name, node.options, node.name.span);
  if (object === 'trigger') checkTrigger(env, node, options);
  else if (object === 'schedule') checkSchedule(env, node, options);
  else checkPipeline(env, node, options);
  if (node.body !== undefined) checkBody(env, node, node.body);
  if (node.call !== undefined && options.has('call')) report(env, 'PLG1004', { clause: 'call' }, node.call.span);
  const written = optionsAsWritten(env.checker, node.options);
  const called = node.call === undefined ? {} : { call: node.call.parts.map((part) => part.text).join('.') };
  return [{
    kind: 'Ddl', span: node.span,
    change: { kind: 'define_automation', object, name, options: { ...written, ...called }, text: textOf(env, node), body: node.body === undefined ? null : textOf(env, node.body) },
  }];
}

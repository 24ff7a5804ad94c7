import type { AutomationSyntax } from '../../ir/bound.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { textOf, type Env } from '../checker.ts';
import { requireOwner } from '../rights/require-right.ts';
import { checkBody } from './body.ts';
import { objectName, withCall } from './objects.ts';
import { checkOptions } from './option-check.ts';
import { checkPipeline } from './pipeline.ts';
import { checkSchedule } from './schedule.ts';
import { checkTrigger } from './trigger.ts';

const OBJECTS = { UpsertTrigger: 'trigger', UpsertSchedule: 'schedule', UpsertPipeline: 'pipeline' } as const;

/** A trigger, schedule or pipeline: its options, what it runs, and its own code. */
export function checkAutomation(env: Env, node: AutomationSyntax): readonly TypedStatement[] {
  const object = OBJECTS[node.kind];
  const name = objectName(node);
  env.frame.sites.ddl = true;
  requireOwner(env, `define a ${object}`, node.name.span);
  const options = checkOptions(env, object, name, node.options, node.name.span);
  const checkObject = { trigger: checkTrigger, schedule: checkSchedule, pipeline: checkPipeline }[object];
  const values = withCall(node, checkObject(env, node, options));
  if (node.body !== undefined) checkBody(env, node, node.body);
  return [
    {
      kind: 'Ddl',
      span: node.span,
      change: {
        kind: 'define_automation',
        object,
        name,
        options: values,
        text: textOf(env, node),
        body: node.body === undefined ? null : textOf(env, node.body),
      },
    },
  ];
}

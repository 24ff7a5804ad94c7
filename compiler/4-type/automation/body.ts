import type { AutomationSyntax } from '../../ir/bound.ts';
import type { Block } from '../../ir/syntax-statement.ts';
import type { Env } from '../checker.ts';
import type { EffectSites } from '../effects/sites.ts';
import { newInstance } from '../routines/instances.ts';
import type { Instance, RoutineEntry } from '../routines/routine-entry.ts';
import { envOf, openFrame } from '../routines/frames.ts';
import { TRIGGER_PARAMETERS } from '../routines/trigger-parameters.ts';
import { checkStatements } from '../statements/block.ts';
import { declareBound } from '../statements/locals.ts';
import { objectName } from './objects.ts';

const OBJECTS = { UpsertTrigger: 'trigger', UpsertSchedule: 'schedule', UpsertPipeline: 'pipeline' } as const;

/** The code of a trigger, schedule or pipeline itself: in a trigger with the rows that it fires for. */
export function checkBody(env: Env, node: AutomationSyntax, body: Block): void {
  const { checker } = env;
  const frame = openFrame('procedure', objectName(node), null);
  const inside = envOf(checker, frame);
  if (node.kind === 'UpsertTrigger') {
    for (const bound of checker.bound.locals.values()) {
      const slot =
        bound.role === 'parameter' && bound.span === node.name.span ? TRIGGER_PARAMETERS[bound.name] : undefined;
      if (slot !== undefined) declareBound(inside, bound, bound.name, slot, 'parameter');
    }
  }
  const { block } = checkStatements(inside, body.statements, body.span, { wantsValue: false, expected: null });
  const { locals, sites } = frame;
  const object = { object: OBJECTS[node.kind], name: objectName(node), locals, body: block };
  if (checker.silent > 0) return;
  checker.bodies.set(node, { object, sites });
  checker.automationCode.set(node, codeOf(objectName(node), sites));
}

/** The code as the routine that it becomes, for its effects. */
function codeOf(name: string, sites: EffectSites): Instance {
  const entry: RoutineEntry = {
    kind: 'procedure',
    name,
    id: `procedure:${name.toLowerCase()}$body`,
    syntax: null,
    stored: null,
    receiver: null,
    parameters: [],
    result: null,
    raises: null,
    mode: 'either',
    generic: false,
    instances: new Map(),
  };
  return { ...newInstance(entry, null, [], null), state: 'done', sites };
}

import { showSlot, type TypeSlot } from '../../contract/type.ts';
import type { RoutineSyntax } from '../../ir/bound.ts';
import { report, type Checker } from '../checker.ts';
import { variableFor } from '../inference/assign-variables.ts';
import { rehearse } from '../inference/rehearse.ts';
import { unify, type Unified } from '../inference/unify.ts';
import { ERROR } from '../types/conversion.ts';
import { envOf, openFrame } from './frames.ts';
import { checkBody } from './check-routine.ts';
import type { Instance } from './routine-entry.ts';
import { triggerParameter } from './trigger-parameters.ts';

/**
 * The types that a procedure's text leaves out: its signature is stored, so they are decided here and not at the calls. Variables stand for them in a
 * rehearsal of the body; its constraints are unified and the solution replaces the variables.
 */
export function inferParameters(checker: Checker, instance: Instance, syntax: RoutineSyntax): void {
  const { entry } = instance;
  const open = entry.parameters.flatMap((parameter, i) =>
    parameter.slot === null && triggerParameter(parameter.name) === null ? [i] : [],
  );
  const variables = new Map(open.map((i) => [i, variableFor(entry.parameters[i]!.name)]));
  instance.parameters = entry.parameters.map((parameter, i): TypeSlot => {
    const variable = variables.get(i);
    if (variable !== undefined) return { type: variable, nullable: false };
    return parameter.slot ?? triggerParameter(parameter.name) ?? { type: { kind: 'dynamic' }, nullable: true };
  });
  if (open.length === 0) return;
  const frame = openFrame(entry.kind, entry.name, entry.result);
  const constraints = rehearse(envOf(checker, frame), (env) => checkBody(env, instance, syntax));
  instance.parameters = instance.parameters.map((slot, i) => {
    const variable = variables.get(i);
    return variable === undefined ? slot : decide(checker, syntax, i, unify(variable.name, constraints));
  });
}

function decide(checker: Checker, syntax: RoutineSyntax, index: number, found: Unified): TypeSlot {
  const { name } = syntax.parameters[index]!;
  if (found.kind === 'one') {
    report({ checker }, 'PLG1701', { name: name.text, type: showSlot(found.slot) }, name.span);
    return found.slot;
  }
  report(
    { checker },
    'PLG1702',
    { name: name.text, candidates: found.kind === 'several' ? found.types : undefined },
    name.span,
  );
  return { type: ERROR, nullable: true };
}

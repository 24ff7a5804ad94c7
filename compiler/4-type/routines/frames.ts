import type { TypeSlot } from '../../contract/type.ts';
import { noSites } from '../effects/sites.ts';
import { NO_FACTS } from '../statements/facts.ts';
import type { Checker, Env, Frame } from '../checker.ts';

/** A frame for the code of one routine, or of the top level. */
export function openFrame(kind: Frame['kind'], name: string, result: TypeSlot | null): Frame {
  return {
    kind,
    name,
    locals: [],
    typed: new Map(),
    sites: noSites(),
    result,
    returned: [],
    inference: null,
    assignments: [],
    standing: new Map(),
  };
}

export function envOf(checker: Checker, frame: Frame): Env {
  return { checker, frame, query: null, rows: null, facts: NO_FACTS, handler: null, catching: null, tracker: null };
}

/** An environment without locals, for what stands in declarations: defaults, checks, views. */
export function topEnv(checker: Checker): Env {
  return envOf(checker, openFrame('top', 'top', null));
}

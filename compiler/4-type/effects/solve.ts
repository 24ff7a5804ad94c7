import { isException } from '../../contract/runtime-error.ts';
import type { Effects } from '../../contract/signature.ts';
import type { Instance, RoutineEntry } from '../routines/routine-entry.ts';
import type { CallSite, EffectSites, Handler } from './sites.ts';

/** What a routine does once its callees are counted in. */
interface Solved {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  readonly raises: Set<string>;
  async: boolean;
  io: boolean;
  ddl: boolean;
  volatile: boolean;
  acts: boolean;
}

/** Effects of all routines that a module checks, callees included: the least fixed point over their calls. */
export function solveEffects(instances: readonly Instance[]): ReadonlyMap<Instance, Effects> {
  const solved = new Map<Instance, Solved>(
    instances.map((instance) => [instance, ownEffects(instance.sites, instance.entry.mode)]),
  );
  const callers = callersOf(instances);
  const waiting = new Set(instances);
  for (const instance of waiting) {
    waiting.delete(instance);
    const effects = solved.get(instance)!;
    const before = sizeOf(effects);
    for (const call of instance.sites.calls) addCall(effects, call, effectsOf(solved, call.callee));
    wrapRaises(instance, effects);
    if (sizeOf(effects) !== before) for (const caller of callers.get(instance) ?? []) waiting.add(caller);
  }
  return new Map([...solved].map(([instance, effects]) => [instance, freeze(effects)]));
}

/** Effects of code that no routine holds, as the query of a view: its own, and those of what it calls. */
export function effectsOfCode(sites: EffectSites, known: ReadonlyMap<Instance, Effects>): Effects {
  const effects = ownEffects(sites);
  for (const call of sites.calls)
    addCall(effects, call, fromKnown(known.get(call.callee) ?? call.callee.signature?.effects));
  return freeze(effects);
}

function callersOf(instances: readonly Instance[]): ReadonlyMap<Instance, readonly Instance[]> {
  const callers = new Map<Instance, Instance[]>();
  for (const caller of instances) {
    for (const { callee } of caller.sites.calls) {
      const list = callers.get(callee) ?? [];
      list.push(caller);
      callers.set(callee, list);
    }
  }
  return callers;
}

function ownEffects(sites: EffectSites, mode: RoutineEntry['mode'] = 'either'): Solved {
  const raises = sites.throws.filter((site) => !isCaught(site.exception, site.handler)).map((site) => site.exception);
  return {
    reads: new Set(sites.reads),
    writes: new Set(sites.writes),
    raises: new Set(raises),
    async: sites.async !== null || mode === 'async',
    io: sites.io,
    ddl: sites.ddl,
    volatile: sites.volatile,
    acts: sites.acts,
  };
}

/** The effects of a callee: solved here, or as the catalog knows them. */
function effectsOf(solved: ReadonlyMap<Instance, Solved>, callee: Instance): Solved {
  const known = solved.get(callee);
  return known ?? fromKnown(callee.signature?.effects);
}

function fromKnown(effects: Effects | undefined): Solved {
  return {
    reads: new Set(effects?.reads),
    writes: new Set(effects?.writes),
    raises: new Set(effects?.raises),
    async: effects?.async ?? false,
    io: effects?.io ?? false,
    ddl: effects?.ddl ?? false,
    volatile: effects?.deterministic === false,
    acts: effects?.acts === true,
  };
}

function addCall(effects: Solved, call: CallSite, callee: Solved): void {
  if (call.detached) return;
  for (const name of callee.reads) effects.reads.add(name);
  for (const name of callee.writes) effects.writes.add(name);
  for (const name of callee.raises) if (!isCaught(name, call.handler)) effects.raises.add(name);
  effects.async ||= callee.async;
  effects.io ||= callee.io;
  effects.ddl ||= callee.ddl;
  effects.volatile ||= callee.volatile;
  effects.acts ||= callee.acts;
}

/** `raises A` wraps what is uncaught in A; several names are all that may leave. */
function wrapRaises({ entry }: Instance, effects: Solved): void {
  const [only] = entry.raises ?? [];
  if (only === undefined || entry.raises?.length !== 1) return;
  effects.raises.clear();
  effects.raises.add(only);
}

/** Whether a handler around takes an exception and does not throw it again. */
export function isCaught(exception: string, handler: Handler | null): boolean {
  for (let each = handler; each !== null; each = each.parent) {
    if (!each.rethrows && (each.exceptions === null || each.exceptions.some((name) => isException(exception, name))))
      return true;
  }
  return false;
}

function sizeOf(effects: Solved): number {
  const { async, io, ddl, volatile, acts } = effects;
  const flags = [async, io, ddl, volatile, acts].filter(Boolean).length;
  return effects.reads.size + effects.writes.size + effects.raises.size + flags;
}

function freeze(effects: Solved): Effects {
  const sorted = (names: Set<string>): readonly string[] => [...names].sort();
  return {
    reads: sorted(effects.reads),
    writes: sorted(effects.writes),
    raises: sorted(effects.raises),
    async: effects.async,
    io: effects.io,
    ddl: effects.ddl,
    deterministic: !effects.volatile,
    ...(effects.acts ? { acts: true } : {}),
  };
}

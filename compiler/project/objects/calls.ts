import type { Followed } from '../lineage/follow.ts';
import { runsOf } from './runs.ts';

/** Who calls whom, by id; an instance of a generic function counts as the function. `waits` are calls whose end is waited for. */
export interface CallGraph {
  readonly calls: ReadonlyMap<string, ReadonlySet<string>>;
  readonly waits: ReadonlyMap<string, ReadonlySet<string>>;
  readonly callers: ReadonlyMap<string, ReadonlySet<string>>;
}

export function callGraphOf(followed: Followed): CallGraph {
  const calls = new Map<string, Set<string>>();
  const waits = new Map<string, Set<string>>();
  const callers = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, id: string): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, new Set([id]));
    else known.add(id);
  };
  for (const [id, object] of followed.objects) {
    const summary = followed.summaries.get(id);
    const called = [...(summary?.calls.values() ?? [])].map(({ routine, nowait }) => ({ routine, nowait }));
    const runs = runsOf(followed, object).map((routine) => ({ routine, nowait: false }));
    const from = wholeId(id);
    for (const { routine, nowait } of [...called, ...runs]) {
      const to = wholeId(routine);
      add(calls, from, to);
      add(callers, to, from);
      if (!nowait) add(waits, from, to);
    }
  }
  return { calls, waits, callers };
}

/** The id of the function that an instance is of: `function:f(int)` is `function:f`. */
export function wholeId(id: string): string {
  const end = id.startsWith('function:') ? id.indexOf('(') : -1;
  return end < 0 ? id : id.slice(0, end);
}

/** An object and all that it waits for, each once. */
export function reachable(graph: CallGraph, id: string): ReadonlySet<string> {
  const found = new Set([wholeId(id)]);
  for (const each of found) for (const next of graph.waits.get(each) ?? []) found.add(next);
  return found;
}

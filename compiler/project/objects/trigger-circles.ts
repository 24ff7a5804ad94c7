import type { Diagnostic } from '../../contract/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { components } from '../graph.ts';
import type { Followed } from '../lineage/follow.ts';
import type { FollowedObject } from '../lineage/followed-object.ts';
import { callGraphOf, reachable } from './calls.ts';
import { eventsFired, targetOf } from './firings.ts';
import { objectEffects } from './object-effects.ts';

/**
 * PLG1313 for triggers that fire themselves, at once or through each other, where the code for that lies in several files: what lies in one is found with
 * the file. Of a circle the last trigger is named.
 */
export function triggerCircles(followed: Followed): readonly Diagnostic[] {
  const triggers = [...followed.objects.values()].filter(({ kind }) => kind === 'trigger');
  if (triggers.length === 0) return [];
  const graph = callGraphOf(followed);
  const changes = triggers.map(({ id }) => objectEffects(followed, graph, id).events);
  const edges = changes.map((events) =>
    triggers.flatMap((next, i) => (eventsFired(followed, next, events).length > 0 ? [i] : [])),
  );
  const filesOf = ({ id }: FollowedObject): readonly string[] =>
    [...reachable(graph, id)].flatMap((each) => followed.objects.get(each)?.module.file.name ?? []);
  return components(edges).flatMap((circle) => {
    const last = circle.at(-1)!;
    const trigger = triggers[last]!;
    if (circle.length === 1 && !edges[last]!.includes(last)) return [];
    if (new Set(circle.flatMap((i) => filesOf(triggers[i]!))).size < 2) return [];
    const through = wayBack(last, edges).map((i) => triggers[i]!.name);
    const [event = ''] = eventsFired(followed, trigger, changes[last]!);
    const table = targetOf(trigger) ?? '';
    const params = { trigger: trigger.name, table, event, ...(through.length === 0 ? {} : { through }) };
    return [diagnostic('PLG1313', params, trigger.module.file.name, nameSpan(trigger))];
  });
}

/** The nodes between a node and itself on a shortest way. */
function wayBack(start: number, edges: readonly (readonly number[])[]): readonly number[] {
  const ways = new Map<number, readonly number[]>([[start, []]]);
  for (const [node, way] of ways) {
    for (const next of edges[node]!) {
      if (next === start) return way;
      if (!ways.has(next)) ways.set(next, [...way, next]);
    }
  }
  return [];
}

/** The object's name where it is declared. */
export function nameSpan({ module, span, name }: FollowedObject): FollowedObject['span'] {
  const at = module.file.text.slice(span.start, span.end).indexOf(name);
  return at < 0 ? span : { start: span.start + at, end: span.start + at + name.length };
}

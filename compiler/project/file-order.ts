import type { Draft } from './draft.ts';
import { components } from './graph.ts';
import { reachedWords, type ObjectIndex } from './object-index.ts';

/**
 * The files of a project by position in groups: a group comes after those that it depends on; the files of one use each other in a circle and stand in an order in
 * which most of them come after what they use.
 */
export function checkOrder(drafts: readonly Draft[], index: ObjectIndex): readonly (readonly number[])[] {
  const { uses, edges } = dependencies(drafts, index);
  const groups = components(edges);
  if (groups.every((group) => group.length === 1)) return groups;
  const rank = new Map(
    components(uses)
      .flat()
      .map((file, i) => [file, i]),
  );
  return groups.map((group) => [...group].sort((a, b) => rank.get(a)! - rank.get(b)!));
}

/** `uses`: what each file's words mean. `edges` goes the other way too from triggers, schedules and pipelines to the procedures that name them in their options. */
function dependencies(drafts: readonly Draft[], index: ObjectIndex): Record<'uses' | 'edges', number[][]> {
  const owners = new Map<string, number[]>();
  drafts.forEach((draft, i) => {
    for (const name of draft.declares) {
      const known = owners.get(name);
      if (known === undefined) owners.set(name, [i]);
      else known.push(i);
    }
  });
  const named = drafts.map(() => new Set<number>());
  const uses = drafts.map((draft, i) => {
    const edges = new Set<number>();
    for (const word of reachedWords(index, draft.mentions)) {
      for (const owner of owners.get(word) ?? []) {
        if (owner === i) continue;
        edges.add(owner);
        if (drafts[owner]!.automation.has(word) && hasProcedures(draft)) named[owner]!.add(i);
      }
    }
    return [...edges].sort((a, b) => a - b);
  });
  const edges = uses.map((each, i) =>
    named[i]!.size === 0 ? each : [...new Set([...each, ...named[i]!])].sort((a, b) => a - b),
  );
  return { uses, edges };
}

function hasProcedures({ declarations }: Draft): boolean {
  return declarations.some(({ kind }) => kind === 'procedure');
}

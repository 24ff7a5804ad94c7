import type { CatalogView } from '../../contract/catalog-view.ts';
import type { TypedModule } from '../../ir/typed.ts';
import type { Surroundings } from '../../pipeline.ts';
import { components } from '../graph.ts';
import { parameterFlow } from './call-flow.ts';
import { cellOf, sizeOf } from './flow.ts';
import { objectsOf, type FollowedObject } from './followed-object.ts';
import { queryFlow } from './query-flow.ts';
import { routinesIn } from './routines-in.ts';
import { statementsFlow } from './statement-flow.ts';
import { newSummary, type Edge, type Summary } from './summary.ts';
import { newWalk, writeColumn, type World } from './walk.ts';
import { worldOf } from './world.ts';

/** The objects of a project with what their code reads, writes and calls, and the edges between columns. */
export interface Followed {
  readonly objects: ReadonlyMap<string, FollowedObject>;
  readonly summaries: ReadonlyMap<string, Summary>;
  readonly edges: readonly Edge[];
  readonly view: CatalogView;
}

/**
 * Follows all code of typed modules: what is called first, routines that call each other until nothing new comes. `view` is what the modules were checked
 * against, with their own declarations in it. With `from` only the objects of these ids and the routines that their code calls, however many steps away. Pure; the order of
 * the modules decides nothing but the order of the results.
 */
export function follow(
  modules: readonly TypedModule[],
  view: CatalogView,
  surroundings: Surroundings,
  from?: (declared: Followed['objects']) => Iterable<string>,
): Followed {
  const declared = new Map<string, FollowedObject>();
  for (const module of modules) for (const object of objectsOf(module)) keep(declared, object);
  const objects = from === undefined ? declared : calledFrom(declared, from(declared));
  const summaries = new Map<string, Summary>();
  const world = worldOf(view, surroundings, objects, summaries);
  const all = [...objects.values()];
  const index = new Map(all.map(({ id }, i) => [id, i]));
  const edges = all.map((object) => routinesIn(object.code).flatMap((id) => index.get(id) ?? []));
  for (const circle of components(edges)) {
    const [first] = circle;
    const again = circle.length > 1 || edges[first!]!.includes(first!);
    for (let before = -1; ;) {
      for (const i of circle) summaries.set(all[i]!.id, followObject(world, all[i]!));
      const size = circle.reduce((sum, i) => sum + weigh(summaries.get(all[i]!.id)!), 0);
      if (!again || size === before) break;
      before = size;
    }
  }
  return { objects, summaries, edges: [...summaries.values()].flatMap((each) => [...each.edges.values()]), view };
}

/** The objects of some ids and the routines that they call, in the order of their declaration. */
function calledFrom(declared: Followed['objects'], ids: Iterable<string>): Map<string, FollowedObject> {
  const called = new Set(ids);
  for (const id of called) {
    const object = declared.get(id);
    if (object !== undefined) for (const each of routinesIn(object.code)) called.add(each);
  }
  return new Map([...declared].filter(([id]) => called.has(id)));
}

/** The first declaration counts; an instance of a generic function is the same wherever it is made. */
function keep(objects: Map<string, FollowedObject>, object: FollowedObject): void {
  if (!objects.has(object.id)) objects.set(object.id, object);
}

function followObject(world: World, object: FollowedObject): Summary {
  const summary = newSummary();
  const { id, module, code, parameters } = object;
  const walk = newWalk(world, id, module, summary, null);
  for (const parameter of parameters) walk.locals.set(parameter, parameterFlow(id, parameter.name));
  if (code.kind === 'statements') statementsFlow(walk, code.statements);
  else {
    const rows = queryFlow(walk, code.query);
    code.fields.forEach((field, i) => writeColumn(walk, code.relation, field, cellOf(rows, i, field), object.span));
    summary.writes.clear();
  }
  return summary;
}

function weigh({ result, thrown, edges, targets, pending }: Summary): number {
  return sizeOf(result) + sizeOf(thrown) + edges.size + targets.size + pending.size;
}

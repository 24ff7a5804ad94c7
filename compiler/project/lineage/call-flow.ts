import type { Span } from '../../contract/span.ts';
import { everything, fieldOf, flowFrom, joinAll, mapFlow, NOTHING, type Flow } from './flow.ts';
import { columnOrigin, originOf, partsOf, type Origin } from './origin.ts';
import { runPending } from './dynamic-flow.ts';
import { addEdge, type Edge } from './summary.ts';
import type { Walk } from './walk.ts';

/** Where the result of a call comes from; what the routine writes of its arguments is noted with these. */
export function callFlow(walk: Walk, routine: string, args: readonly Flow[], nowait: boolean, span: Span): Flow {
  walk.summary.calls.set(`${routine} ${span.start}`, { routine, nowait, span: walk.at ?? span });
  const callee = walk.world.summaryOf(routine);
  if (callee === undefined) return joinAll(args);
  const names = walk.world.parametersOf(routine);
  const given = new Map(names.map((name, i) => [name.toLowerCase(), args[i] ?? NOTHING]));
  const actual = (origin: Origin): Flow => {
    const { kind, relation, column } = partsOf(origin);
    if (kind === 'dynamic') return tablesNamed(walk, origin, routine, given);
    if (kind !== 'parameter' || relation !== routine) return flowFrom(origin);
    const [name = '', ...path] = column.split('.');
    return path.reduce(fieldOf, given.get(name) ?? NOTHING);
  };
  for (const edge of callee.edges.values()) addActual(walk, edge, routine, actual);
  for (const [to, place] of callee.targets) {
    if (!walk.summary.targets.has(to)) walk.summary.targets.set(to, place);
    for (const from of walk.control) addKnown(walk, { from, to, kind: 'influence', ...place });
  }
  for (const pending of callee.pending.values())
    runPending(walk, {
      ...pending,
      control: new Set([...walk.control, ...[...pending.control].flatMap((each) => [...everything(actual(each))])]),
      locals: pending.locals.map((local) => ({ ...local, flow: mapFlow(local.flow, actual) })),
    });
  return mapFlow(callee.result, actual);
}

/** The tables that an argument names, where they are known. */
function tablesNamed(walk: Walk, origin: Origin, routine: string, given: ReadonlyMap<string, Flow>): Flow {
  const { relation } = partsOf(origin);
  if (!relation.startsWith(`${routine}{`)) return flowFrom(origin);
  const texts = [...(given.get(relation.slice(routine.length + 1, -1).toLowerCase())?.values ?? [])].map(partsOf);
  const tables = texts.map(({ kind, column }) => (kind === 'text' ? walk.world.relationOf(column) : undefined));
  const known = tables.flatMap((table) => table ?? []);
  if (known.length === 0 || known.length < tables.length) return flowFrom(origin);
  return flowFrom(...known.map((table) => columnOrigin(table, '*')));
}

/** An edge from a parameter is one from what the call gives for it. */
function addActual(walk: Walk, edge: Edge, routine: string, actual: (origin: Origin) => Flow): void {
  const { kind, relation } = partsOf(edge.from);
  if (kind !== 'dynamic' && (kind !== 'parameter' || relation !== routine)) return;
  const flow = actual(edge.from);
  if (flow.values.has(edge.from)) return;
  const values = flow.fields === null ? flow.values : everything(flow);
  for (const from of values) addKnown(walk, { ...edge, from });
  for (const from of everything(flow)) if (!values.has(from)) addKnown(walk, { ...edge, from, kind: 'influence' });
}

function addKnown(walk: Walk, edge: Edge): void {
  if (partsOf(edge.from).kind !== 'text') addEdge(walk.summary, edge);
}

/** The value that a parameter has inside of its routine. */
export function parameterFlow(routine: string, name: string): Flow {
  return flowFrom(originOf({ kind: 'parameter', relation: routine, column: name.toLowerCase() }));
}

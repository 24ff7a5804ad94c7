import type { TypedDynamic } from '../../ir/typed-expression.ts';
import { expressionFlow } from './expression-flow.ts';
import { everything, flowFrom, influenced, joinAll, NOTHING, union, type Flow } from './flow.ts';
import { columnOrigin, originOf, partsOf, type Origin } from './origin.ts';
import { statementsFlow } from './statement-flow.ts';
import { addEdge, note, type PendingStatement } from './summary.ts';
import { newWalk, placeIn, type Walk } from './walk.ts';

/** More tables than these are not tried, of a statement that may stand for several. */
const MOST_TABLES = 16;

/** A statement over tables that texts name: followed for those texts where they are known, else noted for the callers. */
export function dynamicFlow(walk: Walk, node: TypedDynamic): Flow {
  const locals = node.locals.map(({ local, table }) => ({
    name: local.name,
    slot: local.slot,
    table: table && local.slot.type.kind === 'string',
    flow: walk.locals.get(local) ?? NOTHING,
  }));
  const { start, end } = node.sourceSpan;
  const text = walk.module.file.text.slice(start, end);
  const place = placeIn(walk, node.sourceSpan);
  const statement = { text, locals, control: walk.control, place };
  // One that was typed for its tables and still is not known would never be.
  return walk.at === null ? runPending(walk, statement) : noteOpen(walk, statement);
}

/** Follows a statement for the tables that its locals name here. */
export function runPending(walk: Walk, statement: PendingStatement): Flow {
  const tables = statement.locals.filter((local) => local.table);
  const choices = tables.map(({ flow }) => [...flow.values].map(partsOf));
  const open = choices.some((parts) => parts.length === 0 || parts.some(({ kind }) => kind !== 'text'));
  if (open) return noteOpen(walk, statement);
  const all = combinations(choices.map((parts) => parts.map(({ column }) => column)));
  if (all.length > MOST_TABLES) return noteOpen(walk, statement);
  return joinAll(all.map((texts) => runFor(walk, statement, new Map(tables.map(({ name }, i) => [name, texts[i]!])))));
}

function runFor(walk: Walk, statement: PendingStatement, names: ReadonlyMap<string, string>): Flow {
  const { world } = walk;
  const module = world.typedFor(
    statement.text,
    statement.locals.map(({ name, slot }) => ({ name, slot, table: names.get(name) ?? null })),
  );
  if (module === null) return noteOpen(walk, statement);
  // Typed alone it is as open as before: it reads what no declaration tells.
  const last = module.statements.at(-1);
  if (last?.kind === 'ExpressionStatement' && last.value.kind === 'Dynamic') return noteOpen(walk, statement);
  const { via, file, span } = statement.place;
  const inner = newWalk(world, via, { ...module, file: { ...module.file, name: file } }, walk.summary, span);
  for (const local of module.locals)
    inner.locals.set(local, statement.locals.find(({ name }) => name === local.name)?.flow ?? NOTHING);
  inner.control = union(statement.control, ...[...names.keys()].map((name) => deciding(statement, name)));
  if (last?.kind === 'ExpressionStatement') return expressionFlow(inner, last.value);
  statementsFlow(inner, module.statements);
  return NOTHING;
}

/** What can be told of a statement over tables that are not known: which may come from which. */
function noteOpen(walk: Walk, statement: PendingStatement): Flow {
  const { summary, world } = walk;
  const parameters = statement.locals.some(({ flow }) =>
    [...flow.values].some((origin) => ['parameter', 'dynamic'].includes(partsOf(origin).kind)),
  );
  if (parameters) summary.pending.set(`${statement.place.span.start} ${walk.via}`, statement);
  const whole = (written: string): readonly Origin[] => wholeTables(walk, statement, written);
  const { target, sources } = world.mentioned(statement.text);
  const from = sources.flatMap(whole);
  for (const origin of from) note(summary.reads, partsOf(origin).relation, null);
  const others = statement.locals.filter(({ table }) => !table).map(({ flow }) => everything(flow));
  if (target === null) return influenced(flowFrom(...from), union(...others));
  for (const to of whole(target)) {
    note(summary.writes, partsOf(to).relation, null);
    if (!summary.targets.has(to)) summary.targets.set(to, statement.place);
    for (const origin of from) addEdge(summary, { from: origin, to, kind: 'dynamic', ...statement.place });
    for (const origin of union(statement.control, ...others))
      if (partsOf(origin).kind !== 'text') addEdge(summary, { from: origin, to, kind: 'dynamic', ...statement.place });
  }
  return NOTHING;
}

/** All columns of the tables that a name in a statement stands for. */
function wholeTables({ world, via }: Walk, { locals }: PendingStatement, written: string): readonly Origin[] {
  const local = locals.find(({ name }) => name.toLowerCase() === written.toLowerCase());
  if (local === undefined) {
    const relation = world.relationOf(written);
    return relation === undefined ? [] : [columnOrigin(relation, '*')];
  }
  if (!local.table) return [...everything(local.flow)].filter((origin) => partsOf(origin).kind !== 'text');
  const known = [...local.flow.values].map(partsOf).filter(({ kind }) => kind === 'text');
  const tables = known.flatMap(({ column }) => world.relationOf(column) ?? []);
  return tables.length > 0 && tables.length === local.flow.values.size
    ? tables.map((table) => columnOrigin(table, '*'))
    : [originOf({ kind: 'dynamic', relation: `${via}{${local.name}}`, column: '*' })];
}

function combinations(choices: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return choices.reduce<readonly (readonly string[])[]>(
    (all, texts) => (all.length > MOST_TABLES ? all : all.flatMap((one) => texts.map((text) => [...one, text]))),
    [[]],
  );
}

/** What decides which table a text names. */
function deciding({ locals }: PendingStatement, name: string): ReadonlySet<Origin> {
  return locals.find((local) => local.name === name)?.flow.influences ?? new Set();
}

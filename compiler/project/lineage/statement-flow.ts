import type { TypedBlock, TypedFor, TypedStatement } from '../../ir/typed-statement.ts';
import { assertNever } from '../../source/assert-never.ts';
import { catchArmsFlow } from './arm-flow.ts';
import { copyFlow, definitionFlow } from './definition-flow.ts';
import { expressionFlow } from './expression-flow.ts';
import { columnOf, everything, influenced, join, NOTHING, sizeOf, union, type Flow } from './flow.ts';
import type { Origin } from './origin.ts';
import { branches, joinLocals, setLocal, setLocals, under, type Walk } from './walk.ts';

/** What decides whether the code after a statement runs: `routine` up to its end, `loop` up to the end of the loop. */
export interface Leaving {
  readonly routine: ReadonlySet<Origin>;
  readonly loop: ReadonlySet<Origin>;
}

const NEVER: Leaving = { routine: new Set(), loop: new Set() };

/** Follows statements in order. */
export function blockFlow(walk: Walk, block: TypedBlock): Leaving {
  return statementsFlow(walk, block.statements);
}

export function statementsFlow(walk: Walk, statements: readonly TypedStatement[]): Leaving {
  const before = walk.control;
  let all = NEVER;
  for (const statement of statements) {
    const leaving = statementFlow(walk, statement);
    all = { routine: union(all.routine, leaving.routine), loop: union(all.loop, leaving.loop) };
    walk.control = union(walk.control, leaving.routine, leaving.loop);
  }
  walk.control = before;
  return all;
}

function statementFlow(walk: Walk, node: TypedStatement): Leaving {
  const flow = (value: Parameters<typeof expressionFlow>[1] | null): Flow =>
    value === null ? NOTHING : expressionFlow(walk, value);
  switch (node.kind) {
    case 'Block':
      return blockFlow(walk, node);
    case 'Let':
      if (node.value.kind === 'Lambda') walk.lambdas.set(node.local, node.value);
      setLocal(walk, node.local, flow(node.value));
      return NEVER;
    case 'Assign': {
      const value = flow(node.value);
      const indexes = node.path.flatMap((step) => (step.kind === 'index' ? [everything(flow(step.index))] : []));
      const before = walk.locals.get(node.local) ?? NOTHING;
      const [step] = node.path;
      if (step === undefined) setLocal(walk, node.local, value);
      else if (step.kind === 'field' && node.path.length === 1 && before.fields !== null)
        walk.locals.set(node.local, withField(before, step.name, influenced(value, walk.control)));
      else setLocal(walk, node.local, join(before, influenced(value, union(...indexes))));
      return NEVER;
    }
    case 'ExpressionStatement':
      flow(node.value);
      return NEVER;
    case 'Return':
      walk.summary.result = join(walk.summary.result, influenced(flow(node.value), walk.control));
      return NEVER;
    case 'If': {
      const condition = everything(flow(node.condition));
      const ways = [node.then, ...(node.otherwise === null ? [] : [node.otherwise])];
      const ends = under(walk, condition, () =>
        branches(
          walk,
          ways.map((way) => () => blockFlow(walk, way)),
          node.otherwise === null,
        ),
      );
      const found = ways.map((way) => exitOf(way));
      return {
        routine: union(...ends.map((end) => end.routine), found.includes('routine') ? condition : new Set()),
        loop: union(...ends.map((end) => end.loop), found.includes('loop') ? condition : new Set()),
      };
    }
    case 'While':
      return loopFlow(walk, () => {
        const condition = everything(flow(node.condition));
        return under(walk, condition, () => blockFlow(walk, node.body));
      });
    case 'For':
      return forFlow(walk, node);
    case 'Throw':
      walk.summary.thrown = join(walk.summary.thrown, flow(node.value));
      return NEVER;
    case 'TryStatement': {
      branches(walk, [() => blockFlow(walk, node.body)], true);
      catchArmsFlow(walk, node.arms);
      return NEVER;
    }
    case 'Ddl':
      definitionFlow(walk, node.change, node);
      return NEVER;
    case 'Copy':
      copyFlow(walk, node);
      return NEVER;
    case 'Break':
    case 'Continue':
    case 'Transaction':
    case 'Show':
    case 'Explain':
      return NEVER;
    default:
      return assertNever(node);
  }
}

/** How a block ends that does not go on to what follows. */
function exitOf(block: TypedBlock): 'routine' | 'loop' | null {
  const last = block.statements.at(-1);
  switch (last?.kind) {
    case 'Return':
    case 'Throw':
      return 'routine';
    case 'Break':
    case 'Continue':
      return 'loop';
    case 'Block':
      return exitOf(last);
    default:
      return null;
  }
}

/** Follows a loop until its rounds bring nothing new. */
function loopFlow(walk: Walk, round: () => Leaving): Leaving {
  let left = NEVER;
  for (;;) {
    const before = new Map(walk.locals);
    const size = sizeOfLocals(before) + left.routine.size + left.loop.size;
    left = under(walk, left.loop, round);
    setLocals(walk, joinLocals([before, walk.locals]));
    if (sizeOfLocals(walk.locals) + left.routine.size + left.loop.size === size)
      return { routine: left.routine, loop: NEVER.loop };
  }
}

function sizeOfLocals(locals: ReadonlyMap<unknown, Flow>): number {
  let size = locals.size;
  for (const flow of locals.values()) size += sizeOf(flow);
  return size;
}

/** The rows of a table decide how often the body runs. */
function forFlow(walk: Walk, node: TypedFor): Leaving {
  const over = node.iterable === null ? NOTHING : expressionFlow(walk, node.iterable);
  const bounds = union(...(node.bounds ?? []).map((bound) => everything(expressionFlow(walk, bound))));
  const rows = union(over.influences, bounds);
  return loopFlow(walk, () =>
    under(walk, rows, () => {
      if (node.item !== null)
        setLocal(walk, node.item, node.over === 'range' ? NOTHING : { ...over, influences: new Set() });
      for (const { column, local } of node.columns) setLocal(walk, local, columnOf(over, column, local.name));
      if (node.index !== null) setLocal(walk, node.index, NOTHING);
      return blockFlow(walk, node.body);
    }),
  );
}

function withField(flow: Flow, name: string, value: Flow): Flow {
  const fields = flow.fields?.map((field) =>
    field.name.toLowerCase() === name.toLowerCase() ? { name: field.name, flow: value } : field,
  );
  return { ...flow, fields: fields ?? null };
}

import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedOrderKey } from '../../ir/typed-query.ts';
import { assertNever } from '../../source/assert-never.ts';
import { callFlow } from './call-flow.ts';
import { changeFlow } from './change-flow.ts';
import { armFlow, catchArmsFlow, lambdaFlow, matchFlow } from './arm-flow.ts';
import { dynamicFlow } from './dynamic-flow.ts';
import {
  cellOf,
  everything,
  fieldOf,
  flowFrom,
  folded,
  influenced,
  join,
  joinAll,
  NOTHING,
  tableFlow,
  union,
  type Flow,
} from './flow.ts';
import { textOrigin, type Origin } from './origin.ts';
import { queryFlow } from './query-flow.ts';
import { note } from './summary.ts';
import { branches, type Walk } from './walk.ts';

/** Where the value of an expression comes from; what it writes on the way is noted. */
export function expressionFlow(walk: Walk, node: TypedExpression): Flow {
  const flow = (each: TypedExpression): Flow => expressionFlow(walk, each);
  switch (node.kind) {
    case 'Literal': {
      const origin = typeof node.value === 'string' ? textOrigin(node.value) : null;
      return origin === null ? NOTHING : flowFrom(origin);
    }
    case 'Local':
      return walk.locals.get(node.local) ?? NOTHING;
    case 'Column':
      return columnFlow(walk, node.source, node.column);
    case 'Output':
      return walk.outputs[node.index] ?? NOTHING;
    case 'Operation':
    case 'Native':
      return argumentsFlow(walk, node);
    case 'RoutineCall':
      return callFlow(walk, node.routine, node.args.map(flow), node.nowait, node.span);
    case 'LambdaCall': {
      const args = node.args.map(flow);
      const lambda = node.callee.kind === 'Local' ? walk.lambdas.get(node.callee.local) : undefined;
      return lambda === undefined ? joinAll([flow(node.callee), ...args]) : lambdaFlow(walk, lambda, args);
    }
    case 'Cast':
      return castFlow(flow(node.value), node);
    case 'Case': {
      const conditions = node.arms.map((arm) => flow(arm.when));
      const values = node.arms.map((arm) => flow(arm.then));
      const otherwise = node.otherwise === null ? NOTHING : flow(node.otherwise);
      return influenced(joinAll([...values, otherwise]), union(...conditions.map(everything)));
    }
    case 'InList':
      return joinAll([folded(flow(node.value)), ...node.list.map((each) => folded(flow(each)))]);
    case 'Match':
      return matchFlow(walk, node);
    case 'Try': {
      const [value = NOTHING] = branches(walk, [() => armFlow(walk, node.body)], true);
      return joinAll([value, ...catchArmsFlow(walk, node.arms)]);
    }
    case 'Lambda':
      return lambdaFlow(walk, node, []);
    case 'RoutineReference':
      walk.summary.calls.set(`${node.routine} ${node.span.start}`, {
        routine: node.routine,
        nowait: false,
        span: walk.at ?? node.span,
      });
      return NOTHING;
    case 'List':
      return joinAll(node.items.map(flow));
    case 'Struct': {
      const { type } = node.slot;
      const names = type.kind === 'struct' ? type.fields.map((field) => field.name) : [];
      return { ...NOTHING, fields: node.values.map((value, i) => ({ name: names[i] ?? '', flow: flow(value) })) };
    }
    case 'Field':
      return fieldOf(flow(node.value), node.name);
    case 'Index':
      return influenced(flow(node.value), everything(flow(node.index)));
    case 'Slice': {
      const bounds = [node.from, node.to].map((each) => (each === null ? NOTHING : flow(each)));
      return influenced(flow(node.value), union(...bounds.map(everything)));
    }
    case 'Subquery':
      return subqueryFlow(walk, node);
    case 'QueryValue':
      return queryFlow(walk, node.query);
    case 'Cell':
      return cellOf(flow(node.table), node.column, node.name);
    case 'TableToList': {
      const table = flow(node.table);
      const [only] = table.fields ?? [];
      const single = node.table.slot.type.kind === 'table' && node.table.slot.type.columns.length === 1;
      return single && only !== undefined ? influenced(only.flow, table.influences) : table;
    }
    case 'Aggregate': {
      const args = joinAll(node.args.map((each) => folded(flow(each))));
      const filter = node.filter === null ? NOTHING : flow(node.filter);
      return influenced(args, union(everything(filter), orderFlow(walk, node.orderBy)));
    }
    case 'WindowCall': {
      const args = joinAll(node.args.map((each) => folded(flow(each))));
      const filter = node.filter === null ? [] : [everything(flow(node.filter))];
      const keys = node.partitionBy.map((each) => everything(flow(each)));
      return influenced(args, union(...filter, ...keys, orderFlow(walk, [...node.orderBy, ...node.inputOrder])));
    }
    case 'Exception': {
      const parts = [node.message, node.cause].map((each) => (each === null ? NOTHING : flow(each)));
      return folded(joinAll(parts));
    }
    case 'Dynamic':
      return dynamicFlow(walk, node);
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return changeFlow(walk, node);
    default:
      return assertNever(node);
  }
}

/** All that the keys of an ORDER BY come from. */
export function orderFlow(walk: Walk, keys: readonly TypedOrderKey[]): ReadonlySet<Origin> {
  return union(...keys.map((key) => everything(expressionFlow(walk, key.value))));
}

function columnFlow(walk: Walk, source: number, column: number): Flow {
  const relation = walk.relations.get(source);
  const name = relation?.columns[column];
  if (relation !== undefined && name !== undefined) note(walk.summary.reads, relation.name, name);
  return walk.sources.get(source)?.[column] ?? NOTHING;
}

/** What a function gives comes from its arguments; of one that is given a lambda, from what that gives for the elements. */
function argumentsFlow(walk: Walk, { args, slot }: Extract<TypedExpression, { kind: 'Operation' | 'Native' }>): Flow {
  const plain = args.filter((arg) => arg.kind !== 'Lambda').map((arg) => ({ arg, flow: expressionFlow(walk, arg) }));
  const lambdas = args.flatMap((arg) => (arg.kind === 'Lambda' ? [arg] : []));
  if (lambdas.length === 0) {
    // What keeps its argument's type, as a sorted list, keeps its parts.
    const [only] = plain;
    if (plain.length === 1 && only!.arg.slot.type.kind === slot.type.kind) return only!.flow;
    return joinAll(plain.map((each) => folded(each.flow)));
  }
  const elements = plain.map((each) => each.flow);
  const given = lambdas.map((lambda) =>
    lambdaFlow(
      walk,
      lambda,
      lambda.parameters.map((_, i) => elements[lambda.parameters.length - 1 - i] ?? joinAll(elements)),
    ),
  );
  const chooses = lambdas.every(
    (lambda) => lambda.slot.type.kind === 'function' && lambda.slot.type.result.type.kind === 'boolean',
  );
  const list = plain[0]?.flow ?? NOTHING;
  if (chooses) return influenced(slot.type.kind === 'list' ? list : NOTHING, union(...given.map(everything)));
  const [, ...others] = elements;
  return influenced(joinAll([...given, ...others]), everything({ ...list, values: new Set(), fields: null }));
}

/** A cast to another table's columns finds them by name. */
function castFlow(value: Flow, { slot }: Extract<TypedExpression, { kind: 'Cast' }>): Flow {
  const { type } = slot;
  if (value.fields === null) return value;
  if (type.kind === 'table')
    return tableFlow(
      type.columns.map(({ name }) => ({
        name,
        flow: value.fields?.find((field) => field.name.toLowerCase() === name.toLowerCase())?.flow ?? NOTHING,
      })),
      value.influences,
    );
  return type.kind === 'struct' || type.kind === 'list' || type.kind === 'dynamic' ? value : folded(value);
}

function subqueryFlow(walk: Walk, node: Extract<TypedExpression, { kind: 'Subquery' }>): Flow {
  const value = node.value === null ? NOTHING : folded(expressionFlow(walk, node.value));
  const rows = queryFlow(walk, node.query);
  if (node.mode === 'exists') return { ...NOTHING, influences: rows.influences };
  const cell = cellOf(rows, 0, '');
  return node.mode === 'scalar' ? cell : join(value, folded(cell));
}

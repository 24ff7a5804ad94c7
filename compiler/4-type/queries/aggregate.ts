import type { Call, FrameBound, WindowFrame, WindowSpecification } from '../../ir/syntax-call.ts';
import type { TypedExpression, TypedFrame, TypedFrameBound } from '../../ir/typed-expression.ts';
import type { TypedOrderKey } from '../../ir/typed-query.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { anyFailed, resultSlot } from '../calls/apply.ts';
import type { Choice } from '../calls/overload.ts';
import { report, type Env } from '../checker.ts';
import { failed, isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { checkTruth } from '../expressions/condition.ts';
import { checkSortKey } from '../expressions/collate.ts';
import { check } from '../expressions/expression.ts';
import { INTERVAL, INT } from '../../contract/data-type.ts';
import { coerce } from '../types/coerce.ts';
import { withoutSecret } from '../types/secret.ts';
import { orderKey } from './order.ts';
import type { OrderItem } from '../../ir/syntax-query.ts';
import { defaultArguments } from '../calls/library-call.ts';

/** The environment of an aggregate's arguments; reports aggregates where there may be none. */
export function insideAggregate(env: Env, name: string): Env {
  const { query } = env;
  return query === null
    ? env
    : { ...env, query: { ...query, aggregate: name, noWindows: query.noWindows ?? `\`${name}\`` } };
}

/** The environment of the arguments of a call with OVER: aggregates may be among them, further window functions not. */
export function insideWindow(env: Env, name: string): Env {
  const { query } = env;
  return query === null ? env : { ...env, query: { ...query, noWindows: query.noWindows ?? `\`${name}\`` } };
}

/** An aggregate over the rows of a group, or over a table's all. */
export function checkAggregate(
  env: Env,
  choice: Choice,
  args: readonly TypedExpression[],
  node: Call,
): TypedExpression {
  const { query } = env;
  const { name, traits } = choice.function.signature;
  if (query === null || (query.sources.length === 0 && query.noAggregates === 'FROM')) {
    report(env, 'PLG1332', { name, where: '' }, node.callee.span);
    return failed(node.span);
  }
  if (query.aggregate !== null) {
    report(env, 'PLG1327', { outer: query.aggregate, inner: name }, node.span);
    return failed(node.span);
  }
  if (query.noAggregates !== null) {
    report(env, 'PLG1315', { name, clause: query.noAggregates }, node.callee.span);
    return failed(node.span);
  }
  query.found.aggregates = true;
  if (traits.aggregate === 'grouping') {
    const clause = clauseOf(node);
    if (args.length === 0) {
      const signature = `${name}(key, …)`;
      report(env, 'PLG1206', { name, given: 0, needed: '1 or more', signature }, node.span);
      return failed(node.span);
    }
    if (clause !== null) {
      report(env, 'PLG1014', { what: clause, place: `with \`${name}\`` }, node.span);
      return failed(node.span);
    }
  }
  const star = node.distinct ? node.args.find(({ value }) => value.kind === 'Star') : undefined;
  if (star !== undefined) {
    report(env, 'PLG1014', { what: '`*`', place: 'after `distinct`: name the columns' }, star.span);
    return failed(node.span);
  }
  const compares = node.distinct || name === 'min' || name === 'max' || name === 'mode';
  if (compares && anyFailed(args.map((arg) => withoutSecret(env, arg, `\`${name}\``)))) return failed(node.span);
  const inside = insideAggregate(env, name);
  const filter = node.filter === undefined ? null : checkTruth(inside, node.filter, 'FILTER');
  const orderBy = checkOrderItems(inside, [...node.orderBy, ...node.withinGroup]);
  const slot = resultSlot(env, choice, args, node.span);
  const nullable =
    traits.nullOnEmpty === true
      ? query.mayBeEmpty || filter !== null || traits.mayBeNull === true || args.some((arg) => arg.slot.nullable)
      : slot.nullable;
  if (filter !== null && isFailed(filter)) return failed(node.span);
  return {
    kind: 'Aggregate',
    operation: directed(traits.aggregate ?? name, node),
    args: [...args, ...defaultArguments(env, choice, args.length)],
    distinct: node.distinct,
    filter,
    orderBy,
    span: node.span,
    slot: { type: slot.type, nullable },
  };
}

/** The kernel operation; quantiles count from the other end within a group in descending order. */
function directed(operation: string, { withinGroup: [order] }: Call): string {
  const counts = operation === 'quantile' || operation === 'quantile_disc';
  return counts && order?.direction === 'desc' ? `${operation}_desc` : operation;
}

/** What is written with an aggregate and chooses or orders its rows; `null` for nothing. */
function clauseOf({ distinct, filter, orderBy, withinGroup, args }: Call): string | null {
  if (distinct) return '`distinct`';
  if (filter !== undefined) return '`filter`';
  if (orderBy.length + withinGroup.length > 0) return '`order by`';
  return args.some(({ value }) => value.kind === 'Star') ? '`*`' : null;
}

/** A window function, or an aggregate with OVER. */
export function checkWindowCall(
  env: Env,
  choice: Choice,
  args: readonly TypedExpression[],
  node: Call,
): TypedExpression {
  const { query } = env;
  const { name, traits } = choice.function.signature;
  const operation = traits.window ?? (traits.aggregate === 'grouping' ? undefined : traits.aggregate);
  if (query === null) {
    report(env, 'PLG1332', { name, where: '' }, node.callee.span);
    return failed(node.span);
  }
  if (operation === undefined || node.over === undefined) {
    report(
      env,
      'PLG1014',
      operation === undefined
        ? { what: '`over`', place: `after \`${name}\`, which is no window function or aggregate` }
        : { what: `\`${name}\``, place: 'without `over (…)`' },
      node.callee.span,
    );
    return failed(node.span);
  }
  if (query.noWindows !== null) {
    report(env, 'PLG1316', { name, clause: query.noWindows }, node.callee.span);
    return failed(node.span);
  }
  const over = resolveWindow(env, node.over);
  if (over === null) return failed(node.span);
  query.found.windows = true;
  const inside: Env = { ...env, query: { ...query, noWindows: 'a window' } };
  const partitionBy = over.partitionBy.map((key) =>
    withoutSecret(inside, asCell(inside, check(inside, key, null)), 'PARTITION BY'),
  );
  const orderBy = checkOrderItems(inside, over.orderBy);
  const frame = over.frame === undefined ? null : checkFrame(inside, over.frame, orderBy);
  const filter = node.filter === undefined ? null : checkTruth(inside, node.filter, 'FILTER');
  const given = [...node.orderBy, ...node.withinGroup];
  if (traits.aggregate === undefined && (node.distinct || given.length > 0)) {
    const what = node.distinct ? '`distinct`' : '`order by`';
    report(env, 'PLG1014', { what, place: `in \`${name}\`, which is no aggregate` }, node.span);
    return failed(node.span);
  }
  if (node.distinct && anyFailed(args.map((arg) => withoutSecret(env, arg, `\`${name}\``)))) return failed(node.span);
  const inputOrder = checkOrderItems(inside, given);
  const slot = resultSlot(env, choice, args, node.span);
  const emptyFrame = frame !== null || filter !== null;
  const nullable =
    traits.nullOnEmpty === true
      ? emptyFrame || traits.mayBeNull === true || args.some((arg) => arg.slot.nullable)
      : slot.nullable;
  return {
    kind: 'WindowCall',
    operation: directed(operation, node),
    args: [...args, ...defaultArguments(env, choice, args.length)],
    distinct: node.distinct,
    inputOrder,
    partitionBy,
    orderBy,
    frame,
    ignoreNulls: node.nullTreatment === 'ignore',
    filter,
    span: node.span,
    slot: { type: slot.type, nullable },
  };
}

function checkOrderItems(env: Env, items: readonly OrderItem[]): readonly TypedOrderKey[] {
  return items.flatMap((item) =>
    item.value === undefined
      ? []
      : [orderKey(item, withoutSecret(env, asCell(env, checkSortKey(env, item.value)), 'ORDER BY'))],
  );
}

/** A window by name, or written out; one may build on another. */
function resolveWindow(env: Env, over: NonNullable<Call['over']>): WindowSpecification | null {
  const name = over.kind === 'WindowReference' ? over.name : over.base;
  if (name === undefined) return over.kind === 'WindowSpecification' ? over : null;
  const windows = env.query?.windows ?? new Map<string, WindowSpecification>();
  const base = windows.get(name.text.toLowerCase());
  if (base === undefined) {
    report(env, 'PLG1333', { name: name.text, nearest: suggest(name.text, windows.keys()) }, name.span);
    return null;
  }
  const resolved = base.base === undefined ? base : resolveWindow(env, base);
  if (resolved === null || over.kind === 'WindowReference') return resolved;
  const { base: _base, ...own } = over;
  const frame = own.frame ?? resolved.frame;
  return {
    ...own,
    partitionBy: resolved.partitionBy,
    orderBy: own.orderBy.length > 0 ? own.orderBy : resolved.orderBy,
    ...(frame === undefined ? {} : { frame }),
  };
}

function checkFrame(env: Env, node: WindowFrame, orderBy: readonly TypedOrderKey[]): TypedFrame {
  const bound = (side: FrameBound | undefined): TypedFrameBound => {
    switch (side?.bound) {
      case 'unbounded preceding':
        return { kind: 'unbounded_preceding' };
      case 'unbounded following':
        return { kind: 'unbounded_following' };
      case 'preceding':
      case 'following':
        return { kind: side.bound, offset: checkOffset(env, node, side, orderBy) };
      default:
        return { kind: 'current_row' };
    }
  };
  const exclude = node.exclude === undefined || node.exclude === 'no others' ? null : node.exclude;
  return { unit: node.unit, start: bound(node.low), end: bound(node.high), exclude };
}

/** ROWS and GROUPS count; RANGE measures in the type of the only order key, times in intervals. */
function checkOffset(
  env: Env,
  frame: WindowFrame,
  side: FrameBound,
  orderBy: readonly TypedOrderKey[],
): TypedExpression {
  if (side.offset === undefined) return failed(side.span);
  const key = orderBy[0]?.value.slot.type;
  const timed = key?.kind === 'date' || key?.kind === 'timestamp' || key?.kind === 'time';
  const type = frame.unit === 'range' ? (timed ? INTERVAL : (key ?? INT)) : INT;
  const value = asCell(env, check({ ...env, query: null }, side.offset, { type, nullable: false }));
  return coerce(env, value, { type, nullable: false });
}

import type { Span } from '../../contract/span.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Join } from '../../ir/syntax-source.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedJoin } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';
import { conjunction, isFailed } from '../expressions/build.ts';
import { checkTruth } from '../expressions/condition.ts';
import { operate } from '../expressions/operators.ts';
import { outcomeOf } from '../statements/facts.ts';
import { requireAsof } from './asof.ts';
import { columnOf } from './columns.ts';
import { EMPTY_SCOPE, type MergedColumn, type ScopeSource } from './query-scope.ts';
import { checkSource, type CheckedSource } from './sources.ts';

/** A join: its condition sees both sides; outer joins make the columns of the far side nullable, SEMI and ANTI hide them. */
export function checkJoin(env: Env, node: Join, before: CheckedSource): CheckedSource {
  const left = checkSource(env, node.left, before);
  const right = checkSource(env, node.right, {
    ...left,
    sources: [...before.sources, ...left.sources],
    mergedColumns: [...before.mergedColumns, ...left.mergedColumns],
  });
  const positional = node.type === 'positional';
  const type = node.type === 'positional' ? 'full' : node.type;
  if (left.source === null || right.source === null) return { ...left, wrong: true };
  const using = node.natural ? commonNames(left, right, node.span) : node.using;
  const keys = mergeColumns(env, using, left, right, node);
  const on = node.on === undefined ? null : checkOn(env, node, left, right);
  const condition = conjunction([...keys.map((key) => key.equal), ...(on === null ? [] : [on])], node.span);
  if (condition === null && type !== 'cross' && !positional && !node.natural && using.length === 0)
    report(env, 'PLG1015', { missing: '`on` or `using`', in: 'the join' }, node.right.span);
  if (node.asof === true && !requireAsof(env, node, condition, left, right))
    return { ...left, sources: [...left.sources, ...right.sources], wrong: true };
  const matching = node.asof === true ? 'asof' : positional ? 'positional' : undefined;
  const join = (condition === null && type === 'inner' ? 'cross' : type) satisfies TypedJoin['join'];
  return {
    source: {
      kind: 'JoinSource',
      join,
      left: left.source,
      right: right.source,
      on: condition,
      ...(matching === undefined ? {} : { matching }),
      span: node.span,
    },
    sources: [
      ...left.sources.map((s) => adapt(s, type, 'left', keys)),
      ...right.sources.map((s) => adapt(s, type, 'right', keys)),
    ],
    mergedColumns: [
      ...merged(type, keys),
      ...left.mergedColumns,
      ...(type === 'semi' || type === 'anti' ? [] : right.mergedColumns),
    ],
    facts:
      type === 'inner' && condition !== null
        ? [...left.facts, ...right.facts, ...outcomeOf(condition).whenTrue]
        : type === 'left' || type === 'semi' || type === 'anti'
          ? left.facts
          : [],
    wrong:
      left.wrong ||
      right.wrong ||
      keys.length < using.length ||
      (on !== null && isFailed(on)) ||
      keys.some((key) => isFailed(key.equal)),
  };
}

function checkOn(env: Env, node: Join, left: CheckedSource, right: CheckedSource): TypedExpression {
  const scope = {
    ...EMPTY_SCOPE,
    sources: [...left.sources, ...right.sources],
    mergedColumns: left.mergedColumns,
    parent: env.query,
    noAggregates: 'ON',
    noWindows: 'ON',
  };
  return checkTruth({ ...env, query: scope }, node.on!, 'ON');
}

interface Key {
  readonly name: string;
  readonly left: TypedExpression;
  readonly right: TypedExpression;
  readonly equal: TypedExpression;
}

/** The columns of USING: one on each side, compared with `=`. */
function mergeColumns(
  env: Env,
  using: readonly Identifier[],
  left: CheckedSource,
  right: CheckedSource,
  node: Join,
): readonly Key[] {
  return using.flatMap((name, i): readonly Key[] => {
    const [a, b] = [sideColumn(left, name), sideColumn(right, name)];
    if (a === null || b === null) {
      const dynamic = [...left.sources, ...right.sources].some((source) => source.dynamic);
      if (!dynamic) report(env, 'PLG1328', { column: name.text, join: node.natural ? 'NATURAL' : 'USING' }, name.span);
      return [];
    }
    // the last column of `asof join … using` is the one that orders
    const operator = node.asof === true && i === using.length - 1 ? '>=' : '=';
    return [{ name: name.text, left: a, right: b, equal: operate(env, operator, [a, b], name.span) }];
  });
}

function sideColumn(side: CheckedSource, name: Identifier): TypedExpression | null {
  const key = name.text.toLowerCase();
  const merged_ = side.mergedColumns.find((column) => column.name.toLowerCase() === key);
  if (merged_ !== undefined) return { ...merged_.value, span: name.span };
  for (const source of side.sources) {
    const index = source.columns.findIndex((column) => column.name.toLowerCase() === key);
    if (index >= 0 && source.hidden === null) return columnOf(source, index, name.span);
  }
  return null;
}

function commonNames(left: CheckedSource, right: CheckedSource, span: Span): readonly Identifier[] {
  const names = new Set(right.sources.flatMap((source) => source.columns.map((column) => column.name.toLowerCase())));
  return left.sources.flatMap((source) =>
    source.columns
      .filter((column) => names.has(column.name.toLowerCase()))
      .map((column): Identifier => ({ kind: 'Identifier', span, text: column.name, quoted: false })),
  );
}

/** Unqualified, a merged column is the left one's value, of a RIGHT join the right one's, of a FULL join whichever is there. */
function merged(type: Join['type'], keys: readonly Key[]): readonly MergedColumn[] {
  return keys.map(({ name, left, right }): MergedColumn => {
    if (type === 'right') return { name, value: right };
    if (type !== 'full') return { name, value: left };
    const nullable = left.slot.nullable && right.slot.nullable;
    return {
      name,
      value: {
        kind: 'Operation',
        operation: 'coalesce',
        args: [asNullable(left), asNullable(right)],
        span: left.span,
        slot: { type: left.slot.type, nullable },
      },
    };
  });
}

function asNullable(value: TypedExpression): TypedExpression {
  return { ...value, slot: { type: value.slot.type, nullable: true } };
}

function adapt(source: ScopeSource, type: Join['type'], side: 'left' | 'right', keys: readonly Key[]): ScopeSource {
  const far = type === 'full' || (type === 'left' && side === 'right') || (type === 'right' && side === 'left');
  const hidden =
    side === 'right' && (type === 'semi' || type === 'anti') ? (type === 'semi' ? 'SEMI' : 'ANTI') : source.hidden;
  const names = keys
    .filter((key) => [key.left, key.right].some((c) => c.kind === 'Column' && c.source === source.id))
    .map((key) => key.name.toLowerCase());
  return {
    ...source,
    hidden,
    ...(far && type !== 'full' ? { far: type === 'left' ? ('LEFT' as const) : ('RIGHT' as const) } : {}),
    columns: far ? source.columns.map((column) => ({ ...column, nullable: true })) : source.columns,
    key: far ? null : source.key,
    merged: names.length === 0 ? source.merged : new Set([...source.merged, ...names]),
  };
}

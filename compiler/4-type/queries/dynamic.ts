import type { Span } from '../../contract/span.ts';
import type { TableType } from '../../contract/type.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { TypedDynamic, TypedExpression } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { failed } from '../expressions/build.ts';
import { givesWatermark } from '../expressions/watermark.ts';
import type { CheckedQuery } from './query.ts';
import { track, type Tracker } from './tracker.ts';

/** A query with a source that only run time knows: its text, and the locals that it uses. */
export function dynamicQuery(env: Env, checked: CheckedQuery, tracker: Tracker, node: Query): TypedExpression {
  if (checked.wrong) return failed(node.span);
  const type: TableType = {
    kind: 'table',
    columns: checked.columns,
    open: checked.dynamic ? 'dynamic' : null,
    cardinality: checked.query.type.cardinality,
  };
  const slotType = node.stream ? ({ kind: 'iterator', table: type } as const) : type;
  const dynamic = dynamicStatement(env, 'query', tracker, node.span, slotType);
  if (givesWatermark(checked.query)) env.checker.watermarkQueries.add(dynamic);
  return dynamic;
}

export function dynamicStatement(
  env: Env,
  statement: TypedDynamic['statement'],
  tracker: Tracker,
  span: Span,
  type: TypedDynamic['slot']['type'],
): TypedDynamic {
  const locals = [...tracker.locals].map(([local, table]) => ({ local, table }));
  for (const { local, table } of locals) track(env.tracker, local, table);
  env.frame.sites.io = true;
  return { kind: 'Dynamic', statement, sourceSpan: span, locals, span, slot: { type, nullable: false } };
}

import { INT } from '../../contract/data-type.ts';
import { isDataType } from '../../contract/type.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { Block } from '../../ir/syntax-statement.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedFor } from '../../ir/typed-statement.ts';
import type { Env } from '../checker.ts';
import { requireRowNames } from '../queries/distinct-names.ts';
import { checkQueryValue } from '../queries/subquery.ts';
import { WHOLE_ROW } from '../expressions/reference.ts';
import { checkBlock } from './block.ts';
import { withoutLocals } from './facts.ts';
import type { CheckedStatement } from './let.ts';
import { assignedIn, declareUnnamed } from './locals.ts';

/** `from t … then { … }`: a loop over the query whose rows' columns are locals. Lists give `value` and `index`, also as `array_value` and `array_index`. */
export function checkThen(env: Env, query: Query, block: Block): CheckedStatement {
  const { then: _then, ...plain } = query;
  const iterable = checkQueryValue(env, plain);
  const facts = withoutLocals(env.facts, assignedIn(env, block));
  const rows = new Map(env.rows ?? []);
  const columns: TypedFor['columns'][number][] = [];
  const { type } = iterable.slot;
  requireRowNames(env, type, iterable.span);
  for (const [column, { name, type: columnType, nullable }] of (type.kind === 'table' ? type.columns : []).entries()) {
    const local = declareUnnamed(env, name, { type: columnType, nullable }, 'loop');
    columns.push({ column, local });
    rows.set(name.toLowerCase(), local);
    if (name === 'value' || name === 'index') rows.set(`array_${name}`, local);
  }
  const index = declareUnnamed(env, 'row_number', { type: INT, nullable: false }, 'loop');
  for (const name of ['row_number', 'index_row_number']) if (!rows.has(name)) rows.set(name, index);
  const isKnown = type.kind === 'table' && type.open === null && type.columns.every((c) => isDataType(c.type));
  const item: TypedLocal | null = isKnown
    ? null
    : declareUnnamed(env, 'row', { type: { kind: 'dynamic' }, nullable: false }, 'loop');
  if (item !== null) rows.set(WHOLE_ROW, item);
  const body = checkBlock({ ...env, facts, rows }, block);
  return {
    statements: [
      {
        kind: 'For',
        item,
        columns: isKnown ? columns : [],
        index,
        over: 'table',
        iterable,
        bounds: null,
        body: body.block,
        span: query.span,
      },
    ],
    flow: { facts, leaves: false },
  };
}

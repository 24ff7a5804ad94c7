import type {
  TypedCell,
  TypedDml,
  TypedDynamic,
  TypedExpression,
  TypedQueryValue,
  TypedSubquery,
  TypedTableToList,
} from '../../ir/typed-expression.ts';
import { isDataType } from '../../contract/type.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import * as b from '../builder.ts';
import { abi, temp, type FunctionScope } from '../module/function-scope.ts';
import { dmlArguments, dmlByKey, insertOneRow } from './dml.ts';
import { expression, expressions } from './expression.ts';
import { lookup } from './lookup.ts';
import { dataType, isText, equalsNatively } from './type-facts.ts';

/** A query as a table. One that finds a row by its key asks the key's index. */
export function queryValue(scope: FunctionScope, e: TypedQueryValue): b.Expression {
  const table = tableOfQuery(scope, e.query);
  return e.slot.type.kind === 'iterator' ? abi('stream', table) : table;
}

export function tableOfQuery(scope: FunctionScope, query: TypedQuery): b.Expression {
  const planned = scope.module.query(query);
  const found = lookup(scope, planned);
  if (found === null)
    return abi('query', 'frame', b.number(planned.index), b.array(expressions(scope, planned.arguments)));
  const fields = scope.module.constant('fields$', 'columns', [planned.plan.plan.fields]);
  return abi(
    'rowTable',
    fields,
    b.conditional(b.binary(found.row, '===', b.nothing()), b.nothing(), b.array(found.values)),
  );
}

/** The value of a one-column query or table in scalar position. */
export function cell(scope: FunctionScope, e: TypedCell): b.Expression {
  if (e.table.kind === 'QueryValue') {
    const found = lookup(scope, scope.module.query(e.table.query));
    if (found !== null)
      return b.conditional(b.binary(found.row, '===', b.nothing()), b.nothing(), found.values[e.column]!);
  }
  return abi(
    isDataType(e.slot.type) ? 'cell' : 'dynamicCell',
    expression(scope, e.table),
    b.number(e.column),
    b.string(e.name),
  );
}

export function tableToList(scope: FunctionScope, e: TypedTableToList): b.Expression {
  return abi('tableToList', expression(scope, e.table));
}

/** EXISTS, IN, ANY, ALL and scalar subqueries outside of queries. */
export function subquery(scope: FunctionScope, e: TypedSubquery): b.Expression {
  const value = e.value === null ? null : expression(scope, e.value);
  const kept = value === null || b.isTrivial(value) ? value : b.name(temp(scope));
  if (kept !== value) scope.prelude.push(b.assign(kept!, value!));
  const table = tableOfQuery(scope, e.query);
  switch (e.mode) {
    case 'scalar':
      return abi('cell', table, b.number(0), b.string(e.query.fields[0]?.name ?? ''));
    case 'exists':
      return negated(e, abi('exists', table));
    case 'in':
      return negated(e, abi('quantified', kept!, b.string('equal'), table, b.boolean(false), order(scope, e.value!)));
    case 'any':
    case 'all':
      return negated(
        e,
        abi(
          'quantified',
          kept!,
          b.string(e.operation ?? 'equal'),
          table,
          b.boolean(e.mode === 'all'),
          order(scope, e.value!),
        ),
      );
  }
}

function negated(e: TypedSubquery, code: b.Expression): b.Expression {
  return e.negated ? abi('not', code) : code;
}

function order(scope: FunctionScope, value: TypedExpression): b.Expression {
  const type = dataType(value.slot.type);
  return equalsNatively(type) && !isText(type)
    ? b.nothing()
    : b.name(scope.module.constant('order$', 'comparator', [type]));
}

/** A statement that is typed when the tables behind its strings are known. */
export function dynamic(scope: FunctionScope, e: TypedDynamic): b.Expression {
  const { file } = scope.module.planned.typed;
  const index = scope.module.dynamics.length;
  scope.module.dynamics.push({
    text: file.text.slice(e.sourceSpan.start, e.sourceSpan.end),
    offset: e.sourceSpan.start,
    locals: e.locals.map(({ local, table }) => ({ name: local.name, table, slot: local.slot })),
  });
  const values = e.locals.map(({ local }): TypedExpression => ({
    kind: 'Local',
    local,
    slot: local.slot,
    span: e.span,
  }));
  const result = abi('dynamic', 'frame', b.number(index), b.array(expressions(scope, values)));
  return e.slot.type.kind === 'iterator' ? abi('stream', result) : result;
}

/** A data change: the number of rows, or the rows of RETURNING. */
export function dml(scope: FunctionScope, e: TypedDml): b.Expression {
  const planned = scope.module.dml(e);
  return (
    insertOneRow(scope, planned) ??
    dmlByKey(scope, planned) ??
    abi('dml', 'frame', b.number(planned.index), ...dmlArguments(scope, planned))
  );
}

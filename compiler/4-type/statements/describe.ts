import { BOOLEAN, STRING, type Field } from '../../contract/data-type.ts';
import { showType, tableOf, type Column } from '../../contract/type.ts';
import type { Describe } from '../../ir/syntax-session.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { newSource, report, type Env } from '../checker.ts';
import { literal } from '../expressions/build.ts';
import { plainQuery } from '../queries/plain-query.ts';
import { fileSource } from '../queries/relation-source.ts';
import { checkQueryValue } from '../queries/subquery.ts';
import { requireRight } from '../rights/require-right.ts';
import { ERROR } from '../types/conversion.ts';

/** DESCRIBE of an object by its name, or of the columns of a query or file. */
export function checkDescribe(env: Env, { target, object, span }: Describe): readonly TypedStatement[] {
  if (target.kind !== 'Name') {
    const columns = columnsOf(env, target);
    return columns === null ? [] : [described(columns, span)];
  }
  requireRight(env, 'select', 'schema', 'system', span);
  const name = target.parts.map((part) => part.text).join('.');
  return [{ kind: 'Show', what: `describe ${object ?? 'table'}`, name, span }];
}

/** `null` when they are not known here, which was reported. */
function columnsOf(env: Env, target: Exclude<Describe['target'], { kind: 'Name' }>): readonly Column[] | null {
  if (target.kind === 'FileSource') {
    const place = { id: newSource(env), alias: null, span: target.span };
    const { columns, leaf } = fileSource(env, target.path.value, target.span, place);
    // one that is not there may come to be before the statement runs
    return leaf === null && env.frame.kind === 'top' ? null : leaf === null ? unknown(env, target.span) : columns;
  }
  const value = checkQueryValue(env, target);
  const { type } = value.slot;
  if (type === ERROR) return null;
  return value.kind === 'QueryValue' && type.kind === 'table' ? type.columns : unknown(env, target.span);
}

function unknown(env: Env, span: Describe['span']): null {
  report(env, 'PLG1014', { what: 'a source that only run time knows', place: 'in `describe`' }, span);
  return null;
}

const FIELDS: readonly Field[] = [
  { name: 'name', type: STRING, nullable: false },
  { name: 'type', type: STRING, nullable: false },
  { name: 'nullable', type: BOOLEAN, nullable: false },
];

/** A row for each column. */
function described(columns: readonly Column[], span: Describe['span']): TypedStatement {
  const rows = columns.map(({ name, type, nullable }) => [
    literal(name, STRING, span),
    literal(showType(type), STRING, span),
    literal(nullable, BOOLEAN, span),
  ]);
  const type = tableOf(FIELDS, 'many');
  const query = plainQuery({ kind: 'Values', span, fields: FIELDS, rows }, type, FIELDS, span);
  const value = { kind: 'QueryValue', query, span, slot: { type, nullable: false } } as const;
  return { kind: 'ExpressionStatement', value, span };
}

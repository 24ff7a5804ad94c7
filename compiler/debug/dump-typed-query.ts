import { showField } from '../contract/data-type.ts';
import { showSlot } from '../contract/type.ts';
import type { TypedOrderKey, TypedQuery, TypedQueryBody, TypedSource } from '../ir/typed-query.ts';
import { assertNever } from '../source/assert-never.ts';
import { dumpExpression, text } from './dump-typed-expression.ts';
import type { LineWriter } from './line-writer.ts';

/** A query: its common tables, its body clause by clause, and what follows. */
export function dumpQuery(out: LineWriter, query: TypedQuery): void {
  dumpTables(out, query.ctes);
  dumpBody(out, query.body);
  if (query.orderBy.length > 0) out.line(`order by ${dumpOrder(query.orderBy, '')}`);
  if (query.limit !== null) dumpExpression(out, query.percent === true ? 'limit % ' : 'limit ', query.limit);
  if (query.offset !== null) dumpExpression(out, 'offset ', query.offset);
}

/** Common tables with their queries. */
export function dumpTables(out: LineWriter, ctes: TypedQuery['ctes']): void {
  for (const cte of ctes) {
    out.line(`with${cte.recursive ? ' recursive' : ''} ${cte.name}`);
    dumpQuery(out.inner(), cte.query);
  }
}

/** Keys of an order, after a word; nothing when there are none. */
export function dumpOrder(keys: readonly TypedOrderKey[], word: string): string {
  if (keys.length === 0) return '';
  return (
    word +
    keys
      .map(
        (key) =>
          `${text(key.value)}${key.descending ? ' desc' : ''}${key.nullsFirst === key.descending ? '' : key.nullsFirst ? ' nulls first' : ' nulls last'}`,
      )
      .join(', ')
  );
}

function dumpBody(out: LineWriter, body: TypedQueryBody): void {
  switch (body.kind) {
    case 'Select':
      if (body.from !== null) dumpSource(out, 'from ', body.from);
      if (body.where !== null) dumpExpression(out, 'where ', body.where);
      if (body.grouped)
        out.line(
          `group by ${body.groupBy.map(text).join(', ') || '()'}${body.groupingSets === null ? '' : ` sets ${JSON.stringify(body.groupingSets)}`}`,
        );
      if (body.having !== null) dumpExpression(out, 'having ', body.having);
      if (body.qualify !== null) dumpExpression(out, 'qualify ', body.qualify);
      if (body.distinct !== null)
        out.line(body.distinct === 'all' ? 'distinct' : `distinct on ${body.distinct.map(text).join(', ')}`);
      for (const item of body.items) dumpExpression(out, `item ${item.name} = `, item.value);
      return;
    case 'SetOperation':
      out.line(`${body.operation}${body.all ? ' all' : ''} (${body.fields.map(showField).join(', ')})`);
      dumpBody(out.inner(), body.left);
      return dumpBody(out.inner(), body.right);
    case 'Values':
      out.line(`values (${body.fields.map(showField).join(', ')})`);
      for (const row of body.rows)
        out.inner().line(row.map((value) => `${text(value)}: ${showSlot(value.slot)}`).join(', '));
      return;
    case 'Nested':
      out.line('nested');
      return dumpQuery(out.inner(), body.query);
    default:
      return assertNever(body);
  }
}

/** What stands in FROM. */
export function dumpSource(out: LineWriter, label: string, source: TypedSource): void {
  const inside = out.inner();
  if (source.kind === 'JoinSource') {
    out.line(`${label}${source.matching === undefined ? '' : `${source.matching} `}${source.join} join`);
    dumpSource(inside, '', source.left);
    dumpSource(inside, '', source.right);
    if (source.on !== null) dumpExpression(inside, 'on ', source.on);
    return;
  }
  const alias = source.alias === null ? '' : ` as ${source.alias}`;
  switch (source.kind) {
    case 'TableSource':
      out.line(`${label}table ${source.name}${alias}`);
      if (source.asOf !== null) dumpExpression(inside, 'as of ', source.asOf);
      if (source.since !== undefined) {
        dumpExpression(inside, 'since ', source.since.low);
        if (source.since.high !== null) dumpExpression(inside, 'until ', source.since.high);
      }
      return;
    case 'QuerySource':
      out.line(`${label}${source.lateral ? 'lateral ' : ''}query${alias}`);
      return dumpQuery(inside, source.query);
    case 'CteSource':
      return out.line(`${label}common table (${source.fields.map(showField).join(', ')})${alias}`);
    case 'FileSource':
      return out.line(`${label}file ${text(source.path)}${alias}`);
    case 'LocalSource':
      return out.line(`${label}local ${source.local.name}${alias}`);
    case 'ListSource':
      return dumpExpression(out, `${label}list `, source.list);
    case 'ValueSource':
      return dumpExpression(out, `${label}value `, source.value);
    case 'FunctionSource':
      return out.line(`${label}function ${source.function}(${source.args.map(text).join(', ')})${alias}`);
    default:
      return assertNever(source);
  }
}

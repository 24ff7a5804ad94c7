import { datePartOf } from '../../contract/date-parts.ts';
import type { TypeSlot } from '../../contract/type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { BoundLocal } from '../../ir/bound.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import type { Span } from '../../contract/span.ts';
import { markDynamic, meaningOf, report, type Env } from '../checker.ts';
import { findColumn, visibleColumns, visibleSources } from '../queries/columns.ts';
import { track } from '../queries/tracker.ts';
import { exceptionType } from '../types/type-names.ts';
import { noteHeldCalls } from '../effects/held-functions.ts';
import { failed, literal } from './build.ts';
import { referenceToRoutine } from '../calls/routine-reference.ts';
import { wordCall } from '../calls/word-call.ts';
import { placeOf } from '../statements/facts.ts';
import { STRING } from '../../contract/data-type.ts';

/** In a THEN block whose columns only run time knows: the key under which the row itself stands. No name can be spelled so. */
export const WHOLE_ROW = '*';

/** A bare name in an expression: a local, a column, a function as a value, an exception to be thrown. */
export function checkName(env: Env, node: Identifier, expected: TypeSlot | null): TypedExpression {
  const meaning = meaningOf(env, node);
  switch (meaning?.kind) {
    case 'local':
      return localReference(env, meaning.local, node.span);
    case 'column':
      return columnOrLocal(env, node, meaning.local);
    case 'callable':
      if (expected?.type.kind !== 'function') {
        const called = wordCall(env, node);
        if (called !== null) return called;
      }
      return referenceToRoutine(env, meaning.callables, node, expected);
    case 'exception':
      return {
        kind: 'Exception',
        name: meaning.exception.name,
        message: literal(meaning.exception.message ?? meaning.exception.name, STRING, node.span),
        cause: null,
        span: node.span,
        slot: { type: exceptionType(meaning.exception.name), nullable: false },
      };
    default:
      return env.query === null ? failed(node.span) : columnOrLocal(env, node, null);
  }
}

/** A local's value, without NULL where that was ruled out. */
export function localReference(env: Env, bound: BoundLocal, span: Span): TypedExpression {
  const local = env.frame.typed.get(bound);
  if (local === undefined) return failed(span);
  return referTo(env, local, span);
}

export function referTo(env: Env, local: TypedLocal, span: Span): TypedExpression {
  track(env.tracker, local, false);
  if (env.query !== null) noteHeldCalls(env, local, span);
  return narrowed(env, { kind: 'Local', local, span, slot: local.slot });
}

/** The expression without NULL if the place it stands for is known to have a value here. */
export function narrowed(env: Env, expression: TypedExpression): TypedExpression {
  if (!expression.slot.nullable || env.facts.size === 0) return expression;
  const place = placeOf(expression);
  if (place === null || !env.facts.has(place)) return expression;
  return { ...expression, slot: { type: expression.slot.type, nullable: false } };
}

/** 12.3: a column of a known source, else a row's column in a THEN block, else the local. Both a column and a local is a mistake. */
function columnOrLocal(env: Env, node: Identifier, bound: BoundLocal | null): TypedExpression {
  const row = env.rows?.get(node.text.toLowerCase());
  const local = row ?? (bound === null ? undefined : env.frame.typed.get(bound));
  const column = findColumn(env, node);
  if (column.kind === 'ambiguous') return failed(node.span);
  if (column.kind === 'column') {
    if (local !== undefined && column.depth > 0) return referTo(env, local, node.span);
    if (local !== undefined && column.source !== '' && column.expression.kind === 'Column') {
      const key = `${column.expression.source}.${column.expression.column}`;
      if (!env.checker.ambiguous.has(key))
        report(env, 'PLG1306', { name: node.text, source: column.source }, node.span);
      if (env.checker.silent === 0) env.checker.ambiguous.add(key);
      return failed(node.span);
    }
    return narrowed(env, column.expression);
  }
  if (local !== undefined) return referTo(env, local, node.span);
  const whole = env.rows?.get(WHOLE_ROW);
  if (whole !== undefined && bound === null)
    return {
      kind: 'Field',
      value: referTo(env, whole, node.span),
      name: node.text,
      span: node.span,
      slot: { type: { kind: 'dynamic' }, nullable: true },
    };
  if (bound !== null) return failed(node.span);
  if (column.kind === 'dynamic') {
    if (column.former) markDynamic(env);
    return literal(null, { kind: 'dynamic' }, node.span);
  }
  const called = wordCall(env, node);
  if (called !== null) return called;
  reportMissing(env, node);
  return failed(node.span);
}

function reportMissing(env: Env, node: Identifier): void {
  const sources = visibleSources(env);
  const names = [...visibleColumns(env), ...[...env.frame.typed.values()].map((local) => local.name)];
  const nearest = suggest(node.text, names);
  const isTable = isTableName(env, node.text.toLowerCase());
  const isDatePart = datePartOf(node.text) !== undefined;
  if (env.query === null || sources.length === 0)
    report(env, 'PLG1101', { name: node.text, nearest, isTable, isDatePart }, node.span);
  else
    report(
      env,
      'PLG1302',
      {
        table: sources.length === 1 ? (sources[0] ?? '') : '',
        column: node.text,
        nearest,
        isDatePart,
        isAlias: env.query.unseen?.has(node.text.toLowerCase()) === true,
      },
      node.span,
    );
}

function isTableName({ checker }: Env, name: string): boolean {
  const { tables, views } = checker.context.view;
  return (
    [...tables, ...views].some((each) => each.name.toLowerCase() === name) ||
    checker.bound.program.statements.some(
      (each) =>
        (each.kind === 'CreateTable' || each.kind === 'CreateView') &&
        each.name.parts.at(-1)?.text.toLowerCase() === name,
    )
  );
}

import type { TableInfo } from '../../contract/catalog-view.ts';
import type { Span } from '../../contract/span.ts';
import { showType } from '../../contract/type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Assignment } from '../../ir/syntax-change.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { TypedAssignment, TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { coerce, type Mismatch } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { standIn } from './insert.ts';
import { warnOfNull } from './may-be-null.ts';

/** `set a = e, b = f`: each column once, each value made to fit. */
export function checkAssignments(env: Env, nodes: readonly Assignment[], table: TableInfo): readonly TypedAssignment[] {
  const seen = new Set<number>();
  return nodes.flatMap((node): readonly TypedAssignment[] => {
    const name = node.column.parts.at(-1)!;
    const column = columnIndex(env, table, name);
    const value =
      standIn(env, node.value, table, column < 0 ? undefined : column) ??
      asCell(env, check(env, node.value, column < 0 ? null : table.columns[column]!));
    if (column < 0) return [];
    if (seen.has(column)) report(env, 'PLG1320', { column: name.text, where: 'SET' }, name.span);
    seen.add(column);
    const isItself = value.kind === 'Column' && value.column === column && isName(node.value, name.text);
    if (isItself) report(env, 'PLG1118', { name: name.text }, node.span);
    return [{ column, value: intoColumn(env, value, table, column) }];
  });
}

/** Without a qualifier the name is the target's column: another table's would be ambiguous beside it. */
function isName(node: Assignment['value'], name: string): boolean {
  return node.kind === 'Identifier' && node.text.toLowerCase() === name.toLowerCase();
}

/** The position of a column, or -1 with a message. */
export function columnIndex(env: Env, table: TableInfo, name: Identifier): number {
  const index = table.columns.findIndex((column) => column.name.toLowerCase() === name.text.toLowerCase());
  if (index < 0)
    report(
      env,
      'PLG1302',
      {
        table: table.name,
        column: name.text,
        nearest: suggest(
          name.text,
          table.columns.map((c) => c.name),
        ),
      },
      name.span,
    );
  return index;
}

/** Positions of named columns; one given twice is an error. */
export function columnIndexes(
  env: Env,
  table: TableInfo,
  names: readonly Identifier[],
  where: string,
): readonly number[] {
  const seen = new Set<number>();
  return names.map((name) => {
    const index = columnIndex(env, table, name);
    if (index >= 0 && seen.has(index)) report(env, 'PLG1320', { column: name.text, where }, name.span);
    seen.add(index);
    return index;
  });
}

/** A value for a column. What may be NULL is checked when it runs; what surely is, now. */
export function intoColumn(
  env: Env,
  value: TypedExpression,
  table: TableInfo,
  index: number,
  mismatch?: Mismatch,
): TypedExpression {
  const column = table.columns[index]!;
  const converted = coerce({ ...env, column: column.name }, value, { type: column.type, nullable: true }, mismatch);
  if (!column.nullable && converted.kind === 'Literal' && converted.value === null && converted.slot.type !== ERROR) {
    report(
      env,
      'PLG1201',
      {
        expected: showType(column.type),
        found: 'null',
        hint: `column \`${column.name}\` of \`${table.name}\` may not be NULL`,
      },
      value.span,
    );
  }
  if (!column.nullable) warnOfNull(env, value, table.name, column.name);
  // a cast that the checker wrote: the text shows none, so that its error has to name the column
  return converted.kind === 'Cast' && !converted.safe && sameSpan(converted.span, converted.value.span)
    ? { ...converted, into: column.name }
    : converted;
}

function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

import type { Expression } from '../../ir/syntax-expression.ts';
import type { Values } from '../../ir/syntax-query.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { commonOf } from '../expressions/case.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';
import type { Column, TypeSlot } from '../../contract/type.ts';
import { EMPTY_SCOPE } from './query-scope.ts';
import { fieldsOf, type CheckedBody } from './query.ts';

/** VALUES: rows of equal length, each column of one type. Where the target of an INSERT is known, its columns say what literals are, and `standIn` what stands for DEFAULT. */
export function checkValues(
  env: Env,
  node: Values,
  targets: readonly ((TypeSlot & { readonly name?: string }) | null)[] = [],
  standIn: (value: Expression, column: number) => TypedExpression | null = () => null,
): CheckedBody {
  const scope = env.query === null ? env : { ...env, query: { ...EMPTY_SCOPE, parent: env.query } };
  const rows = node.rows.map((row) =>
    row.values.map((value, i) => standIn(value, i) ?? asCell(scope, check(scope, value, targets[i] ?? null))),
  );
  const width = rows[0]?.length ?? 0;
  const uneven = node.rows.find((row) => row.values.length !== width);
  if (uneven !== undefined)
    report(env, 'PLG1318', { operator: 'VALUES', left: width, right: uneven.values.length }, uneven.span);
  const columns: Column[] = [];
  let wrong = uneven !== undefined || rows.some((row) => row.some(isFailed));
  const dynamic = rows.some((row) => row.some((value) => value.slot.type.kind === 'dynamic'));
  for (let i = 0; i < width; i++) {
    const all = rows.flatMap((row) => row[i] ?? []);
    const slot =
      targets[i] ?? (wrong ? null : commonOf(env, all, 'the values of one column', all[0]?.span ?? node.span));
    wrong ||= slot === null;
    columns.push({ name: `col${i + 1}`, type: slot?.type ?? { kind: 'null' }, nullable: slot?.nullable ?? true });
  }
  const converted =
    wrong || dynamic
      ? rows
      : rows.map((row) => row.map((value, i) => convertTo(env, value, columns[i]!, targets[i]?.name)));
  return {
    body: { kind: 'Values', span: node.span, fields: fieldsOf(columns), rows: converted },
    columns,
    dynamic: false,
    cardinality: node.rows.length === 1 ? 'one' : 'many',
    wrong: wrong || converted.some((row) => row.some(isFailed)),
    inside: null,
  };
}

/** `into` is the column of a table that the value is for. */
function convertTo(env: Env, value: TypedExpression, column: Column, into?: string): TypedExpression {
  return coerce(into === undefined ? env : { ...env, column: into }, value, column);
}

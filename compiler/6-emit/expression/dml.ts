import type { PlannedDml } from '../../ir/planned.ts';
import * as b from '../builder.ts';
import { abi, temp, type FunctionScope } from '../module/function-scope.ts';
import { expressions } from './expression.ts';
import { argumentsOf, keysOf, shapeOf } from './lookup.ts';
import { isDirect, scalar } from './scalar.ts';

/** INSERT of one row of scalars: straight to the overlay. */
export function insertOneRow(scope: FunctionScope, planned: PlannedDml): b.Expression | null {
  const { dml, row } = planned;
  if (dml.kind !== 'insert' || row === null || dml.conflict !== null || !isPlain(planned)) return null;
  return abi('insertRow', 'frame', b.number(planned.index), b.array(expressions(scope, row)));
}

/** UPDATE or DELETE of the row with a key: found in the key's index, changed in the overlay. */
export function dmlByKey(scope: FunctionScope, planned: PlannedDml): b.Expression | null {
  const { dml, keyAccess } = planned;
  if (keyAccess === null || (dml.kind !== 'update' && dml.kind !== 'delete') || !isPlain(planned)) return null;
  const shape = shapeOf(dml.query.plan);
  if (shape === null || !keyAccess.values.every(isDirect)) return null;
  const outputs = dml.kind === 'update' ? (shape.project?.expressions ?? null) : null;
  const assigned = dml.kind === 'update' && outputs !== null ? dml.columns.map((column) => outputs[column + 1]!) : [];
  if (dml.kind === 'update' && (outputs === null || !assigned.every(isDirect))) return null;
  const at = temp(scope, 'at');
  const row = temp(scope, 'row');
  const used = new Set<number>();
  const surroundings = {
    ...argumentsOf(scope, planned.arguments),
    column(index: number) {
      used.add(index);
      return b.at(row, b.number([...used].indexOf(index)));
    },
  };
  const keys = keysOf(scope, keyAccess, surroundings);
  const values = assigned.map((value) => scalar(scope, value, surroundings));
  const change =
    dml.kind === 'delete'
      ? abi('deleteRow', 'frame', b.number(planned.index), at)
      : abi('updateRow', 'frame', b.number(planned.index), at, b.array(values));
  const columns = [...used].map((index) => b.number(shape.scan.columns[index]!));
  const read =
    columns.length === 0 ? [] : [b.assignment(row, abi('row', 'frame', b.number(dml.table), at, b.array(columns)))];
  const found = b.parenthesized(
    b.assignment(at, abi('find', 'frame', b.number(keyAccess.table), b.number(keyAccess.key), keys)),
  );
  return b.conditional(b.binary(found, '===', b.nothing()), b.number(0), b.sequence([...read, change]));
}

/** Nothing has to look at the rows beside the table itself. */
function isPlain({ dml }: PlannedDml): boolean {
  return dml.returning === null && dml.checks.length === 0;
}

/** The arguments of a data change: those of its query, then, where they have some, of DO UPDATE and RETURNING. */
export function dmlArguments(
  scope: FunctionScope,
  { arguments: main, updateArguments: update, returningArguments: returning }: PlannedDml,
): b.Expression[] {
  const codes = expressions(scope, [...main, ...update, ...returning]);
  const lists = [
    codes.slice(0, main.length),
    codes.slice(main.length, main.length + update.length),
    codes.slice(main.length + update.length),
  ];
  return (update.length + returning.length === 0 ? lists.slice(0, 1) : lists).map((list) => b.array(list));
}

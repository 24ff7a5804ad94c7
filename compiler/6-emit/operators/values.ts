import type { Field } from '../../contract/data-type.ts';
import type { Values } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import { driverScope } from '../kernel-driver.ts';
import { abiCall, type Consume, type Emission, type Relation } from '../kernel-emission.ts';
import { produceRelation } from '../kernel-leaf.ts';
import { relationColumn } from '../kernel-vectors.ts';
import { toAny } from '../scalar/convert.ts';
import { compile } from '../scalar/scope.ts';
import type { Value } from '../scalar/value.ts';

export function produceValues(emission: Emission, plan: Values, consume: Consume): void {
  produceRelation(emission, valuesRelation(emission, plan), consume);
}

/** Rows of scalars, computed once, column by column. */
export function valuesRelation(emission: Emission, plan: Values): Relation {
  const scope = driverScope(emission);
  const rows = plan.rows.map((row) => row.map((scalar) => compile(scope, scalar)));
  const columns = plan.fields.map((field, i) => {
    const cells = rows.map((row) => row[i]!);
    const form = commonForm(cells);
    return { field, form, cells: form === 'any' ? cells.map((cell) => toAny(scope, cell)) : cells };
  });
  emission.out.push(...scope.out);
  const length = emission.names.fresh('row_count');
  emission.out.push(b.constant(length, b.number(plan.rows.length)));
  return {
    length,
    columns: columns.map(({ field, form, cells }) => valuesColumn(emission, field, form, cells)),
    order: null,
  };
}

type CellForm = 'f64' | 'u8' | 'any';

/** Numbers and booleans lie in typed arrays when every row has them so. */
function commonForm(cells: readonly Value[]): CellForm {
  if (cells.length > 0 && cells.every((cell) => cell.form === 'number')) return 'f64';
  return cells.length > 0 && cells.every((cell) => cell.form === 'boolean') ? 'u8' : 'any';
}

function valuesColumn(
  emission: Emission,
  field: Field,
  form: CellForm,
  cells: readonly Value[],
): Relation['columns'][number] {
  const vector = emission.names.fresh(`${field.name}_kept`);
  const nullable = cells.some((cell) => cell.isNull !== null);
  const values = b.array(cells.map((cell) => cell.code));
  const nulls = nullable && form !== 'any' ? b.array(cells.map((cell) => cell.isNull ?? b.number(0))) : b.nothing();
  emission.out.push(b.constant(vector, abiCall(emission, 'vectorOfCells', b.string(form), values, nulls)));
  const ranges = cells.map((cell) => cell.range);
  const range =
    ranges.every((each) => each !== null) && ranges.length > 0
      ? { low: Math.min(...ranges.map((each) => each.low)), high: Math.max(...ranges.map((each) => each.high)) }
      : null;
  const value: Value = {
    type: field.type,
    form: form === 'f64' ? 'number' : form === 'u8' ? 'boolean' : 'any',
    code: b.nothing(),
    isNull: null,
    range,
    strings: null,
  };
  return relationColumn(
    emission,
    field.name,
    { vector, form, nullable: nullable || form === 'any', value },
    0,
    emission.out,
  );
}

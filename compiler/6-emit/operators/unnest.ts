import type { Unnest } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import { driverScope } from '../kernel-driver.ts';
import { abiCall, type Consume, type Emission, type Relation } from '../kernel-emission.ts';
import { produceRelation } from '../kernel-leaf.ts';
import { relationColumn } from '../kernel-vectors.ts';
import { toAny } from '../scalar/convert.ts';
import { compile } from '../scalar/scope.ts';
import type { Value } from '../scalar/value.ts';

/** A list's elements as rows, with their places from 0. */
export function produceUnnest(emission: Emission, plan: Unnest, consume: Consume): void {
  produceRelation(emission, unnestRelation(emission, plan), consume);
}

function unnestRelation(emission: Emission, plan: Unnest): Relation {
  const { names } = emission;
  const scope = driverScope(emission);
  const list = toAny(scope, compile(scope, plan.list));
  const elements = names.fresh('elements');
  const length = names.fresh('row_count');
  emission.out.push(
    ...scope.out,
    b.constant(elements, abiCall(emission, 'elementsOf', list.code)),
    b.constant(length, b.member(elements, 'length')),
  );
  const columns = plan.fields.map((field, i) => {
    const vector = names.fresh(`${field.name}_kept`);
    const isPlace = i === 1;
    emission.out.push(
      b.constant(
        vector,
        isPlace
          ? abiCall(emission, 'placesUpTo', length)
          : abiCall(emission, 'vectorOfCells', b.string('any'), elements, b.nothing()),
      ),
    );
    const value: Value = {
      type: field.type,
      form: isPlace ? 'number' : 'any',
      code: b.nothing(),
      isNull: null,
      range: isPlace ? { low: 0, high: 2147483647 } : null,
      strings: null,
    };
    return relationColumn(
      emission,
      field.name,
      { vector, form: isPlace ? 'i32' : 'any', nullable: !isPlace, value },
      0,
      emission.out,
    );
  });
  return { length, columns, order: null };
}

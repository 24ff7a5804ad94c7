import type { Plan, SetOperation } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import { abiCall, type Consume, type Emission, type Relation } from '../kernel-emission.ts';
import { INT32, within, type Stored } from '../kernel-flow.ts';
import { produceRelation, withoutOrder } from '../kernel-leaf.ts';
import { relationColumn, type VectorForm } from '../kernel-vectors.ts';
import type { Value } from '../scalar/value.ts';
import { firstOfEach } from './distinct.ts';

/** UNION, INTERSECT and EXCEPT; with ALL rows count as often as they occur. NULL equals NULL. */
export function produceSetOperation(emission: Emission, plan: SetOperation, consume: Consume): void {
  produceRelation(emission, setOperationRelation(emission, plan), (flow) =>
    consume(plan.operation === 'union' && !plan.all ? firstOfEach(emission, flow, flow.columns) : flow),
  );
}

function setOperationRelation(emission: Emission, plan: SetOperation): Relation {
  if (plan.operation === 'union')
    return laidEndToEnd(
      emission,
      plan,
      unionInputs(plan, plan.all).map((input) => withoutOrder(emission, emission.relation(emission, input))),
    );
  const left = withoutOrder(emission, emission.relation(emission, plan.left));
  const right = withoutOrder(emission, emission.relation(emission, plan.right));
  const rows = emission.names.fresh('rows_left');
  const vectors = (relation: Relation): b.Expression =>
    b.array((relation.columns as readonly Stored[]).map((column) => column.vector!));
  const call = abiCall(
    emission,
    plan.operation === 'intersect' ? 'intersectRows' : 'exceptRows',
    vectors(left),
    left.length,
    vectors(right),
    right.length,
    b.boolean(plan.all),
    'context',
  );
  const length = emission.names.fresh('length');
  emission.out.push(b.constant(rows, call), b.constant(length, b.member(rows, 'length')));
  return { length, columns: left.columns, order: rows };
}

/** The inputs of nested unions of the same kind. */
function unionInputs(plan: Plan, all: boolean): readonly Plan[] {
  if (plan.kind !== 'set_operation' || plan.operation !== 'union' || (plan.all !== all && !(plan.all && !all)))
    return [plan];
  return [...unionInputs(plan.left, all), ...unionInputs(plan.right, all)];
}

/** One relation of the rows of several; columns take the form that holds those of all inputs. */
function laidEndToEnd(emission: Emission, plan: SetOperation, inputs: readonly Relation[]): Relation {
  const length = emission.names.fresh('length');
  emission.out.push(
    b.constant(
      length,
      inputs.map((input) => b.name(input.length) as b.Expression).reduce((a, c) => b.binary(a, '+', c)),
    ),
  );
  const columns = plan.fields.map((field, i) => {
    const parts = inputs.map((input) => input.columns[i] as Stored);
    const form = commonForm(parts);
    const nullable = parts.some((part) => part.nulls.kind !== 'none');
    const vector = emission.names.fresh(`${field.name}_joined`);
    const lengths = b.array(inputs.map((input) => input.length));
    emission.out.push(
      b.constant(
        vector,
        abiCall(
          emission,
          'joinedVector',
          b.string(form),
          b.boolean(nullable),
          b.array(parts.map((part) => part.vector!)),
          lengths,
        ),
      ),
    );
    let strings: string | null = null;
    if (form === 'code') {
      strings = emission.names.fresh(`${field.name}_strings`);
      emission.out.push(b.constant(strings, b.member(vector, 'strings')));
    }
    const value: Value = {
      type: field.type,
      form: form === 'i32' || form === 'f64' ? 'number' : form === 'u8' ? 'boolean' : form,
      code: b.nothing(),
      isNull: null,
      range: rangeOf(parts),
      strings,
    };
    return relationColumn(emission, field.name, { vector, form, nullable, value }, 0, emission.out);
  });
  return { length, columns, order: null };
}

function commonForm(parts: readonly Stored[]): VectorForm {
  const forms = new Set(parts.map((part) => part.access.form));
  if (forms.size > 1) return 'any';
  switch ([...forms][0]) {
    case 'number':
      return within(rangeOf(parts), INT32) ? 'i32' : 'f64';
    case 'boolean':
      return 'u8';
    case 'code':
      return 'code';
    default:
      return 'any';
  }
}

function rangeOf(parts: readonly Stored[]): Value['range'] {
  const ranges = parts.map((part) => (part.access.form === 'number' ? part.access.range : null));
  if (!ranges.every((range) => range !== null)) return null;
  return { low: Math.min(...ranges.map((range) => range.low)), high: Math.max(...ranges.map((range) => range.high)) };
}

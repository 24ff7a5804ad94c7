import { sameDataType, type Field } from '../../contract/data-type.ts';
import type { Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';

/** The same rows with columns of other types; itself when the types are those already. */
export function castTo(plan: Plan, fields: readonly Field[]): Plan {
  if (plan.fields.every((f, i) => sameDataType(f.type, fields[i]!.type))) return plan;
  return { kind: 'project', input: plan, expressions: columnsOf(plan).map((c, i) => cast(c, fields[i]!)), fields };
}

export function cast(value: Scalar, { type }: Field): Scalar {
  return sameDataType(value.type, type) ? value : { kind: 'cast', value, safe: false, type, nullable: value.nullable };
}

/** All columns of a plan as scalars. */
export function columnsOf(plan: Plan): readonly Scalar[] {
  return plan.fields.map(({ name, type, nullable }, index) => ({ kind: 'column', index, name, type, nullable }));
}

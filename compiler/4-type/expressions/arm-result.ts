import { sameDataType, type DataType } from '../../contract/data-type.ts';
import type { Type, TypeSlot } from '../../contract/type.ts';
import type { TypedArmBody, TypedExpression } from '../../ir/typed-expression.ts';
import { solveSlot } from '../calls/type-variables.ts';
import type { Env } from '../checker.ts';
import { coerce } from '../types/coerce.ts';
import { asCell } from './cell.ts';
import { ERROR } from '../types/conversion.ts';

/** What follows an arrow, typed, with the type of its value; a body that always leaves has the type `never`. */
export interface TypedArm {
  readonly body: TypedArmBody;
  readonly slot: TypeSlot;
}

/** The body with its value made to fit; `null` when it does not. */
export function coerceBody(env: Env, arm: TypedArm, target: TypeSlot): TypedArm | null {
  const { body } = arm;
  if (target.type.kind === 'void' || arm.slot.type.kind === 'never' || arm.slot.type.kind === 'void')
    return { body, slot: arm.slot.type.kind === 'never' ? arm.slot : target };
  if (body.value === null) return { body, slot: target };
  const value = coerce(env, body.value, target);
  if (value.slot.type === ERROR) return null;
  return {
    body: { ...body, value },
    slot: target.type.kind === 'any' ? value.slot : { type: target.type, nullable: value.slot.nullable },
  };
}

/** The type of what several arms give: of those that do not always leave the common one, `void` when one gives nothing, `null` when there is none. */
export function slotOfArms(arms: readonly TypedArm[]): TypeSlot | null {
  const staying = arms.filter((arm) => arm.slot.type.kind !== 'never');
  if (staying.length === 0) return { type: { kind: 'never' }, nullable: false };
  const values = valuesOfArms(staying);
  return values.length < staying.length ? { type: { kind: 'void' }, nullable: false } : solveSlot(values);
}

/** The arms with the cells of their tables, unless all give tables that go together. */
export function withCells(env: Env, arms: readonly TypedArm[]): readonly TypedArm[] {
  const values = valuesOfArms(arms);
  if (values.every((value) => value.slot.type.kind === 'table') && slotOfArms(arms) !== null) return arms;
  return arms.map((arm) => withCell(env, arm));
}

/** The arm with the cell of the table that it gives. */
export function withCell(env: Env, arm: TypedArm): TypedArm {
  if (arm.slot.type.kind !== 'table' || arm.body.value === null) return arm;
  const value = asCell(env, arm.body.value);
  return { body: { ...arm.body, value }, slot: value.slot };
}

/** The values of the arms that give one. */
export function valuesOfArms(arms: readonly TypedArm[]): readonly TypedExpression[] {
  return arms.flatMap(({ body, slot }) =>
    body.value === null || slot.type.kind === 'void' || slot.type.kind === 'never' ? [] : [body.value],
  );
}

type StructType = Extract<DataType, { kind: 'struct' }>;

/**
 * The arms with the name of the one struct type that some of them give, in the place of struct literals with its very fields: written beside a value of the type,
 * they are meant as one. Other values of its shape keep no name.
 */
export function withStructName(arms: readonly TypedArm[]): readonly TypedArm[] {
  const structs = arms.flatMap(({ slot: { type } }): StructType[] =>
    type.kind === 'struct' && type.name !== undefined ? [type] : [],
  );
  const named = structs[0];
  if (named === undefined || structs.some(({ name }) => name !== named.name)) return arms;
  return arms.map((arm) => {
    const { value } = arm.body;
    if (value?.kind !== 'Struct' || !hasFieldsOf(value.slot.type, named)) return arm;
    const slot = { type: named, nullable: value.slot.nullable };
    return { body: { ...arm.body, value: { ...value, slot } }, slot };
  });
}

function hasFieldsOf(type: Type, named: StructType): boolean {
  if (type.kind !== 'struct' || type.name !== undefined || type.fields.length !== named.fields.length) return false;
  return type.fields.every((field, i) => {
    const wanted = named.fields[i]!;
    return field.name === wanted.name && sameDataType(field.type, wanted.type) && (wanted.nullable || !field.nullable);
  });
}

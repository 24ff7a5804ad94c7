import { STRING } from '../../contract/data-type.ts';
import type { TypeSlot } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { childrenOf } from '../expressions/children.ts';

const ROW: TypeSlot = { type: { kind: 'dynamic' }, nullable: true };
const ROWS: TypeSlot = { type: { kind: 'table', columns: [], open: 'dynamic', cardinality: 'many' }, nullable: false };
const WORD: TypeSlot = { type: STRING, nullable: false };

/** What a trigger binds by name: rows of any table, the event, the timing, the target. */
export const TRIGGER_PARAMETERS: Readonly<Record<string, TypeSlot>> = {
  new: ROW,
  old: ROW,
  rows: ROWS,
  new_rows: ROWS,
  old_rows: ROWS,
  event: WORD,
  timing: WORD,
  target: WORD,
};

/** The slot of an untyped parameter with one of these names; `null` for other names. */
export function triggerParameter(name: string): TypeSlot | null {
  const key = name.toLowerCase();
  return Object.hasOwn(TRIGGER_PARAMETERS, key) ? (TRIGGER_PARAMETERS[key] ?? null) : null;
}

/** Whether a value is a part of a row of any table: what is wrong with it is found for the table of each trigger. */
export function isPartOfAnyRow(value: TypedExpression): boolean {
  if (value.kind === 'Field' || value.kind === 'Index' || value.kind === 'Cast') return isPartOfAnyRow(value.value);
  return value.kind === 'Local' && value.local.slot === ROW;
}

/** Whether a value is computed from a part of such a row. */
export function usesAnyRow(value: TypedExpression): boolean {
  return isPartOfAnyRow(value) || childrenOf(value).some(usesAnyRow);
}

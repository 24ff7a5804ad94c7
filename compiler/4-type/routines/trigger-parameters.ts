import { STRING } from '../../contract/data-type.ts';
import type { TypeSlot } from '../../contract/type.ts';

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

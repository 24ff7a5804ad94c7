import type { DataType } from '../../../../compiler/contract/data-type.ts';
import { listChildType } from '../../builders/list-builder.ts';
import { nullColumn } from '../../builders/null-column.ts';
import type { Column } from '../../column.ts';
import { isValid } from '../../validity.ts';

/**
 * The places of a leaf column in Dremel's form: for each its definition and repetition level, and the row of the leaf column that has its value, or -1
 * where there is none. `rows` null: place i has row i, and none is NULL. Levels `null`: all definitions are the greatest, all repetitions 0.
 */
export interface LeafSlots {
  readonly column: Column;
  readonly count: number;
  readonly definitions: Uint8Array | null;
  readonly repetitions: Uint8Array | null;
  readonly rows: Int32Array | null;
}

interface Slots {
  readonly count: number;
  /** `null`: all at `definition`. */
  readonly definitions: Uint8Array | null;
  readonly definition: number;
  readonly repetitions: Uint8Array | null;
  readonly rows: Int32Array | null;
}

/** The slots of all leaves of a top-level column, in the order of the schema. */
export function leafSlots(column: Column, type: DataType, nullable: boolean): LeafSlots[] {
  return nodeSlots(
    column,
    type,
    nullable,
    { count: column.length, definitions: null, definition: 0, repetitions: null, rows: null },
    0,
  );
}

function nodeSlots(column: Column, type: DataType, nullable: boolean, above: Slots, repetition: number): LeafSlots[] {
  const slots = nullable || type.kind === 'null' ? optionalSlots(column, above) : above;
  switch (type.kind) {
    case 'list':
    case 'map': {
      const childType = listChildType(type);
      const { elements, child } = repeatedSlots(column, childType, slots, repetition + 1);
      if (type.kind === 'list') return nodeSlots(child, type.element, type.elementNullable, elements, repetition + 1);
      return fieldSlots(child, childType, elements, repetition + 1);
    }
    case 'struct':
      return fieldSlots(column, type, slots, repetition);
    default:
      return [
        {
          column,
          count: slots.count,
          definitions: slots.definitions,
          repetitions: slots.repetitions,
          rows: slots.rows,
        },
      ];
  }
}

function fieldSlots(column: Column, type: DataType, slots: Slots, repetition: number): LeafSlots[] {
  if (type.kind !== 'struct') return [];
  return type.fields.flatMap((field, i) => {
    const child = column.layout === 'struct' ? column.children[i]! : nullColumn(field.type, column.length);
    return nodeSlots(child, field.type, field.nullable, slots, repetition);
  });
}

/** Where a value is, the definition level goes up by one. */
function optionalSlots(column: Column, slots: Slots): Slots {
  const { count } = slots;
  const allNull = column.layout === 'null';
  const { validity } = column;
  if (!allNull && validity === null && slots.definitions === null)
    return { ...slots, definition: slots.definition + 1 };
  const definitions = slots.definitions?.slice() ?? new Uint8Array(count).fill(slots.definition);
  const rows = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const row = slots.rows === null ? i : slots.rows[i]!;
    if (row >= 0 && !allNull && isValid(validity, row)) {
      definitions[i]!++;
      rows[i] = row;
    } else rows[i] = -1;
  }
  return { ...slots, definitions, definition: slots.definition + 1, rows };
}

function repeatedSlots(
  column: Column,
  childType: DataType,
  slots: Slots,
  repetition: number,
): { elements: Slots; child: Column } {
  const offsets = column.layout === 'list' ? column.offsets : null;
  let count = 0;
  for (let i = 0; i < slots.count; i++) {
    const row = slots.rows === null ? i : slots.rows[i]!;
    count += row < 0 || offsets === null ? 1 : Math.max(1, offsets[row + 1]! - offsets[row]!);
  }
  const definitions = new Uint8Array(count);
  const repetitions = new Uint8Array(count);
  const rows = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < slots.count; i++) {
    const row = slots.rows === null ? i : slots.rows[i]!;
    const definition = slots.definitions === null ? slots.definition : slots.definitions[i]!;
    const first = slots.repetitions === null ? 0 : slots.repetitions[i]!;
    const start = row < 0 || offsets === null ? 0 : offsets[row]!;
    const end = row < 0 || offsets === null ? 0 : offsets[row + 1]!;
    if (start === end) {
      definitions[at] = definition;
      repetitions[at] = first;
      rows[at++] = -1;
    }
    for (let element = start; element < end; element++) {
      definitions[at] = definition + 1;
      repetitions[at] = element === start ? first : repetition;
      rows[at++] = element;
    }
  }
  const child = column.layout === 'list' ? column.child : nullColumn(childType, 0);
  return { elements: { count, definitions, definition: slots.definition + 1, repetitions, rows }, child };
}

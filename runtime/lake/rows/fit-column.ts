import type { DataType } from '../../../compiler/contract/data-type.ts';
import { sameDataType, showDataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ColumnEntry } from '../../catalog/catalog-state.ts';
import { columnFromValues } from '../../columnar/builders/column-builder.ts';
import { nullColumn } from '../../columnar/builders/null-column.ts';
import type { Column } from '../../columnar/column.ts';

/** A column as the table has it now: rows were written under an earlier, narrower type, or the same one by another name. Layouts carry over. */
export function fitColumn(column: Column, wanted: DataType): Column {
  const { type } = column;
  if (type === wanted) return column;
  if (sameDataType(type, wanted)) return { ...column, type: wanted };
  // Files hold what secrets are sealed into.
  if (type.kind === 'string' && wanted.kind === 'secret') return { ...column, type: wanted };
  if (type.kind !== wanted.kind) throw unfit(type, wanted);
  switch (column.layout) {
    case 'list': {
      if (wanted.kind !== 'list') return { ...column, type: wanted };
      return { ...column, type: wanted, child: fitColumn(column.child, wanted.element) };
    }
    case 'struct': {
      if (wanted.kind !== 'struct' || wanted.fields.length !== column.children.length) throw unfit(type, wanted);
      return {
        ...column,
        type: wanted,
        children: column.children.map((child, i) => fitColumn(child, wanted.fields[i]!.type)),
      };
    }
    default:
      return { ...column, type: wanted };
  }
}

/** `length` times a column's initial default. */
export function initialColumn({ type, initialDefault }: ColumnEntry, length: number): Column {
  if (initialDefault === null) return nullColumn(type, length);
  return columnFromValues(
    type,
    Array.from({ length }, () => initialDefault),
  );
}

function unfit(from: DataType, to: DataType): Error {
  return gobiError('Unsupported', {
    what: `reading ${showDataType(from)} as ${showDataType(to)}`,
    instead: 'rewrite the table',
  });
}

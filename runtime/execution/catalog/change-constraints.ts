import type { ConstraintDefinition } from '../../../compiler/contract/catalog-change.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import type { TableChange } from '../../catalog/definitions.ts';
import type { Frame } from '../frame.ts';
import { referred } from './create-table.ts';
import { checkConstraints } from './retype-column.ts';

/** Adds a key, check or foreign key; the rows that are there must fit it. Errors: `UniqueViolation`, `NotNullViolation`, `CheckViolation`, `DuplicateDefinition`. */
export function addConstraint(frame: Frame, { id }: TableEntry, constraint: ConstraintDefinition): void {
  const table = frame.transaction.state.tables.get(id)!;
  frame.transaction.alterTable(id, changeOf(frame, table, constraint));
  if (constraint.kind === 'check') checkConstraints(frame, table);
}

function changeOf(
  frame: Frame,
  table: TableEntry,
  { kind, name, columns: names, text }: ConstraintDefinition,
): TableChange {
  const columns = names.map((column) => positionOf(table, column));
  switch (kind) {
    case 'primary_key':
    case 'unique':
      return { kind: 'add_key', key: { name, primary: kind === 'primary_key', columns } };
    case 'check':
      return { kind: 'add_check', check: { name, text: text ?? '' } };
    case 'foreign_key':
      return { kind: 'add_foreign_key', key: { name, columns, references: referred(frame, table, text ?? '') } };
    default:
      return assertNever(kind);
  }
}

/** Takes a key, check or foreign key away by its name. */
export function dropConstraint(
  { transaction }: Frame,
  table: TableEntry,
  { name, ifExists }: { readonly name: string; readonly ifExists: boolean },
): void {
  const known = [...table.keys, ...table.checks, ...(table.foreignKeys ?? [])];
  if (ifExists && !known.some((each) => each.name.toLowerCase() === name.toLowerCase())) return;
  transaction.alterTable(table.id, { kind: 'drop_constraint', name });
}

function positionOf(table: TableEntry, name: string): number {
  const at = table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (at < 0) throw gobiError('ColumnNotFound', { table: table.name, name });
  return at;
}

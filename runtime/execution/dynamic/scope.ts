import type { ScopeLocal } from '../../../compiler/contract/catalog-view.ts';
import { STRING, type DataType } from '../../../compiler/contract/data-type.ts';
import type { DynamicLocal } from '../../../compiler/contract/manifest.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { isDataType } from '../../../compiler/contract/type.ts';
import type { Table } from '../../columnar/table.ts';
import { DynamicValue } from '../dynamic-value.ts';
import type { StatementRequest } from '../environment.ts';
import type { Frame } from '../frame.ts';
import { resolveName } from './resolve-name.ts';

export interface DynamicScope {
  readonly scope: readonly ScopeLocal[];
  readonly files: StatementRequest['files'];
  readonly locals: Map<string, unknown>;
}

/** What a dynamic statement sees of the locals around it: types, the tables and files that strings name, and values. */
export function scopeOf(frame: Frame, wanted: readonly DynamicLocal[], values: readonly unknown[]): DynamicScope {
  const files: StatementRequest['files'][number][] = [];
  const locals = new Map<string, unknown>();
  const scope = wanted.map((local, i): ScopeLocal => {
    const value = values[i];
    locals.set(local.name, value instanceof DynamicValue ? value.value : value);
    if (isTable(value))
      return {
        name: local.name,
        type: { kind: 'table', fields: value.fields, one: isOne(local) },
        nullable: false,
        refersTo: null,
      };
    const { type, nullable } = scalarSlot(local, value);
    if (!local.table || type.kind !== 'string') return { name: local.name, type, nullable, refersTo: null };
    if (typeof value !== 'string') throw gobiError('NullError', { what: `\`${local.name}\`, which names a table` });
    const refersTo = resolveName(frame, local.name, value);
    if (refersTo.kind === 'file') files.push({ local: local.name, path: refersTo.path });
    return { name: local.name, type, nullable, refersTo };
  });
  return { scope, files, locals };
}

function isOne({ slot }: DynamicLocal): boolean {
  return slot?.type.kind === 'table' && slot.type.cardinality !== 'many';
}

function scalarSlot(
  { name, slot }: DynamicLocal,
  value: unknown,
): { readonly type: DataType; readonly nullable: boolean } {
  if (slot !== null && isDataType(slot.type)) return { type: slot.type, nullable: slot.nullable };
  if (value instanceof DynamicValue) return { type: value.type, nullable: value.value === null };
  if (value === null || value === undefined) return { type: { kind: 'null' }, nullable: true };
  if (typeof value === 'string') return { type: STRING, nullable: false };
  throw gobiError('InvalidOperation', {
    what: `the use of \`${name}\` in a statement over tables named at run time`,
    reason: 'its type is not known',
    instead: `give \`${name}\` a type where it is declared`,
  });
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'segments' in value && 'rowCount' in value;
}

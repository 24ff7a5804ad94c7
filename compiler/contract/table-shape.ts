import type { TableInfo } from './catalog-view.ts';

/**
 * What code that was compiled against a table knows of it, as text: name, columns with types, defaults and ids, keys and checks. Equal for tables that the
 * same code serves; ids and versions alone do not tell, since another lake gives them to other tables.
 */
export function tableShape({ schema, name, columns, keys, checks }: Omit<TableInfo, 'schemaVersion'>): string {
  return JSON.stringify([
    schema,
    name,
    columns.map((column) => [column.name, column.type, column.nullable, column.fieldId, column.defaultText]),
    keys.map((key) => [key.name, key.primary, key.columns]),
    checks.map((check) => [check.name, check.text]),
  ]);
}

import { sameDataType, showDataType, type Field } from '../../contract/data-type.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ForeignKey } from '../../ir/syntax-definition.ts';
import type { ConstraintDefinition } from '../../ir/typed-statement.ts';
import { meaningOf, report, type Checker } from '../checker.ts';
import { shapeOf } from './shapes.ts';

/** A foreign key as the catalog keeps it: its columns, and as text the table and columns that they refer to. */
export function foreignKey(checker: Checker, node: ForeignKey, columns: readonly string[]): ConstraintDefinition {
  const shape = referredTo(checker, node);
  const table = shape === null ? node.table.parts.map((part) => part.text).join('.') : `${shape.schema}.${shape.name}`;
  const primary = shape?.keys.find((key) => key.primary)?.columns.map((at) => shape.columns[at]!.name) ?? [];
  const references = node.references.length > 0 ? node.references.map(({ text }) => text) : primary;
  return { kind: 'foreign_key', name: node.name?.text ?? null, columns, text: `${table} (${references.join(', ')})` };
}

/** Whether the other table has the columns, as many and of the same types; `columns` are those of this table, where they are there. */
export function checkReferences(checker: Checker, node: ForeignKey, columns: readonly (Field | undefined)[]): void {
  const { table } = node;
  const meaning = meaningOf({ checker }, table);
  if (meaning?.kind === 'unknown_table') {
    const name = table.parts.map((part) => part.text).join('.');
    report({ checker }, 'PLG1301', { name, nearest: meaning.nearest }, table.span);
  }
  const shape = referredTo(checker, node);
  if (shape === null) return;
  const names = shape.columns.map((column) => column.name);
  for (const { text, span } of node.references) {
    if (findColumn(shape.columns, text) !== undefined) continue;
    report({ checker }, 'PLG1302', { table: shape.name, column: text, nearest: suggest(text, names) }, span);
  }
  const primary = shape.keys.find((key) => key.primary)?.columns.map((at) => shape.columns[at]) ?? [];
  const others =
    node.references.length > 0 ? node.references.map(({ text }) => findColumn(shape.columns, text)) : primary;
  if (others.length !== columns.length) {
    report({ checker }, 'PLG1344', { table: shape.name, given: columns.length, needed: others.length }, node.span);
    return;
  }
  others.forEach((other, i) => {
    const own = columns[i];
    if (own === undefined || other === undefined || sameDataType(own.type, other.type)) return;
    const hint = `\`${own.name}\` refers to \`${shape.name}.${other.name}\``;
    const found = showDataType(own.type);
    report({ checker }, 'PLG1201', { expected: showDataType(other.type), found, hint }, node.span);
  });
}

export function findColumn<C extends Field>(columns: readonly C[], name: string): C | undefined {
  return columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

function referredTo(checker: Checker, { table }: ForeignKey): ReturnType<typeof shapeOf> {
  const meaning = meaningOf({ checker }, table);
  return meaning?.kind === 'relation' ? shapeOf(checker, meaning.relation) : null;
}

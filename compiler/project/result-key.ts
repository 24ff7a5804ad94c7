import type { TableKey } from '../contract/catalog-view.ts';
import type { TypedExpression } from '../ir/typed-expression.ts';
import type { TypedLeaf, TypedQuery, TypedSelect } from '../ir/typed-query.ts';
import type { TypedModule } from '../ir/typed.ts';

/** The columns of a query's rows, by position, that tell its rows apart: a key of its one table, or what it groups by. `null` where none are known. */
export function resultKey(query: TypedQuery, module: Pick<TypedModule, 'usedTables'>): readonly number[] | null {
  const { body } = query;
  if (body.kind === 'Nested') return resultKey(body.query, module);
  if (body.kind !== 'Select' || body.from === null) return null;
  if (body.groupingSets !== null || Array.isArray(body.distinct)) return null;
  if (body.distinct === 'all') return body.items.map((_, i) => i);
  if (body.grouped) return groupKey(body);
  const { from } = body;
  if (from.kind === 'JoinSource') return null;
  for (const columns of sourceKeys(from, module)) {
    const places = columns.map((column) =>
      body.items.findIndex(
        ({ value }) => value.kind === 'Column' && value.source === from.id && value.column === column,
      ),
    );
    if (places.every((place) => place >= 0)) return places;
  }
  return null;
}

function groupKey({ groupBy, items }: TypedSelect): readonly number[] | null {
  if (groupBy.length === 0) return [];
  const places = groupBy.map((group) => items.findIndex(({ value }) => isSame(value, group)));
  return places.every((place) => place >= 0) ? places : null;
}

function isSame(a: TypedExpression, b: TypedExpression): boolean {
  return a === b || (a.kind === 'Column' && b.kind === 'Column' && a.source === b.source && a.column === b.column);
}

function sourceKeys(source: TypedLeaf, module: Pick<TypedModule, 'usedTables'>): readonly (readonly number[])[] {
  if (source.kind === 'QuerySource') {
    const key = resultKey(source.query, module);
    return key === null ? [] : [key];
  }
  if (source.kind !== 'TableSource' || source.since !== undefined) return [];
  const table = module.usedTables.find((used) => used.table.id === source.table)?.table;
  const first = ({ primary }: TableKey): number => (primary ? 0 : 1);
  const keys = [...(table?.keys ?? [])].sort((a, b) => first(a) - first(b));
  // several rows may have NULL in a key that is not the primary one
  return keys
    .map(({ columns }) => columns)
    .filter((columns) => columns.every((column) => table!.columns[column]?.nullable === false));
}

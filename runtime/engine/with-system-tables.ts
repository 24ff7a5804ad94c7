import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import { SYSTEM_TABLES } from '../catalog/system-tables.ts';

/** A view with the tables of `system`, which are in every lake, those included of which nothing else is known. */
export function withSystemTables(view: CatalogView): CatalogView {
  if (view.schemas.includes('system')) return view;
  return { ...view, schemas: [...view.schemas, 'system'], tables: [...view.tables, ...SYSTEM_TABLES] };
}

import type { CatalogState, Folder, TableEntry } from '../catalog/catalog-state.ts';

/** The absolute path of a table's folder, which ends in `/`. `dataPath` ends in `/` too. */
export function tableFolder(dataPath: string, state: CatalogState, table: TableEntry): string {
  const schema = [...state.schemas.values()].find((each) => each.id === table.schemaId);
  return below(below(dataPath, schema?.folder ?? { path: '', relative: true }), table.folder);
}

/** The absolute path of something that lies in `folder`, or at a place of its own. */
export function below(folder: string, { path, relative }: Folder): string {
  return relative ? folder + path : path;
}

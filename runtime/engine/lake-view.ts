import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import { catalogView } from '../catalog/catalog-view.ts';
import { FormerTables } from '../modules/former-tables.ts';
import { nodeHost, openLake } from '../lake/open-lake.ts';

/**
 * What the compiler is told of the lake in a folder, at its newest snapshot, and of the older ones that `texts` name. Errors: `NotALake`, `LakeLocked`, `LakeVersion`.
 */
export function lakeView(
  folder: string,
  texts: Iterable<{ readonly name: string; readonly text: string }> = [],
): CatalogView {
  const lake = openLake(folder, nodeHost);
  try {
    const former = new FormerTables();
    former.add(lake);
    const state = lake.head();
    return { ...catalogView(state), former: former.inFiles(texts, state) };
  } finally {
    lake.close();
  }
}

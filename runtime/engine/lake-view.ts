import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import { catalogView } from '../catalog/catalog-view.ts';
import { nodeHost, openLake } from '../lake/open-lake.ts';

/** What the compiler is told of the lake in a folder, at its newest snapshot. Errors: `NotALake`, `LakeLocked`, `LakeVersion`. */
export function lakeView(folder: string): CatalogView {
  const lake = openLake(folder, nodeHost);
  try {
    return catalogView(lake.head());
  } finally {
    lake.close();
  }
}

import { createHash } from 'node:crypto';
import type { CatalogState } from '../catalog/catalog-state.ts';

/** Names what code compiled against a catalog depends on: shapes of tables and views, routines and types. Rows do not matter. */
export class CodeVersions {
  readonly #known = new WeakMap<CatalogState, string>();
  #unique = 0;

  /** Equal for states that give the same code. A state with uncommitted changes has a version of its own. */
  of(state: CatalogState): string {
    let version = this.#known.get(state);
    if (version === undefined)
      this.#known.set(state, (version = state.changed ? `change ${++this.#unique}` : versionOf(state)));
    return version;
  }
}

function versionOf({ schemaVersion, routines, types }: CatalogState): string {
  const hash = createHash('sha256');
  for (const { id, fingerprint } of routines.values()) hash.update(`${id}=${fingerprint};`);
  for (const { name, text } of types.values()) hash.update(`${name}=${text};`);
  return `${schemaVersion} ${hash.digest('base64')}`;
}

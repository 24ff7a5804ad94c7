import type { RoutineInfo } from '../../../compiler/contract/catalog-view.ts';
import { sourceHash } from '../../catalog/deployed.ts';
import { compareRoutine } from './compare-code.ts';
import type { DeclaredObject } from './declared-objects.ts';
import type { Difference } from './deploy-change.ts';

/** What comparisons of one project with one lake came to; the same objects are not compared again. */
export class PlanMemo {
  readonly #hashes = new WeakMap<DeclaredObject, string>();
  readonly #routines = new WeakMap<
    RoutineInfo,
    { readonly stored: RoutineInfo; readonly found: readonly Difference[] }
  >();

  /** Hash of the text by which the catalog keeps an object; of a table, of its declaration. */
  hashOf(object: DeclaredObject): string {
    let hash = this.#hashes.get(object);
    if (hash === undefined)
      this.#hashes.set(object, (hash = sourceHash('info' in object ? object.info.text : object.text)));
    return hash;
  }

  compareRoutine(declared: RoutineInfo, stored: RoutineInfo): readonly Difference[] {
    const known = this.#routines.get(declared);
    if (known?.stored === stored) return known.found;
    const found = compareRoutine(declared, stored);
    this.#routines.set(declared, { stored, found });
    return found;
  }
}

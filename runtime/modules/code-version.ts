import { createHash } from 'node:crypto';
import { threadId } from 'node:worker_threads';
import { callShape } from '../../compiler/contract/signature.ts';
import { lakeOf, type CatalogState, type RoutineEntry } from '../catalog/catalog-state.ts';

/** Names what code compiled against a catalog depends on: its lake, shapes of tables and views, routines and types, triggers, schedules and pipelines, and who may use them. Rows do not matter. */
export class CodeVersions {
  readonly #known = new WeakMap<CatalogState, string>();
  readonly #shapes = new WeakMap<RoutineEntry, string>();
  #unique = 0;

  /** Equal for states that give the same code. A state with uncommitted changes has a version of its own. */
  of(state: CatalogState): string {
    let version = this.#known.get(state);
    if (version === undefined)
      this.#known.set(
        state,
        (version = state.changed ? `change ${threadId}.${++this.#unique}` : this.#versionOf(state)),
      );
    return version;
  }

  #versionOf(state: CatalogState): string {
    const { schemaVersion, routines, types, access, automation } = state;
    const hash = createHash('sha256');
    for (const routine of routines.values()) hash.update(this.#shapeOf(routine));
    for (const { name, text } of types.values()) hash.update(`${name}=${text};`);
    for (const key of access.keys()) hash.update(`${key};`);
    for (const { kind, name, text, options } of automation.values())
      hash.update(`${kind} ${name}=${text} ${JSON.stringify(options)};`);
    return `${lakeOf(state)} ${schemaVersion} ${hash.digest('base64')}`;
  }

  /** The same text may have another result where that is inferred. */
  #shapeOf(routine: RoutineEntry): string {
    let shape = this.#shapes.get(routine);
    if (shape === undefined) this.#shapes.set(routine, (shape = shapeOf(routine)));
    return shape;
  }
}

function shapeOf({ id, fingerprint, signature, options }: RoutineEntry): string {
  return `${id}=${fingerprint} ${callShape(signature)} ${String(options['rights'])};`;
}

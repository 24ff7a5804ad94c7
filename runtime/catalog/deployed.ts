import { createHash } from 'node:crypto';
import type { CatalogState } from './catalog-state.ts';

/** An object as a deploy left it: which declaration of the project it came from. */
export interface DeployedEntry {
  /** The object's key: `procedure:load`, `table:main.orders` (see `objectKey`). */
  readonly object: string;
  /** Where its declaration begins; line and column count from 1. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Hash of the declaration's text: an object of another text was changed in a session since. */
  readonly source: string;
  /** Of a table, its parts that the project declared, in lower case: `column id`, `key orders_pkey`, `check …`, `index …`. Others were made in a session. */
  readonly parts: readonly string[];
  /** Names the state of the project that was deployed. */
  readonly version: string;
  /** µs since 1970-01-01. */
  readonly deployedAt: number;
  /** The snapshot that the deploy made; 0 before its commit. */
  readonly snapshot: number;
}

/** Who made an object as it is: a deploy of a project, or a statement of a session. */
export type Origin = 'project' | 'session';

/** The name by which deploys know an object. Routines have their ids: `procedure:load`. */
export function objectKey(kind: 'table' | 'view' | 'type' | 'trigger' | 'schedule' | 'pipeline', name: string): string {
  return `${kind}:${name}`.toLowerCase();
}

/** 32 hexadecimal digits, equal for equal texts. */
export function sourceHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The deploy that an object comes from; `null` for one that a session made or changed. Tables keep their origin when a session alters them: `text` is `null`. */
export function deployedAs({ deployed }: CatalogState, key: string, text: string | null): DeployedEntry | null {
  const entry = deployed.get(key.toLowerCase());
  if (entry === undefined) return null;
  return text === null || entry.source === sourceHash(text) ? entry : null;
}

export function setDeployed(state: CatalogState, entry: DeployedEntry): CatalogState {
  return { ...state, changed: true, deployed: new Map(state.deployed).set(entry.object, entry) };
}

/** The state without what is known of a deploy of an object that is dropped. */
export function withoutDeployed(state: CatalogState, key: string): CatalogState {
  const wanted = key.toLowerCase();
  if (!state.deployed.has(wanted)) return state;
  const deployed = new Map(state.deployed);
  deployed.delete(wanted);
  return { ...state, deployed };
}

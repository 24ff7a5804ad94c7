import type { CatalogView } from '../contract/catalog-view.ts';
import { knownObjects, type KnownObject } from './known-object.ts';

/** The objects of the surroundings' view by the words that mean them; made once for a view. */
export interface ObjectIndex {
  readonly view: CatalogView;
  readonly byWord: ReadonlyMap<string, readonly KnownObject[]>;
  /** Procedures by the words of their options. */
  readonly byOption: ReadonlyMap<string, readonly KnownObject[]>;
}

export function objectIndex(view: CatalogView): ObjectIndex {
  const byWord = new Map<string, KnownObject[]>();
  const byOption = new Map<string, KnownObject[]>();
  for (const object of knownObjects(view)) {
    add(byWord, object.word, object);
    for (const word of object.options) add(byOption, word, object);
  }
  return { view, byWord, byOption };
}

/** The words and all that they reach through the texts of objects of the view. */
export function reachedWords(index: ObjectIndex, words: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const word of words) if (index.byWord.has(word)) reached.add(word);
  if (reached.size === 0) return words;
  // A set that grows while it is walked is walked to its end.
  for (const word of reached)
    for (const object of index.byWord.get(word) ?? []) for (const each of object.reaches()) reached.add(each);
  return reached.union(words);
}

export function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

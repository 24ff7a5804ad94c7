import type { CatalogView } from '../contract/catalog-view.ts';
import type { KnownObject } from './known-object.ts';
import type { ObjectIndex } from './object-index.ts';

/** What the words of one file can mean. */
export interface FileWords {
  readonly mentions: ReadonlySet<string>;
  /** Names of the triggers, schedules and pipelines that it declares, in lower case: procedures name these in their options. */
  readonly automation: ReadonlySet<string>;
}

/**
 * The objects that are known while the files of a project are checked: those of the view, and what the files that were checked declare.
 * A file is shown those that its words can mean, so that it depends on nothing else and costs the same in a project of any size.
 */
export class VisibleObjects {
  readonly index: ObjectIndex;
  readonly #byWord = new Map<string, Map<number, KnownObject[]>>();
  readonly #byOption = new Map<string, Map<number, KnownObject[]>>();

  constructor(index: ObjectIndex) {
    this.index = index;
  }

  /** Tells what a file declares, in place of what it declared `before`. Files are told apart by their position in the order of names. */
  declare(file: number, objects: readonly KnownObject[], before: readonly KnownObject[] = []): void {
    for (const { word, options } of before) {
      this.#byWord.get(word)?.delete(file);
      for (const each of options) this.#byOption.get(each)?.delete(file);
    }
    for (const object of objects) {
      put(this.#byWord, object.word, file, object);
      for (const word of object.options) put(this.#byOption, word, file, object);
    }
  }

  /** What a file may use, in the order of the identities; its own declarations are not among it. `null` stands for a file of no position. */
  visibleTo(file: number | null, { mentions, automation }: FileWords): readonly KnownObject[] {
    const found = new Map<string, KnownObject>();
    const reached = new Set<string>();
    for (const word of automation) {
      const procedures = [
        ...(this.index.byOption.get(word) ?? []),
        ...[...(this.#byOption.get(word)?.values() ?? [])].flat(),
      ];
      for (const each of procedures) if (!mentions.has(each.word)) reached.add(each.word);
    }
    const take = (word: string): void => {
      for (const object of this.#meant(word, file)) {
        found.set(object.identity, object);
        for (const each of object.reaches()) if (!mentions.has(each)) reached.add(each);
      }
    };
    for (const word of mentions) take(word);
    // A set that grows while it is walked is walked to its end.
    for (const word of reached) take(word);
    return [...found.values()].sort((a, b) => (a.identity < b.identity ? -1 : 1));
  }

  /** The objects of a word; the last file that declares one hides it in those before and in the view. */
  #meant(word: string, file: number | null): Iterable<KnownObject> {
    const known = this.index.byWord.get(word) ?? [];
    const declared = this.#byWord.get(word);
    if (declared === undefined || declared.size === 0) return known;
    if (declared.size === 1 && known.length === 0) {
      const [first] = declared;
      return first === undefined || first[0] === file ? [] : first[1];
    }
    const last = new Map(known.map((object) => [object.identity, object]));
    for (const each of [...declared.keys()].sort((a, b) => a - b))
      if (each !== file) for (const object of declared.get(each)!) last.set(object.identity, object);
    return last.values();
  }

  /** A view of these objects only. */
  viewOf(objects: readonly KnownObject[]): CatalogView {
    return {
      ...this.index.view,
      tables: objects.flatMap((each) => (each.kind === 'table' ? [each.info] : [])),
      views: objects.flatMap((each) => (each.kind === 'view' ? [each.info] : [])),
      routines: objects.flatMap((each) => (each.kind === 'routine' ? [each.info] : [])),
      types: objects.flatMap((each) => (each.kind === 'type' ? [each.info] : [])),
      automation: objects.flatMap((each) => (each.kind === 'automation' ? [each.info] : [])),
      files: objects.flatMap((each) => (each.kind === 'file' ? [each.info] : [])),
    };
  }
}

function put(map: Map<string, Map<number, KnownObject[]>>, word: string, file: number, object: KnownObject): void {
  const files = map.get(word) ?? new Map<number, KnownObject[]>();
  map.set(word, files);
  const list = files.get(file);
  if (list === undefined) files.set(file, [object]);
  else list.push(object);
}

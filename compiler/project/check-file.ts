import type { NameKind } from '../ir/check-context.ts';
import { checkParsed, type Checked, type Parsed, type Surroundings } from '../pipeline.ts';
import { declaredView, type Declared } from './declared-view.ts';
import type { Draft } from './draft.ts';
import { hashText } from './hash-text.ts';
import { knownObjects, type KnownObject } from './known-object.ts';
import type { NameLists } from './name-lists.ts';
import type { VisibleObjects } from './visible-objects.ts';

/** A file that was checked, with all that the result came from: the same again gives the same result. */
export interface CheckedFile {
  readonly parsed: Parsed;
  /** Hash of what the file could see. */
  readonly seen: string;
  /** Hashes of the lists of names that suggestions were taken from. */
  readonly asked: ReadonlyMap<NameKind, string>;
  readonly checked: Checked;
  readonly declared: Declared;
  readonly objects: readonly KnownObject[];
}

/** What the files of one check have in common. */
export interface CheckRun {
  readonly surroundings: Surroundings;
  readonly visible: VisibleObjects;
  readonly names: NameLists;
  /** Those of the view, and those that files of the project make. */
  readonly schemas: readonly string[];
}

/** A file with the key of what it was checked against. */
export interface KeyedFile {
  readonly file: CheckedFile;
  /** Changes with the file's text and with anything of what it can see, bodies included. */
  readonly key: string;
  /** What it can see. */
  readonly objects: readonly KnownObject[];
}

/** Checks a file against what it can see, unless one of `earlier` was made from the same. */
export function checkFile(
  run: CheckRun,
  position: number | null,
  draft: Draft,
  earlier: readonly CheckedFile[],
): KeyedFile {
  const objects = run.visible.visibleTo(position, draft);
  const frame = frameOf(run);
  const seen = hashText([frame, ...objects.map((object) => object.shape())].join(' '));
  const key = hashText([draft.textHash, frame, ...objects.map((object) => object.whole())].join(' '));
  const same = earlier.find(
    (each) =>
      each.seen === seen &&
      each.parsed === draft.parsed &&
      each.asked.entries().every(([kind, hash]) => run.names(kind).hash === hash),
  );
  return { file: same ?? checkAgainst(run, draft, objects, seen), key, objects };
}

function checkAgainst(
  { surroundings, visible, names, schemas }: CheckRun,
  draft: Draft,
  objects: readonly KnownObject[],
  seen: string,
): CheckedFile {
  const asked = new Map<NameKind, string>();
  const checked = checkParsed(draft.parsed, {
    ...surroundings,
    view: { ...visible.viewOf(objects), schemas },
    names: (kind) => {
      const list = names(kind);
      asked.set(kind, list.hash);
      return list.names;
    },
  });
  const declared = declaredView(checked.typed);
  return { parsed: draft.parsed, seen, asked, checked, declared, objects: knownObjects(declared) };
}

/** A result with the bodies that routines have now: they are told to those who compile it, and no check depends on them. */
export function withBodies(checked: Checked, objects: readonly KnownObject[]): Checked {
  const { typed } = checked;
  const { stored: before = [] } = typed;
  if (before.length === 0) return checked;
  const now = new Map(objects.flatMap(({ kind, info }) => (kind === 'routine' ? [[info.id, info]] : [])));
  const stored = before.map((info) => now.get(info.id) ?? info);
  return stored.every((info, i) => info === before[i]) ? checked : { ...checked, typed: { ...typed, stored } };
}

/** What all files can see. */
function frameOf({ surroundings, schemas }: CheckRun): string {
  const { view, strict, mode } = surroundings;
  const { complete, currentSchema, former } = view;
  return JSON.stringify([complete, currentSchema, schemas, strict === true, mode ?? 'project', former ?? null]);
}

import type { CatalogView } from '../contract/catalog-view.ts';
import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Checked, Surroundings } from '../pipeline.ts';
import { lazy } from '../source/lazy.ts';
import type { SourceFile } from '../source/source-file.ts';
import { checkFile, withBodies, type CheckedFile, type CheckRun, type KeyedFile } from './check-file.ts';
import { withDeclared, type Declared } from './declared-view.ts';
import { draftOf, type Draft } from './draft.ts';
import { checkOrder } from './file-order.ts';
import { nameLists } from './name-lists.ts';
import { objectIndex } from './object-index.ts';
import { repeatedNames } from './repeated-names.ts';
import { VisibleObjects } from './visible-objects.ts';

/** One file of a checked project. */
export interface ProjectFile extends Draft {
  /** Changes when its text or anything that it was checked against does. */
  readonly key: string;
  readonly checked: Checked;
  readonly declared: Declared;
  /** The results that this one came from: several for a file in a circle. */
  readonly rounds: readonly CheckedFile[];
}

/** A project after a check; handed to the next check, it saves what did not change. */
export interface Project {
  /** By file name, in the order of the names. */
  readonly files: ReadonlyMap<string, ProjectFile>;
  /** The surroundings' view with the project's declarations laid over it. */
  readonly view: CatalogView;
  readonly diagnostics: readonly Diagnostic[];
  readonly surroundings: Surroundings;
  /** What can be known in the project. */
  readonly run: CheckRun;
  /** Names of the files that had to be checked: the others are as they were in the project before. */
  readonly rechecked: readonly string[];
}

/** Files that use each other in a circle are checked in rounds until what they see stays the same. */
const MOST_ROUNDS = 8;

/**
 * Checks all files of a project; each sees what the others declare, whatever their order. Files whose text is that of `previous`, and which see the same, are
 * not checked again. The result does not depend on `previous`, nor on the order of `sources`.
 */
export function checkProject(sources: readonly SourceFile[], surroundings: Surroundings, previous?: Project): Project {
  const earlier = previous?.surroundings.library === surroundings.library ? previous : undefined;
  const drafts = [...sources]
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map((source) => draftOf(source, previous?.files.get(source.name)));
  const { view } = surroundings;
  const index = previous?.surroundings.view === view ? previous.run.visible.index : objectIndex(view);
  const names = nameLists(view, () => drafts.flatMap(({ declarations }) => declarations));
  const schemas = [...new Set([...view.schemas, ...drafts.flatMap((draft) => draft.schemas).sort()])];
  const run: CheckRun = { surroundings, visible: new VisibleObjects(index), names, schemas };
  const rounds = drafts.map((): CheckedFile[] => []);
  const before = drafts.map(({ parsed }) => earlier?.files.get(parsed.file.name)?.rounds ?? []);
  const last = new Map<number, KeyedFile>();
  for (const group of checkOrder(drafts, index)) checkGroup(run, group, drafts, before, rounds, last);
  const files = projectFiles(drafts, rounds, last);
  const declared = lazy(() =>
    withDeclared(
      view,
      [...files.values()].map((file) => file.declared),
    ),
  );
  return {
    files,
    get view() {
      return declared();
    },
    diagnostics: [...files.values()].flatMap((file) => file.checked.diagnostics),
    surroundings,
    run,
    rechecked: drafts.flatMap(({ parsed }, i) =>
      rounds[i]!.every((each) => before[i]!.includes(each)) ? [] : [parsed.file.name],
    ),
  };
}

/** Checks a file, or the files of a circle: each with what those before it declare now, and again until no file sees anything new. */
function checkGroup(
  run: CheckRun,
  group: readonly number[],
  drafts: readonly Draft[],
  before: readonly (readonly CheckedFile[])[],
  rounds: readonly CheckedFile[][],
  latest: Map<number, KeyedFile>,
): void {
  for (let round = 0; round < (group.length === 1 ? 1 : MOST_ROUNDS); round++) {
    let changed = false;
    for (const file of group) {
      const last = rounds[file]!.at(-1);
      const known = [...(last === undefined ? [] : [last]), ...before[file]!];
      const found = checkFile(run, file, drafts[file]!, known);
      const next = found.file;
      latest.set(file, found);
      if (next === last) continue;
      run.visible.declare(file, next.objects, last?.objects);
      rounds[file]!.push(next);
      changed = true;
    }
    if (!changed) return;
  }
}

function projectFiles(
  drafts: readonly Draft[],
  rounds: readonly (readonly CheckedFile[])[],
  latest: ReadonlyMap<number, KeyedFile>,
): ReadonlyMap<string, ProjectFile> {
  const repeated = repeatedNames(drafts.map(({ parsed, declarations }) => ({ name: parsed.file.name, declarations })));
  return new Map(
    drafts.map((draft, i): [string, ProjectFile] => {
      const { file, key, objects } = latest.get(i)!;
      const { declared } = file;
      const alone = withBodies(file.checked, objects);
      const more = repeated.get(i) ?? [];
      const checked = more.length === 0 ? alone : { ...alone, diagnostics: [...alone.diagnostics, ...more] };
      return [draft.parsed.file.name, { ...draft, key, checked, declared, rounds: rounds[i]! }];
    }),
  );
}

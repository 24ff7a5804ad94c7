import type { Diagnostic } from '../contract/diagnostic.ts';
import type { CatalogView } from '../contract/catalog-view.ts';
import { checkParsed, parseFile, type Checked, type Parsed, type Surroundings } from '../pipeline.ts';
import type { SourceFile } from '../source/source-file.ts';
import { declaredNames, mentionedWords } from './declared-names.ts';
import { declaredView, withDeclared, type Declared } from './declared-view.ts';
import { components } from './graph.ts';
import { hashText } from './hash-text.ts';
import { repeatedNames } from './repeated-names.ts';

/** One file of a checked project. `key` changes when its text or anything that it was checked against does. */
export interface ProjectFile {
  readonly parsed: Parsed;
  readonly declares: ReadonlySet<string>;
  readonly mentions: ReadonlySet<string>;
  readonly key: string;
  readonly checked: Checked;
  readonly declared: Declared;
  /** Hash of what the file declares: files that use it are checked again when this changes. */
  readonly interface: string;
}

/** A project after a check; handed to the next check, it saves what did not change. */
export interface Project {
  /** By file name, in the order of the names. */
  readonly files: ReadonlyMap<string, ProjectFile>;
  /** The surroundings' view with the project's declarations laid over it. */
  readonly view: CatalogView;
  readonly diagnostics: readonly Diagnostic[];
  readonly surroundings: Surroundings;
}

/** Tables and views of project files get ids from here down, a thousand for each file. */
const FIRST_DECLARED_ID = -1_000_000;
const IDS_PER_FILE = 1000;
/** Files that use each other in a circle are checked in rounds until what they declare stays the same. */
const MOST_ROUNDS = 4;

/**
 * Checks all files of a project; each sees what the others declare, whatever their order. Files whose text and surroundings are those of
 * `previous` are not checked again. The result does not depend on `previous`.
 */
export function checkProject(sources: readonly SourceFile[], surroundings: Surroundings, previous?: Project): Project {
  const earlier =
    previous?.surroundings.view === surroundings.view && previous.surroundings.strict === surroundings.strict
      ? previous
      : undefined;
  const ordered = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1)).map((source) => draft(source, previous));
  const repeated = repeatedNames(ordered.map((each) => each.parsed));
  const drafts = ordered.map((each, i): Draft => ({ ...each, repeated: repeated.get(i) ?? [] }));
  const edges = dependencies(drafts);
  const done = new Map<number, ProjectFile>();
  let view = surroundings.view;
  for (const level of levels(components(edges), edges)) {
    const found: Declared[] = [];
    for (const component of level) {
      const group =
        component.length === 1 && !edges[component[0]!]!.includes(component[0]!)
          ? [checkOne(component[0]!, drafts, edges, done, { ...surroundings, view }, earlier)]
          : checkCircle(component, drafts, edges, done, { ...surroundings, view });
      group.forEach((file, i) => done.set(component[i]!, file));
      found.push(...group.map((file) => file.declared));
    }
    view = withDeclared(view, found);
  }
  const files = new Map(drafts.map((d, i) => [d.parsed.file.name, done.get(i)!]));
  return { files, view, diagnostics: [...files.values()].flatMap((f) => f.checked.diagnostics), surroundings };
}

type Draft = Pick<ProjectFile, 'parsed' | 'declares' | 'mentions'> & {
  /** What other files declare too. */
  readonly repeated: readonly Diagnostic[];
};

function draft(source: SourceFile, previous: Project | undefined): Omit<Draft, 'repeated'> {
  const same = previous?.files.get(source.name);
  if (same !== undefined && same.parsed.file.text === source.text) return same;
  const parsed = parseFile(source);
  return { parsed, declares: declaredNames(parsed.program), mentions: mentionedWords(parsed.lexed.tokens) };
}

function dependencies(drafts: readonly Draft[]): number[][] {
  const owners = new Map<string, number[]>();
  drafts.forEach((d, i) => {
    for (const name of d.declares) owners.set(name, [...(owners.get(name) ?? []), i]);
  });
  return drafts.map((d, i) => {
    const edges = new Set<number>();
    for (const word of d.mentions) for (const owner of owners.get(word) ?? []) if (owner !== i) edges.add(owner);
    return [...edges].sort((a, b) => a - b);
  });
}

/** Components by the length of the longest chain of dependencies below them: those of one level need nothing of each other. */
function levels(ordered: readonly number[][], edges: readonly (readonly number[])[]): number[][][] {
  const levelOf = new Map<number, number>();
  const result: number[][][] = [];
  for (const component of ordered) {
    const inside = new Set(component);
    let level = 0;
    for (const node of component)
      for (const target of edges[node]!) if (!inside.has(target)) level = Math.max(level, levelOf.get(target)! + 1);
    for (const node of component) levelOf.set(node, level);
    (result[level] ??= []).push(component);
  }
  return result;
}

function checkOne(
  index: number,
  drafts: readonly Draft[],
  edges: readonly (readonly number[])[],
  done: ReadonlyMap<number, ProjectFile>,
  surroundings: Surroundings,
  earlier: Project | undefined,
): ProjectFile {
  const d = drafts[index]!;
  const key = hashText(
    [
      d.parsed.file.text,
      JSON.stringify(d.repeated),
      String(index),
      ...edges[index]!.map((i) => done.get(i)!.interface),
    ].join('\0'),
  );
  const same = earlier?.files.get(d.parsed.file.name);
  return same !== undefined && same.key === key ? same : checkDraft(d, index, key, surroundings);
}

function checkCircle(
  component: readonly number[],
  drafts: readonly Draft[],
  edges: readonly (readonly number[])[],
  done: ReadonlyMap<number, ProjectFile>,
  surroundings: Surroundings,
): ProjectFile[] {
  const outside = component
    .flatMap((i) => edges[i]!)
    .filter((i) => !component.includes(i))
    .map((i) => done.get(i)!.interface);
  const key = hashText([...component.map((i) => drafts[i]!.parsed.file.text), ...outside].join('\0'));
  let files: ProjectFile[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = files.map((f) => f.interface).join();
    const view = withDeclared(
      surroundings.view,
      files.map((f) => f.declared),
    );
    files = component.map((i) => checkDraft(drafts[i]!, i, key, { ...surroundings, view }));
    if (files.map((f) => f.interface).join() === before) break;
  }
  return files;
}

function checkDraft(d: Draft, index: number, key: string, surroundings: Surroundings): ProjectFile {
  const { repeated, ...rest } = d;
  const alone = checkParsed(d.parsed, surroundings);
  const checked = repeated.length === 0 ? alone : { ...alone, diagnostics: [...alone.diagnostics, ...repeated] };
  const declared = declaredView(checked.typed, FIRST_DECLARED_ID - index * IDS_PER_FILE);
  return { ...rest, key, checked, declared, interface: hashText(JSON.stringify(declared)) };
}

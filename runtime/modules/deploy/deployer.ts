import type { CatalogView, FileInfo } from '../../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import type { BrokenClient, DeployFile, Refusal, TypedClientInfo } from '../../../compiler/contract/deploy.ts';
import type { Library } from '../../../compiler/contract/library.ts';
import type { CatalogState } from '../../catalog/catalog-state.ts';
import { deployedAs } from '../../catalog/deployed.ts';
import {
  checkProject,
  filePaths,
  parseFile,
  projectFindings,
  sourceFile,
  type Project,
  type ProjectFile,
} from '../build/project.ts';
import { brokenClients } from './broken-clients.ts';
import { declaredObjects, type DeclaredObject } from './declared-objects.ts';
import type { DeployConsent, PlannedChange } from './deploy-change.ts';
import { lakeCode, LakeRest } from './lake-objects.ts';
import type { ObjectPlan } from './deploy-work.ts';
import { planObjects } from './plan-deploy.ts';
import { PlanMemo } from './plan-memo.ts';
import { withTouched } from './touched.ts';

/** What a deploy would do. Without refusal and with work it may be applied to the state that it was made for. */
export interface DeployPlan extends ObjectPlan {
  /** The snapshot that it was made for. */
  readonly snapshot: number;
  readonly refusal: Refusal | null;
  /** All that the check found, warnings too. */
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: readonly BrokenClient[];
}

/** What a plan is made for. */
export interface DeployTarget {
  readonly state: CatalogState;
  /** The state as the compiler sees it. */
  readonly view: CatalogView;
}

/** What a deployer is made with. */
export interface DeployerOptions {
  readonly library: Library;
  /** The columns of the data files that a project names, as far as they can be read. The same files unchanged should give the same value. */
  readonly dataFiles?: (paths: ReadonlySet<string>) => readonly FileInfo[];
}

const NAMES_A_FILE = /\.(?:parquet|[ct]sv|json|ndjson|jsonl|arrows?|feather|ipc)\b/i;
const NO_FILES: readonly FileInfo[] = [];
const NO_PATHS: ReadonlySet<string> = new Set();

/**
 * Plans deploys of one project, again and again: what it learned of the project stays, so that a plan costs what changed since the last one. Pure but for that:
 * it reads no files, and the same files and state give the same plan.
 */
export class Deployer {
  readonly #options: DeployerOptions;
  readonly #rest = new LakeRest();
  readonly #objects = new WeakMap<
    ProjectFile['declared'],
    { readonly file: ProjectFile; readonly objects: readonly DeclaredObject[] }
  >();
  readonly #paths = new Map<string, { readonly text: string; readonly paths: ReadonlySet<string> }>();
  readonly #memo = new PlanMemo();
  #project: Project | undefined;

  constructor(options: DeployerOptions) {
    this.#options = options;
  }

  /** Checks a whole project against a lake and plans its deploy. Mistakes of the project are findings of the plan, never errors. */
  plan(
    files: readonly DeployFile[],
    target: DeployTarget,
    options: DeployConsent & { readonly strict?: boolean; readonly clients?: readonly TypedClientInfo[] } = {},
  ): DeployPlan {
    const { state } = target;
    const project = this.#check(files, target, options.strict === true);
    const diagnostics = this.#findings(project);
    const declared = [...project.files.values()].flatMap((file) => this.#declared(file));
    if (diagnostics.some(({ severity }) => severity === 'error'))
      return {
        snapshot: state.snapshot,
        refusal: 'errors',
        diagnostics,
        ...planObjects(declared, state, options, this.#memo),
        changes: [],
        broken: [],
      };
    const plan = planObjects(declared, state, options, this.#memo);
    const changes = plan.changes.every(isHarmless)
      ? plan.changes
      : this.#withUsers(plan.changes, project, target, options);
    const refusal = changes.some(({ level }) => level === 'forbidden')
      ? 'forbidden'
      : changes.some(({ needs }) => needs.includes('allow') && !needs.includes('prune'))
        ? 'allow'
        : null;
    const broken = brokenBy(changes, project, target, options.clients);
    return { ...plan, changes, snapshot: state.snapshot, refusal, diagnostics, broken };
  }

  /** Checked against what only the lake has: what the project declares hides what the lake has of it. */
  #check(files: readonly DeployFile[], { state, view }: DeployTarget, strict: boolean): Project {
    const sources = files.map(({ name, text }) => sourceFile(name, text));
    const data = this.#dataFiles(files);
    const surroundings = (declared: ReadonlySet<string>) => ({
      view: this.#rest.of(state, view, declared, data),
      library: this.#options.library,
      strict,
    });
    const last = this.#project;
    // most changes declare what was declared before: then one check is enough
    let declared = new Set(last === undefined ? [] : this.#keys(last));
    for (;;) {
      const project = checkProject(sources, surroundings(declared), this.#project);
      this.#project = project;
      const now = new Set(this.#keys(project));
      if (now.size === declared.size && now.isSubsetOf(declared)) return project;
      declared = now;
    }
  }

  #keys(project: Project): readonly string[] {
    return [...project.files.values()].flatMap((file) => this.#declared(file).map(({ key }) => key));
  }

  #declared(file: ProjectFile): readonly DeclaredObject[] {
    const known = this.#objects.get(file.declared);
    if (known?.file.checked.typed === file.checked.typed) return known.objects;
    const objects = declaredObjects(file);
    this.#objects.set(file.declared, { file, objects });
    return objects;
  }

  /** What is found of objects together is looked for among the files that a trigger may lead to. */
  #findings(project: Project): readonly Diagnostic[] {
    const near = filesNearTriggers(project);
    const checked = near.map((file) => file.checked);
    const { surroundings } = project;
    const found = projectFindings(checked, () => project.view, surroundings, { unused: false });
    const names = new Set(near.map(({ parsed }) => parsed.file.name));
    return [
      ...[...project.files].flatMap(([name, file]) => (names.has(name) ? [] : file.checked.diagnostics)),
      ...found,
    ];
  }

  #dataFiles(files: readonly DeployFile[]): readonly FileInfo[] {
    const all = new Set<string>();
    for (const { name, text } of files) {
      let known = this.#paths.get(name);
      if (known?.text !== text) this.#paths.set(name, (known = { text, paths: pathsIn(name, text) }));
      for (const path of known.paths) all.add(path);
    }
    return all.size === 0 ? NO_FILES : (this.#options.dataFiles?.(all) ?? NO_FILES);
  }

  /** Tells who is touched, in the project and of what only the lake has; objects of sessions that would not check any more are changes of their own. */
  #withUsers(
    changes: readonly PlannedChange[],
    project: Project,
    { state, view }: DeployTarget,
    { allow = false }: DeployConsent,
  ): readonly PlannedChange[] {
    const dropped = new Set(changes.flatMap(({ action, key }) => (action === 'drop' ? [key] : [])));
    const kept = lakeCode(project.surroundings.view).filter(({ key }) => !dropped.has(key));
    const lake = kept.map(({ file }) => file);
    const { surroundings } = project;
    if (kept.length === 0) return withTouched(changes, filesWith(changes, project.files.values()), project);
    const sources = [...project.files.values()].map(({ parsed }) => parsed.file);
    const whole = checkProject([...sources, ...lake], surroundings, project);
    const before = checkProject(lake, { ...surroundings, view });
    const broken = kept.flatMap(({ key, text, file: { name } }): readonly PlannedChange[] => {
      const error = errorOf(whole, name);
      if (error === undefined || errorOf(before, name) !== undefined) return [];
      return [brokenObject(key, error, deployedAs(state, key, text) === null, allow)];
    });
    // what would not check any more uses what is there now
    const modules = filesWith(changes, [...project.files.values(), ...before.files.values()]);
    return [...withTouched(changes, modules, project), ...broken];
  }
}

/** The clients whose routines are others once the changes are made. */
function brokenBy(
  changes: readonly PlannedChange[],
  project: Project,
  { view }: DeployTarget,
  clients: readonly TypedClientInfo[] = [],
): readonly BrokenClient[] {
  if (clients.length === 0) return [];
  const dropped = new Set(changes.flatMap(({ action, key }) => (action === 'drop' ? [key.toLowerCase()] : [])));
  const after = project.view.routines.filter(({ id }) => !dropped.has(id.toLowerCase()));
  return brokenClients(clients, view.routines, after);
}

/** The data files that a text names in FROM. */
function pathsIn(name: string, text: string): ReadonlySet<string> {
  return NAMES_A_FILE.test(text) ? filePaths(parseFile(sourceFile(name, text)).program) : NO_PATHS;
}

/** The typed code of the files that may use what changes: they hold its name. */
function filesWith(
  changes: readonly PlannedChange[],
  files: Iterable<ProjectFile>,
): readonly ProjectFile['checked']['typed'][] {
  const words = changes.flatMap(({ level, key }) => (level === 'safe' ? [] : [key.split(/[:.]/).at(-1)!]));
  return [...files].flatMap(({ mentions, checked }) =>
    words.some((word) => mentions.has(word)) ? [checked.typed] : [],
  );
}

/** The files of triggers, of what their code may use, step by step, and of the procedures that name a trigger. */
function filesNearTriggers({ files }: Project): readonly ProjectFile[] {
  const all = [...files.values()];
  const triggers = all.filter(({ declarations }) => declarations.some(({ kind }) => kind === 'trigger'));
  if (triggers.length === 0) return [];
  const owners = new Map<string, ProjectFile[]>();
  for (const file of all) for (const name of file.declares) owners.set(name, [...(owners.get(name) ?? []), file]);
  const names = new Set(triggers.flatMap(({ automation }) => [...automation]));
  const near = new Set([...triggers, ...all.filter(({ mentions }) => !names.isDisjointFrom(mentions))]);
  // a set that grows while it is walked is walked to its end
  for (const { mentions } of near)
    for (const word of mentions) for (const file of owners.get(word) ?? []) near.add(file);
  return [...near];
}

function isHarmless({ level }: PlannedChange): boolean {
  return level === 'safe';
}

function errorOf({ files }: Project, name: string): Diagnostic | undefined {
  return files.get(name)?.checked.diagnostics.find(({ severity }) => severity === 'error');
}

/** What the project gave up itself may break; what a session made needs consent. */
function brokenObject(key: string, { code, message }: Diagnostic, isSessions: boolean, allow: boolean): PlannedChange {
  return {
    action: 'keep',
    kind: key.slice(0, key.indexOf(':')),
    name: key.slice(key.indexOf(':') + 1).replace(/^main\./, ''),
    file: null,
    level: 'breaking',
    details: [`${isSessions ? 'made in a session, it' : 'it'} does not check any more: ${code}: ${message}`],
    needs: isSessions && !allow ? ['allow'] : [],
    touches: [],
    ...{ key, differences: [] },
  };
}

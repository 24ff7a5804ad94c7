import {
  checkParsed,
  checkProject,
  follow,
  parseFile,
  type Checked,
  type Followed,
  type Project,
} from '../../compiler/index.ts';
import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import { sourceFile, type SourceFile } from '../../compiler/source/source-file.ts';
import { readNamedFiles } from './project-files.ts';
import { surroundingsOf } from './surroundings.ts';

/** A project whose code was followed, with the objects that only its lake keeps. */
export interface FollowedProject {
  readonly followed: Followed;
  readonly files: readonly Checked[];
  readonly project: Project;
}

/** How the parts of a command line name a project and a lake. */
export interface FollowFlags {
  readonly project?: string;
  readonly db?: string;
}

/** Files that stand for objects of the lake begin with this. */
export const LAKE_FILE = 'lake:';

/**
 * Checks and follows the project of a folder (the present one unless named): its declarations, its scripts, and the routines, views and automation objects of
 * the lake that the project does not declare. Errors: `UsageError` for a folder that is not there, the lake's own errors.
 */
export async function followProject({ project: folder = '.', db }: FollowFlags): Promise<FollowedProject> {
  const named = readNamedFiles([folder]);
  const flags = { strict: false, ...(db === undefined ? {} : { db }) };
  const surroundings = await surroundingsOf(flags, [folder], named);
  const declared = checkProject([...named.project, ...named.around], surroundings);
  const kept = filesOfLake(surroundings.view, declared);
  const project =
    kept.length === 0 ? declared : checkProject([...named.project, ...named.around, ...kept], surroundings, declared);
  const { view } = project;
  const scripts = named.scripts.map((file) => checkParsed(parseFile(file), { ...surroundings, view, mode: 'script' }));
  const files = [...[...project.files.values()].map(({ checked }) => checked), ...scripts];
  return {
    followed: follow(
      files.map(({ typed }) => typed),
      view,
      surroundings,
    ),
    files,
    project,
  };
}

/** The declarations that the lake keeps and the project does not have. */
function filesOfLake(view: CatalogView, { files }: Project): readonly SourceFile[] {
  const own = new Set<string>();
  for (const { declared } of files.values()) {
    for (const { id } of declared.routines) own.add(id.toLowerCase());
    for (const { schema, name } of declared.views) own.add(`view:${schema}.${name}`.toLowerCase());
    for (const { schema, name } of declared.tables) own.add(`view:${schema}.${name}`.toLowerCase());
    for (const { kind, name } of declared.automation) own.add(`${kind}:${name}`.toLowerCase());
  }
  const all = [
    ...view.routines.map(({ id, text }) => ({ id, text })),
    ...view.views.map(({ schema, name, fields, text }) => {
      const columns = fields.map((field) => quoted(field.name)).join(', ');
      return {
        id: `view:${schema}.${name}`,
        text: `create view ${quoted(schema)}.${quoted(name)} (${columns}) as ${text}`,
      };
    }),
    ...view.automation.map(({ kind, name, text }) => ({ id: `${kind}:${name}`, text })),
  ];
  return all
    .filter(({ id, text }) => text !== '' && !own.has(id.toLowerCase()))
    .map(({ id, text }) => sourceFile(`${LAKE_FILE}${id}`, text));
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `\`${name}\``;
}

import type { CatalogView, FileInfo } from '../../../compiler/contract/catalog-view.ts';
import type { CatalogState } from '../../catalog/catalog-state.ts';
import { objectKey } from '../../catalog/deployed.ts';
import { sourceFile, type SourceFile } from '../build/project.ts';

/** Files that stand for objects that only the lake has begin with this. */
export const LAKE_FILE = 'lake:';

/**
 * What the lake has and the project does not declare, as the compiler is told of it. While that stays the same, the same value is given, so that what was checked
 * against it need not be checked again.
 */
export class LakeRest {
  #last: { readonly parts: readonly unknown[]; readonly view: CatalogView } | null = null;

  /** `view` is that of the whole state, `files` the data files that the project names. */
  of(state: CatalogState, view: CatalogView, declared: ReadonlySet<string>, files: readonly FileInfo[]): CatalogView {
    const isRest = (key: string): boolean => !declared.has(key.toLowerCase());
    const rest: CatalogView = {
      ...view,
      tables: view.tables.filter((table) => table.readOnly || isRest(objectKey('table', relationName(table)))),
      views: view.views.filter((each) => isRest(objectKey('view', relationName(each)))),
      routines: view.routines.filter(({ id }) => isRest(id)),
      types: view.types.filter(({ name }) => isRest(objectKey('type', name))),
      automation: view.automation.filter(({ kind, name }) => isRest(objectKey(kind, name))),
      files,
    };
    const parts = [
      view.schemas.join(),
      files,
      ...rest.tables.flatMap(({ id, schemaVersion }) => [id, schemaVersion]),
      ...rest.views.map(({ id }) => state.views.get(id)),
      ...rest.routines.map(({ id }) => state.routines.get(id)),
      ...rest.types.map(({ name }) => state.types.get(name.toLowerCase())),
      ...rest.automation.map(({ kind, name }) => state.automation.get(`${kind}:${name}`.toLowerCase())),
    ];
    const last = this.#last;
    if (last !== null && last.parts.length === parts.length && parts.every((part, i) => part === last.parts[i]))
      return last.view;
    this.#last = { parts, view: rest };
    return rest;
  }
}

/** The declarations of the code that only the lake has, each as a file of its own. */
export function lakeFiles(rest: CatalogView): readonly SourceFile[] {
  return [
    ...rest.routines.map(({ id, text }) => sourceFile(`${LAKE_FILE}${id}`, text)),
    ...rest.views.map(({ schema, name, fields, text }) => {
      const columns = fields.map((field) => quoted(field.name)).join(', ');
      return sourceFile(
        `${LAKE_FILE}view:${schema}.${name}`,
        `create view ${quoted(schema)}.${quoted(name)} (${columns}) as ${text}`,
      );
    }),
    ...rest.automation.map(({ kind, name, text }) => sourceFile(`${LAKE_FILE}${kind}:${name}`, text)),
  ].filter(({ text }) => text !== '');
}

function relationName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

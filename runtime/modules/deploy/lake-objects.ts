import type { CatalogView, FileInfo } from '../../../compiler/contract/catalog-view.ts';
import type { CatalogState } from '../../catalog/catalog-state.ts';
import { objectKey } from '../../catalog/deployed.ts';
import { sourceFile, type SourceFile } from '../build/project.ts';

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
      JSON.stringify(view.access ?? null),
      JSON.stringify(view.former ?? null),
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

/** Code that only the lake has: its text as the catalog keeps it, and its declaration as a file of its own. */
export interface LakeCode {
  readonly key: string;
  readonly text: string;
  readonly file: SourceFile;
}

/** The code that only the lake has. */
export function lakeCode(rest: CatalogView): readonly LakeCode[] {
  const code = (key: string, text: string, declaration = text): LakeCode => ({
    key: key.toLowerCase(),
    text,
    file: sourceFile(`lake:${key}`, declaration),
  });
  return [
    ...rest.routines.map(({ id, text }) => code(id, text)),
    ...rest.views.map(({ schema, name, fields, text }) => {
      const columns = fields.map((field) => quoted(field.name)).join(', ');
      const declaration = `create view ${quoted(schema)}.${quoted(name)} (${columns}) as ${text}`;
      return code(objectKey('view', `${schema}.${name}`), text, declaration);
    }),
    ...rest.automation.map(({ kind, name, text }) => code(objectKey(kind, name), text)),
  ].filter(({ text }) => text !== '');
}

function relationName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

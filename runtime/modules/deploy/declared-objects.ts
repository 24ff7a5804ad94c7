import type { CatalogChange } from '../../../compiler/contract/catalog-change.ts';
import type { AutomationInfo, RoutineInfo, TypeInfo, ViewInfo } from '../../../compiler/contract/catalog-view.ts';
import type { LimitValues } from '../../../compiler/contract/limit-settings.ts';
import type { Field } from '../../../compiler/contract/data-type.ts';
import { objectKey } from '../../catalog/deployed.ts';
import type { ProjectFile } from '../build/project.ts';

/** The first place of a declaration; line and column count from 1. */
export interface DeclaredPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Declared {
  /** By which deploys know the object. */
  readonly key: string;
  /** As a person calls it. */
  readonly name: string;
  readonly place: DeclaredPlace;
  /** The declaration's text. */
  readonly text: string;
}

/** A table as declared. The query of `create table … as` gives its columns only. */
export interface DeclaredTable extends Declared {
  readonly kind: 'table' | 'materialized view';
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly (Field & { readonly defaultText: string | null; readonly comment: string | null })[];
  readonly constraints: Extract<CatalogChange<unknown>, { kind: 'create_table' }>['constraints'];
  readonly queried: boolean;
  readonly temporary: boolean;
  /** The query of a materialized view. */
  readonly materialized: string | null;
}

export type DeclaredRoutine = Declared & { readonly kind: 'procedure' | 'function'; readonly info: RoutineInfo };

/** An object that a file of a project declares: plain data. */
export type DeclaredObject =
  | DeclaredTable
  | DeclaredRoutine
  | (Declared & { readonly kind: 'view'; readonly info: Omit<ViewInfo, 'id'> })
  | (Declared & { readonly kind: 'type'; readonly info: TypeInfo })
  | (Declared & { readonly kind: 'trigger' | 'schedule' | 'pipeline'; readonly info: AutomationInfo })
  | (Declared & { readonly kind: 'schema' })
  | (Declared & { readonly kind: 'role'; readonly role: { readonly name: string; readonly limits: LimitValues } })
  /** GRANT and REVOKE. */
  | (Declared & { readonly kind: 'grant'; readonly grant: Extract<CatalogChange<unknown>, { kind: 'grant' }> })
  /** Options for a procedure, without its body. */
  | (Declared & { readonly kind: 'options' })
  | (Declared & { readonly kind: 'index'; readonly index: Extract<CatalogChange<unknown>, { kind: 'create_index' }> })
  | (Declared & { readonly kind: 'comment'; readonly comment: Extract<CatalogChange<unknown>, { kind: 'comment' }> });

type TypedStatement = ProjectFile['checked']['typed']['statements'][number];

/** The objects that a checked file declares, in its order. */
export function declaredObjects({ checked, declared }: ProjectFile): readonly DeclaredObject[] {
  const { typed, file } = checked;
  const placeAt = placesIn(file.name, file.text);
  return typed.statements.flatMap((statement): readonly DeclaredObject[] => {
    if (statement.kind !== 'Ddl') return [];
    const { change, span } = statement;
    const place = placeAt(span.start);
    if (change.kind === 'define_routine') return routineOf(change.routine, declared.routines, place);
    const found = declaredBy(change);
    return found === null ? [] : [{ ...found, place, text: file.text.slice(span.start, span.end) } as DeclaredObject];
  });
}

function routineOf(
  id: string,
  routines: ProjectFile['declared']['routines'],
  place: DeclaredPlace,
): readonly DeclaredRoutine[] {
  const info = routines.find((each) => each.id === id);
  if (info === undefined) return [];
  return [{ key: id.toLowerCase(), kind: info.kind, name: shownRoutine(id), place, text: info.text, info }];
}

/** `string.shout`: receivers tell functions of one name apart. */
function shownRoutine(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

type WithoutPlace<T> = T extends unknown ? Omit<T, 'place' | 'text'> : never;

function declaredBy(change: Extract<TypedStatement, { kind: 'Ddl' }>['change']): WithoutPlace<DeclaredObject> | null {
  switch (change.kind) {
    case 'create_table':
      return tableOf(change);
    case 'create_view': {
      const { schema, name, text, fields } = change;
      const info = { schema, name, text, fields };
      return { key: objectKey('view', `${schema}.${name}`), kind: 'view', name: shownRelation(schema, name), info };
    }
    case 'define_struct': {
      const { name, fields, text } = change;
      return { key: objectKey('type', name), kind: 'type', name, info: { kind: 'struct', name, fields, text } };
    }
    case 'define_exception': {
      const { name, message, text } = change;
      return { key: objectKey('type', name), kind: 'type', name, info: { kind: 'exception', name, message, text } };
    }
    case 'define_automation': {
      const { object: kind, name, options, text } = change;
      return { key: objectKey(kind, name), kind, name, info: { kind, name, options, text } };
    }
    case 'create_schema':
      return { key: `schema:${change.name}`.toLowerCase(), kind: 'schema', name: change.name };
    case 'create_index':
      return { key: `index:${change.name}`.toLowerCase(), kind: 'index', name: change.name, index: change };
    case 'comment':
      return {
        key: `comment:${change.object}:${change.name}`.toLowerCase(),
        kind: 'comment',
        name: `${change.object} ${change.name}`,
        comment: change,
      };
    case 'create_role':
      return { key: `role:${change.name}`.toLowerCase(), kind: 'role', name: change.name, role: change };
    case 'grant': {
      const { grants, revoke } = change;
      const name = grants
        .map(({ privilege, name: on, role }) => `${privilege} on ${on} ${revoke ? 'from' : 'to'} ${role}`)
        .join(', ');
      return {
        key: `grant:${name}`.toLowerCase(),
        kind: 'grant',
        name: revoke ? `revoke ${name}` : name,
        grant: change,
      };
    }
    case 'set_options': {
      const name = shownRoutine(change.routine);
      return { key: `options:${name}`.toLowerCase(), kind: 'options', name };
    }
    default:
      return null;
  }
}

function tableOf(
  change: Extract<Extract<TypedStatement, { kind: 'Ddl' }>['change'], { kind: 'create_table' }>,
): Omit<DeclaredTable, 'place' | 'text'> {
  const { schema, name, temporary, as, materialized, constraints } = change;
  const queried = (as?.fields ?? []).map((field, i) => ({
    ...{ name: materialized?.names[i] ?? field.name, type: field.type, nullable: field.nullable },
    ...{ defaultText: null, comment: null },
  }));
  return {
    key: objectKey('table', `${schema}.${name}`),
    kind: materialized === undefined ? 'table' : 'materialized view',
    name: shownRelation(schema, name),
    schema,
    table: name,
    columns: change.columns.length > 0 ? change.columns : queried,
    constraints,
    queried: as !== null,
    temporary,
    materialized: materialized?.text ?? null,
  };
}

/** A relation as people write it: `main` goes without saying. */
export function shownRelation(schema: string, name: string): string {
  return schema.toLowerCase() === 'main' ? name : `${schema}.${name}`;
}

/** Gives the places of a text's offsets; declarations come mostly in order, so that each search begins where the last one ended. */
function placesIn(file: string, text: string): (offset: number) => DeclaredPlace {
  let [line, start, at] = [1, 0, 0];
  return (offset) => {
    if (offset < at) [line, start, at] = [1, 0, 0];
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++;
      start = at = next + 1;
    }
    return { file, line, column: offset - start + 1 };
  };
}

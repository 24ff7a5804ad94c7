import type { CatalogView, RoutineInfo } from '../../../../../compiler/contract/catalog-view.ts';
import { showDataType, type Field } from '../../../../../compiler/contract/data-type.ts';
import { SETTINGS } from '../../../../../compiler/contract/settings.ts';
import type { Signature } from '../../../../../compiler/contract/signature.ts';
import { showSlot } from '../../../../../compiler/contract/type.ts';
import { reservedWords, softWords } from '../../../../../compiler/index.ts';
import { assertNever } from '../../../../../compiler/source/assert-never.ts';
import type { Candidate } from '../../../../tui/language.ts';
import type { CompletionContext } from './complete.ts';
import type { ObjectKind, Place } from './place-of.ts';
import type { NamedSource } from './sources-in.ts';

const RESERVED: ReadonlySet<string> = new Set(reservedWords);
const BEGINNINGS = [
  ...[
    'select',
    'from',
    'with',
    'insert into',
    'update',
    'delete from',
    'upsert into',
    'merge into',
    'copy',
    'create',
    'drop',
  ],
  ...[
    'alter',
    'call',
    'let',
    'begin',
    'commit',
    'rollback',
    'show',
    'describe',
    'explain',
    'function',
    'type',
    'if',
    'for',
    'while',
  ],
  ...[
    'attach',
    'detach',
    'use',
    'set',
    'truncate',
    'refresh',
    'print',
    'try',
    'match',
    'return',
    'values',
    'upsert procedure',
  ],
];
const TYPES = [
  ...[
    'int',
    'bigint',
    'smallint',
    'tinyint',
    'float',
    'double',
    'decimal',
    'string',
    'boolean',
    'date',
    'time',
    'timestamp',
  ],
  ...['timestampz', 'interval', 'blob', 'json', 'uuid'],
];

/** All that may stand in a place, best first; `typed` decides how keywords are written. */
export function candidatesFor(
  place: Place,
  sources: readonly NamedSource[],
  context: CompletionContext,
  typed: string,
): readonly Candidate[] {
  const view = context.view?.view ?? null;
  switch (place.kind) {
    case 'nothing':
      return [];
    case 'statement':
      return keywords(BEGINNINGS, typed);
    case 'words':
      return keywords(place.words, typed);
    case 'setting':
      return Object.entries(SETTINGS).map(([text, detail]) => ({ text, kind: 'setting', detail }));
    case 'columns': {
      const given = new Set(place.given.map((name) => name.toLowerCase()));
      const fields = fieldsOf({ name: place.of, alias: null, isFile: false }, context);
      return fields
        .filter(({ name }) => !given.has(name.toLowerCase()))
        .map((field) => fieldCandidate(field, 'column'));
    }
    case 'relation':
      return [...locals(context, true), ...relations(view)];
    case 'object':
      return objects(view, place.what);
    case 'type':
      return [...TYPES.map((text) => ({ text, kind: 'type' })), ...objects(view, 'type')];
    case 'member':
      return place.inFrom ? inSchema(view, place.of) : members(place.of, sources, context);
    case 'argument':
      return [...argumentNames(place.routine, place.given, context), ...expressions(sources, context, typed)];
    case 'expression':
      return expressions(sources, context, typed);
    default:
      return assertNever(place);
  }
}

function expressions(sources: readonly NamedSource[], context: CompletionContext, typed: string): Candidate[] {
  const view = context.view?.view ?? null;
  const columns = sources.flatMap((source) => columnsOf(source, context));
  const names = sources.flatMap(({ name, alias, isFile }) => alias ?? (isFile ? [] : (name.at(-1) ?? [])));
  return [
    ...columns,
    ...names.map((text) => ({ text: quoted(text), kind: 'table' })),
    ...locals(context, false),
    ...(typed === '' ? [] : functions(context, typed)),
    // without anything typed the words of clauses would hide what the tables have
    ...(typed === '' && columns.length > 0 ? [] : keywords([...reservedWords, ...softWords], typed)),
    ...(typed === '' || columns.length > 0 ? [] : relations(view)),
  ];
}

/** Keywords in the case of what was typed. */
function keywords(words: readonly string[], typed: string): Candidate[] {
  const capitals = /^[A-Z]/.test(typed);
  return words.map((word) => ({ text: capitals ? word.toUpperCase() : word.toLowerCase(), kind: 'keyword' }));
}

function relations(view: CatalogView | null): Candidate[] {
  if (view === null) return [];
  const own = (schema: string): boolean => schema.toLowerCase() === view.currentSchema.toLowerCase();
  const named = (schema: string, name: string): string =>
    own(schema) ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
  const all = [
    ...view.tables.map(({ schema, name, columns, materialized }) => ({
      candidate: {
        text: named(schema, name),
        kind: materialized === undefined ? 'table' : 'view',
        detail: listed(columns),
      },
      own: own(schema),
    })),
    ...view.views.map(({ schema, name, fields }) => ({
      candidate: { text: named(schema, name), kind: 'view', detail: listed(fields) },
      own: own(schema),
    })),
  ];
  const routines = view.routines.filter(
    ({ signature }) => signature.result.type.kind === 'table' && signature.receiver === null,
  );
  return [
    ...all.filter((each) => each.own).map(({ candidate }) => candidate),
    ...routines.map(routineCandidate),
    ...all.filter((each) => !each.own).map(({ candidate }) => candidate),
    ...view.schemas.filter((schema) => !own(schema)).map((schema) => ({ text: quoted(schema), kind: 'schema' })),
  ];
}

function inSchema(view: CatalogView | null, [schema = '', ...deeper]: readonly string[]): Candidate[] {
  if (view === null || deeper.length > 0) return [];
  const inside = (each: { readonly schema: string }): boolean => each.schema.toLowerCase() === schema.toLowerCase();
  return [
    ...view.tables
      .filter(inside)
      .map(({ name, columns }) => ({ text: quoted(name), kind: 'table', detail: listed(columns) })),
    ...view.views
      .filter(inside)
      .map(({ name, fields }) => ({ text: quoted(name), kind: 'view', detail: listed(fields) })),
  ];
}

/** Columns of the table that an alias or name stands for; of a schema its tables. */
function members(
  of: readonly string[],
  sources: readonly NamedSource[],
  context: CompletionContext,
): readonly Candidate[] {
  const wanted = of.at(-1)!.toLowerCase();
  const source = sources.find(({ alias, name }) => (alias ?? name.at(-1) ?? '').toLowerCase() === wanted);
  if (source !== undefined) return columnsOf(source, context);
  const field = sources.flatMap((each) => fieldsOf(each, context)).find(({ name }) => name.toLowerCase() === wanted);
  if (field?.type.kind === 'struct') return field.type.fields.map((each) => fieldCandidate(each, 'field'));
  return inSchema(context.view?.view ?? null, of);
}

function columnsOf(source: NamedSource, context: CompletionContext): readonly Candidate[] {
  if (source.isFile) return context.fileColumns(source.name[0]!);
  return fieldsOf(source, context).map((field) => fieldCandidate(field, 'column'));
}

function fieldsOf({ name, isFile }: NamedSource, { view }: CompletionContext): readonly Field[] {
  if (view === null || isFile || name.length === 0) return [];
  const [last, schema = view.view.currentSchema] = [...name].reverse().map((part) => part.toLowerCase());
  const is = (each: { readonly schema: string; readonly name: string }): boolean =>
    each.name.toLowerCase() === last && each.schema.toLowerCase() === schema!.toLowerCase();
  const found = view.view.tables.find(is)?.columns ?? view.view.views.find(is)?.fields;
  if (found !== undefined) return found;
  const local = view.scope.find((each) => name.length === 1 && each.name.toLowerCase() === last);
  return local?.type.kind === 'table' ? (local.type.fields as readonly Field[]) : [];
}

/** A column or field as a candidate. */
export function fieldCandidate({ name, type, nullable }: Field, kind: string): Candidate {
  return { text: quoted(name), kind, detail: `${showDataType(type)}${nullable ? '' : ' not null'}` };
}

function locals({ view }: CompletionContext, tables: boolean): Candidate[] {
  return (view?.scope ?? [])
    .filter(({ name, type }) => /^[a-z_]/i.test(name) && (!tables || type.kind === 'table'))
    .map(({ name, type }) => ({ text: quoted(name), kind: 'local', detail: type.kind }));
}

function functions({ library, view }: CompletionContext, typed: string): Candidate[] {
  const wanted = typed.toLowerCase();
  const names = [...library.keys()]
    .filter((name) => name.startsWith(wanted) && !RESERVED.has(name.toUpperCase()))
    .sort();
  const stored = (view?.view.routines ?? []).filter(({ kind }) => kind === 'function').map(routineCandidate);
  return [
    ...stored,
    // signatures are read when their names are looked up: only those that may be shown
    ...names.slice(0, 50).map((name) => {
      const signature = library.get(name)?.[0]?.signature;
      return { text: name, kind: 'function', ...(signature === undefined ? {} : { detail: signatureText(signature) }) };
    }),
  ];
}

function routineCandidate({ kind, name, signature }: RoutineInfo): Candidate {
  return { text: quoted(name), kind, detail: signatureText(signature) };
}

function signatureText({ receiver, parameters, result }: Signature): string {
  const given = parameters.map(
    ({ name, slot, defaultText }) => `${name} ${showSlot(slot)}${defaultText === null ? '' : ` = ${defaultText}`}`,
  );
  return `${receiver === null ? '' : `${showSlot(receiver)}.`}(${given.join(', ')}) ${showSlot(result)}`;
}

/** Names of parameters that are not given yet. */
function argumentNames(routine: string, given: readonly string[], { view }: CompletionContext): Candidate[] {
  const wanted = routine.toLowerCase();
  const stored = view?.view.routines
    .filter(({ name }) => name.toLowerCase() === wanted)
    .map(({ signature }) => signature);
  const signatures = stored ?? [];
  const used = new Set(given.map((name) => name.toLowerCase()));
  return signatures.flatMap(({ parameters }) =>
    parameters
      .filter(({ name }) => !used.has(name.toLowerCase()))
      .map(({ name, slot, defaultText }) => ({
        text: `${quoted(name)}: `,
        kind: 'argument',
        detail: `${showSlot(slot)}${defaultText === null ? '' : ` = ${defaultText}`}`,
      })),
  );
}

function objects(view: CatalogView | null, what: ObjectKind): Candidate[] {
  if (view === null) return [];
  switch (what) {
    case 'procedure':
    case 'function':
      return view.routines.filter(({ kind }) => kind === what).map(routineCandidate);
    case 'trigger':
    case 'schedule':
    case 'pipeline':
      return view.automation
        .filter(({ kind }) => kind === what)
        .map(({ name }) => ({ text: quoted(name), kind: what }));
    case 'table':
    case 'view':
      return relations(view).filter(({ kind }) => kind === what);
    case 'type':
      return view.types.map(({ name, kind }) => ({ text: quoted(name), kind }));
    case 'schema':
      return view.schemas.map((name) => ({ text: quoted(name), kind: 'schema' }));
    default:
      return assertNever(what);
  }
}

function listed(fields: readonly { readonly name: string }[]): string {
  return fields.map(({ name }) => name).join(', ');
}

/** A name as it is written in a statement. */
function quoted(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toUpperCase())
    ? name
    : `\`${name.replaceAll('`', '``')}\``;
}

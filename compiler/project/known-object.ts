import type {
  AutomationInfo,
  CatalogView,
  FileInfo,
  RoutineInfo,
  TableInfo,
  TypeInfo,
  ViewInfo,
} from '../contract/catalog-view.ts';
import { hasOpenParameters } from '../contract/signature.ts';
import { lazy } from '../source/lazy.ts';
import type { Declared } from './declared-view.ts';
import { hashText } from './hash-text.ts';
import { wordsIn } from './words-in.ts';

type Info =
  | { readonly kind: 'table'; readonly info: TableInfo }
  | { readonly kind: 'view'; readonly info: ViewInfo }
  | { readonly kind: 'routine'; readonly info: RoutineInfo }
  | { readonly kind: 'type'; readonly info: TypeInfo }
  | { readonly kind: 'automation'; readonly info: AutomationInfo }
  | { readonly kind: 'file'; readonly info: FileInfo };

/** An object of a catalog view with what a check that may use it needs to know. */
export type KnownObject = Info & {
  /** The word, in lower case, that a text must hold to mean the object. */
  readonly word: string;
  /** Objects of one identity are one object: what is declared later hides what is known before. */
  readonly identity: string;
  /** A hash of all that the check of its users depends on: not the body of a routine, unless calls are typed by it. */
  readonly shape: () => string;
  /** A hash of everything. */
  readonly whole: () => string;
  /** The words of its texts and types: a check that uses the object may come upon what they mean. */
  readonly reaches: () => Iterable<string>;
  /** The words in the options of a procedure, by which triggers, schedules and pipelines find it. */
  readonly options: Iterable<string>;
};

/** The objects of a view, or of what a file declares, in their order. */
export function knownObjects(
  view: Omit<Declared, 'roles' | 'grants'> & Partial<Pick<CatalogView, 'files'>>,
): KnownObject[] {
  return [
    ...view.tables.map((info) => known({ kind: 'table', info }, info.name, `${info.schema}.${info.name}`)),
    ...view.views.map((info) => known({ kind: 'view', info }, info.name, `${info.schema}.${info.name}`)),
    ...view.routines.map((info) => known({ kind: 'routine', info }, info.name, info.id)),
    ...view.types.map((info) => known({ kind: 'type', info }, info.name, info.name)),
    ...view.automation.map((info) => known({ kind: 'automation', info }, info.name, `${info.kind} ${info.name}`)),
    ...(view.files ?? []).map((info) => known({ kind: 'file', info }, wordOfPath(info.path), info.path)),
  ];
}

function known(object: Info, word: string, identity: string): KnownObject {
  const whole = lazy(() => hashText(JSON.stringify(object.info)));
  const options = object.kind === 'routine' ? Object.keys(object.info.options ?? {}).length > 0 : false;
  return {
    ...object,
    word: word.toLowerCase(),
    // The path of a file is the only name in which case counts.
    identity: `${object.kind} ${object.kind === 'file' ? identity : identity.toLowerCase()}`,
    whole,
    shape: hasHiddenBody(object)
      ? lazy(() => hashText(JSON.stringify({ ...object.info, text: '', fingerprint: '' })))
      : whole,
    reaches: lazy(() => wordsIn(textsOf(object))),
    options: options && object.kind === 'routine' ? wordsIn(JSON.stringify(object.info.options)) : [],
  };
}

function hasHiddenBody(object: Info): boolean {
  return object.kind === 'routine' && !(object.info.kind === 'function' && hasOpenParameters(object.info.signature));
}

/** What of an object is bound again where it is used, and the types and options that are looked up then. */
function textsOf(object: Info): string {
  switch (object.kind) {
    case 'table': {
      const { checks, columns } = object.info;
      const types = columns.flatMap(({ type }) => (typeof type === 'object' ? [type] : []));
      return JSON.stringify([types, checks, columns.map(({ defaultText }) => defaultText)]);
    }
    case 'view':
      return `${object.info.text} ${JSON.stringify(object.info.fields)}`;
    case 'routine': {
      const { text, options } = object.info;
      const { receiver, parameters, result, declaredRaises, effects } = object.info.signature;
      const types = JSON.stringify([receiver, parameters, result, declaredRaises, effects.raises, options]);
      return hasHiddenBody(object) ? types : `${types} ${text}`;
    }
    case 'type':
      return object.info.kind === 'struct' ? JSON.stringify(object.info.fields) : '';
    case 'automation':
      return JSON.stringify(object.info.options);
    case 'file':
      return '';
  }
}

/** The longest word of a path: it is in every text that names the file. */
function wordOfPath(path: string): string {
  return [...wordsIn(path)].reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

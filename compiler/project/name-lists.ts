import type { CatalogView } from '../contract/catalog-view.ts';
import type { KnownName, NameKind } from '../ir/check-context.ts';
import { lazy } from '../source/lazy.ts';
import type { Declaration } from './declarations.ts';
import { hashText } from './hash-text.ts';

/** The names of one kind that a project and its surroundings hold, with a hash that tells them from others. */
export interface NameList {
  readonly names: readonly KnownName[];
  readonly hash: string;
}

/** Name lists, made when a check first needs one for a suggestion. */
export type NameLists = (kind: NameKind) => NameList;

export function nameLists(view: CatalogView, declarations: () => readonly Declaration[]): NameLists {
  const declared = lazy(() => Map.groupBy(declarations(), ({ kind }) => KINDS[kind]));
  const made = new Map<NameKind, NameList>();
  const make = (kind: NameKind): NameList => {
    const own = (declared().get(kind) ?? []).map(({ schema, name }): KnownName => ({
      schema: hasSchema(kind) ? (schema ?? view.currentSchema) : '',
      name: name.text,
    }));
    const names = [...namesOf(view, kind), ...own];
    const texts = names.map(({ schema, name }) => `${schema}.${name}`).sort();
    return { names, hash: hashText(texts.join('\0')) };
  };
  return (kind) => {
    const list = made.get(kind) ?? make(kind);
    made.set(kind, list);
    return list;
  };
}

const KINDS: Readonly<Record<Declaration['kind'], NameKind>> = {
  function: 'routine',
  procedure: 'routine',
  table: 'table',
  view: 'view',
  struct: 'type',
  exception: 'type',
  trigger: 'trigger',
  schedule: 'schedule',
  pipeline: 'pipeline',
};

function hasSchema(kind: NameKind): boolean {
  return kind === 'table' || kind === 'view';
}

function namesOf(view: CatalogView, kind: NameKind): readonly KnownName[] {
  switch (kind) {
    case 'table':
      return view.tables;
    case 'view':
      return view.views;
    case 'routine':
      return view.routines.map(({ name }) => ({ schema: '', name }));
    case 'type':
      return view.types.map(({ name }) => ({ schema: '', name }));
    case 'trigger':
    case 'schedule':
    case 'pipeline':
      return view.automation.flatMap((info) => (info.kind === kind ? [{ schema: '', name: info.name }] : []));
  }
}

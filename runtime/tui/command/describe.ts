import type { CatalogView } from '../../../compiler/contract/catalog-view.ts';
import { suggest } from '../../../compiler/contract/suggest.ts';
import type { CommandName } from './commands.ts';

/** The statements behind commands that list. */
export const LISTINGS: Readonly<Partial<Record<CommandName, string>>> = {
  ...{ d: 'show tables', dt: 'show tables', dv: 'show views', df: 'show functions', dp: 'show procedures' },
  ...{ dy: 'show types', ds: 'show schedules', dtr: 'show triggers', dpl: 'show pipelines' },
  ...{ dn: 'show schemas', l: 'show databases' },
};

/** What tells about an object: a statement to run, its own text, or that there is none. */
export type Description =
  | { readonly kind: 'statement'; readonly text: string }
  | { readonly kind: 'source'; readonly text: string }
  | { readonly kind: 'nothing'; readonly message: string };

/** Finds what an object of a name is. Relations go first; several things may share a name. */
export function describe(name: string, view: CatalogView): readonly Description[] {
  const wanted = name.replaceAll('`', '').toLowerCase();
  const [last, schema = view.currentSchema.toLowerCase()] = wanted.split('.').reverse();
  const isWanted = (each: { readonly schema: string; readonly name: string }): boolean =>
    each.name.toLowerCase() === last && each.schema.toLowerCase() === schema;
  const table = view.tables.find(isWanted);
  const stored = view.views.find(isWanted);
  const named = [...view.routines, ...view.types, ...view.automation].filter(
    (each) => each.name.toLowerCase() === wanted,
  );
  const found: Description[] = [
    ...(table === undefined && stored === undefined
      ? []
      : [{ kind: 'statement', text: `describe ${path(name)}` } as const]),
    ...(stored === undefined ? [] : [{ kind: 'source', text: stored.text } as const]),
    ...named.map(({ text }) => ({ kind: 'source', text }) as const),
  ];
  if (found.length > 0) return found;
  const all = [...view.tables, ...view.views, ...view.routines, ...view.types, ...view.automation].map(
    (each) => each.name,
  );
  const near = suggest(last!, all);
  return [{ kind: 'nothing', message: `there is no '${name}'${near === undefined ? '' : `; did you mean ${near}?`}` }];
}

function path(name: string): string {
  return name
    .split('.')
    .map((part) => (/^[A-Za-z_]\w*$/.test(part) ? part : `\`${part.replaceAll('`', '')}\``))
    .join('.');
}

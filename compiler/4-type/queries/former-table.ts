import type { FormerTable, TableInfo } from '../../contract/catalog-view.ts';
import type { Meaning } from '../../ir/bound.ts';
import type { Relation, Source } from '../../ir/syntax-source.ts';
import { writtenMoment } from '../../ir/written-moment.ts';
import { markDynamic, meaningOf, report, type Env } from '../checker.ts';
import { requireOwner, requireTableRight } from '../rights/require-right.ts';
import type { FoundLeaf, LeafPlace } from './leaf.ts';
import { leafOf } from './leaf.ts';
import { asOfTime } from './time-travel.ts';

/**
 * A table AS OF a moment that is written down, with the columns and keys that it had then; `null` where the catalog view does not tell of it: the table's
 * present columns stand for those that it had, and run time compares the two.
 */
export function formerSource(env: Env, { relation, travel }: Source, place: LeafPlace): FoundLeaf | null {
  if (travel?.kind !== 'AsOf') return null;
  const moment = writtenMoment(travel.time);
  const wanted = moment === null ? null : nameOf(env, relation);
  if (moment === null || wanted === null) return null;
  const { former } = env.checker.context.view;
  const known = former?.find((each) => each.moment === moment.key && isNamed(each, wanted));
  if (known === undefined) return former === undefined ? missing(env, relation, place) : null;
  const { table } = known;
  const asOf = asOfTime(env, travel);
  requireFormerRight(env, table, place);
  env.frame.sites.reads.add(`${wanted.schema}.${wanted.name}`);
  const columns = table.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
  const names = columns.map(({ name }) => name);
  const name = `${wanted.schema}.${wanted.name}`;
  return {
    leaf: { kind: 'TableSource', ...leafOf(place), fields: columns, table: table.id, name, asOf, names },
    columns,
    dynamic: false,
    name: wanted.name,
    key: table.keys.find((key) => key.primary)?.columns ?? null,
    keys: table.keys.map((key) => key.columns),
    table: wanted.name,
  };
}

interface Wanted {
  readonly schema: string;
  readonly name: string;
}

function isNamed({ schema, name }: FormerTable, wanted: Wanted): boolean {
  return schema.toLowerCase() === wanted.schema.toLowerCase() && name.toLowerCase() === wanted.name.toLowerCase();
}

/** What a source names, as far as it may have been a table of the lake. */
function nameOf(env: Env, relation: Relation): Wanted | null {
  if (relation.kind !== 'TableName' && relation.kind !== 'Interpolation') return null;
  const node = relation.kind === 'TableName' ? relation.name : relation;
  const meaning =
    meaningOf(env, node) ?? (relation.kind === 'Interpolation' ? meaningOf(env, relation.name) : undefined);
  const named = relationOf(meaning);
  if (named !== null) return named;
  if (meaning?.kind !== 'unknown_table' || node.kind !== 'Name') return null;
  const [name = '', schema] = node.parts.map(({ text }) => text).reverse();
  return { name, schema: schema ?? ownSchema(env) };
}

function relationOf(meaning: Meaning | undefined): Wanted | null {
  if (meaning?.kind !== 'relation') return null;
  const { relation } = meaning;
  const { schema, name } =
    relation.kind === 'table' ? relation.table : relation.kind === 'view' ? relation.view : relation;
  return { schema, name };
}

/** What is stored was written for the main schema, whatever the session uses. */
function ownSchema({ checker }: Env): string {
  return checker.text === checker.bound.file.text ? checker.schema : 'main';
}

/** Rights are those of now: on the table as it is named today. What is no more is the owner's. */
function requireFormerRight(env: Env, former: TableInfo, place: LeafPlace): void {
  const now = env.checker.context.view.tables.find(({ id }) => id === former.id);
  if (now === undefined) requireOwner(env, 'read tables that are no more', place.span);
  else requireTableRight(env, 'select', now, place.span);
}

/** Only the lake can tell what a table was that is not there today. */
function missing(env: Env, relation: Relation, place: LeafPlace): FoundLeaf | null {
  if (relation.kind !== 'TableName' || meaningOf(env, relation.name)?.kind !== 'unknown_table') return null;
  const name = relation.name.parts.at(-1)?.text ?? '';
  report(env, 'PLG1301', { name, nearest: undefined, isDropped: false }, place.span, { severity: 'warning' });
  markDynamic(env);
  env.frame.sites.reads.add('dynamic');
  return { leaf: null, columns: [], dynamic: true, name };
}

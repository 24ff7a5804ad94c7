import { checkNamedSecrets } from '../definitions/secret.ts';
import type { IntType } from '../../contract/data-type.ts';
import { tableOf, type Column } from '../../contract/type.ts';
import { changesCall } from '../../ir/changes-call.ts';
import type { Relation, Source } from '../../ir/syntax-source.ts';
import type { TypedLeaf } from '../../ir/typed-query.ts';
import { assertNever } from '../../source/assert-never.ts';
import { meaningOf, newSource, report, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { formerSource } from './former-table.ts';
import { functionSource } from './function-source.ts';
import { listSource, localSource } from './local-source.ts';
import { plainQuery, plainSelect } from './plain-query.ts';
import { EMPTY_SCOPE, type ScopeSource } from './query-scope.ts';
import { checkQuery } from './query.ts';
import { fileSource, relationSource } from './relation-source.ts';
import { checkSample } from './sample.ts';
import { changesSince, travelled } from './time-travel.ts';
import { checkSource, type CheckedSource } from './sources.ts';
import { checkValues } from './values.ts';

/** A leaf before its alias: `leaf` is `null` when only run time knows it or a mistake was reported. */
export interface FoundLeaf {
  readonly leaf: TypedLeaf | null;
  readonly columns: readonly Column[];
  readonly dynamic: boolean;
  readonly name: string | null;
  readonly key?: readonly number[] | null;
  readonly keys?: readonly (readonly number[])[];
  readonly table?: string | null;
  readonly wrong?: boolean;
  readonly synonyms?: ReadonlyMap<string, number>;
  /** May have had other columns at the snapshot that it is read at, which is not known here. */
  readonly former?: boolean;
}

/** What a leaf is made for: its id, and the text it came from. */
export interface LeafPlace {
  readonly id: number;
  readonly span: Source['span'];
  readonly alias: string | null;
}

/** One relation in FROM, with its alias, column names and time travel. */
export function checkLeaf(env: Env, node: Source, before: CheckedSource): CheckedSource {
  const id = newSource(env);
  const place: LeafPlace = { id, span: node.span, alias: node.alias?.text ?? null };
  checkNamedSecrets(env, node.secrets);
  const found =
    formerSource(env, node, place) ?? travelled(env, node.travel, findLeaf(env, node, node.relation, place, before));
  const { leaf } = found;
  const columns = renamed(env, node, found);
  const sample = node.sample === undefined ? null : checkSample(env, node.sample);
  const source: ScopeSource = {
    id,
    name: node.alias?.text ?? found.name,
    columns,
    dynamic: found.dynamic,
    ...(found.former === true ? { former: true } : {}),
    ...(found.synonyms === undefined ? {} : { synonyms: found.synonyms }),
    key: found.key ?? null,
    keys: found.keys ?? [],
    table: found.table ?? null,
    hidden: null,
    merged: new Set(),
  };
  const typed: TypedLeaf =
    leaf === null
      ? emptyLeaf(place)
      : {
          ...leaf,
          ...(leaf.kind === 'FileSource' && node.secrets.length > 0
            ? { secrets: node.secrets.map(({ text }) => text) }
            : {}),
          ...(sample === null ? {} : { sample }),
          fields: leaf.fields.map((field, i) => ({ ...field, name: columns[i]?.name ?? field.name })),
        };
  return { source: typed, sources: [source], mergedColumns: [], facts: [], wrong: found.wrong === true };
}

/** Stands for a source of a statement that is not run as it is: wrong, or typed again at run time. */
function emptyLeaf({ id, span, alias }: LeafPlace): TypedLeaf {
  return { kind: 'CteSource', id, alias, fields: [], span, cte: -1 };
}

function findLeaf(env: Env, node: Source, relation: Relation, place: LeafPlace, before: CheckedSource): FoundLeaf {
  const lateral = node.lateral || relation.kind === 'UnnestSource' || relation.kind === 'FunctionSource';
  const inside: Env = lateral
    ? {
        ...env,
        query: { ...EMPTY_SCOPE, sources: before.sources, mergedColumns: before.mergedColumns, parent: env.query },
      }
    : env;
  switch (relation.kind) {
    case 'TableName':
      return relationSource(env, relation.name, meaningOf(env, relation.name), place);
    case 'Interpolation': {
      const meaning = meaningOf(env, relation) ?? meaningOf(env, relation.name);
      return meaning?.kind === 'local'
        ? localSource(env, meaning.local, relation.span, place)
        : relationSource(env, relation, meaning, place);
    }
    case 'FileSource':
      return fileSource(env, relation.path.value, relation.path.span, place);
    case 'SubquerySource': {
      const outer = node.lateral ? inside : env.query === null ? { ...env, query: EMPTY_SCOPE } : env;
      const { query, columns, dynamic, wrong } = checkQuery(outer, relation.query);
      return {
        leaf: { kind: 'QuerySource', ...leafOf(place), fields: query.fields, query, lateral: node.lateral },
        columns,
        dynamic,
        name: null,
        wrong,
      };
    }
    case 'Values': {
      const { body, columns, wrong } = checkValues(env, relation);
      const fields = body.kind === 'Values' ? body.fields : [];
      const query = plainQuery(body, tableOf(columns), fields, relation.span);
      return {
        leaf: { kind: 'QuerySource', ...leafOf(place), fields, query, lateral: false },
        columns,
        dynamic: false,
        name: null,
        wrong,
      };
    }
    case 'ListLiteral':
      return listSource(env, check(inside, relation, null), place, null);
    case 'UnnestSource': {
      const [list] = relation.lists;
      if (relation.lists.length > 1)
        report(env, 'PLG1014', { what: 'more than one list', place: 'in UNNEST: use `zip`' }, relation.span);
      return listSource(env, check(inside, list!, null), place, 'unnest');
    }
    case 'FunctionSource': {
      const changes = changesCall(relation);
      const meaning = changes === null ? undefined : meaningOf(env, relation.name);
      return changes === null || meaning === undefined || meaning.kind === 'callable'
        ? functionSource(inside, relation, place)
        : changesSince(env, changes, relationSource(env, changes.table, meaning, place), relation.span);
    }
    case 'NestedSource': {
      const { source, sources, wrong } = checkSource(env, relation.source, before);
      return nestedSource(source, sources, place, wrong);
    }
    default:
      return assertNever(relation);
  }
}

/** `(a join b on …) as x`: the joined rows under one name. */
function nestedSource(
  source: CheckedSource['source'],
  sources: readonly ScopeSource[],
  place: LeafPlace,
  wrong: boolean,
): FoundLeaf {
  const columns = sources.flatMap((each) => (each.hidden === null ? each.columns : []));
  const items = sources.flatMap((each) =>
    each.hidden !== null
      ? []
      : each.columns.map((column, i) => ({
          name: column.name,
          value: {
            kind: 'Column' as const,
            source: each.id,
            column: i,
            name: column.name,
            span: place.span,
            slot: { type: column.type, nullable: column.nullable },
          },
        })),
  );
  const fields = columns.map(({ name, type, nullable }) => ({ name, type: type as IntType, nullable }));
  const query = plainQuery(plainSelect(source, items, place.span), tableOf(columns), fields, place.span);
  return {
    leaf: { kind: 'QuerySource', ...leafOf(place), fields, query, lateral: false },
    columns,
    dynamic: sources.some((each) => each.dynamic),
    name: null,
    wrong,
  };
}

export function leafOf({ id, span, alias }: LeafPlace): {
  readonly id: number;
  readonly span: LeafPlace['span'];
  readonly alias: string | null;
} {
  return { id, span, alias };
}

/** `t(a, b)`: names for the columns from the left. */
function renamed(env: Env, node: Source, { columns, dynamic }: FoundLeaf): readonly Column[] {
  if (node.columns.length > columns.length && !dynamic)
    report(
      env,
      'PLG1329',
      { name: node.alias?.text ?? '', given: node.columns.length, needed: columns.length },
      node.span,
    );
  return columns.map((column, i) => ({ ...column, name: node.columns[i]?.text ?? column.name }));
}

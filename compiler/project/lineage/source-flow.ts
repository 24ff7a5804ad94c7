import type { TypedLeaf, TypedSource } from '../../ir/typed-query.ts';
import { assertNever } from '../../source/assert-never.ts';
import { callFlow } from './call-flow.ts';
import { expressionFlow } from './expression-flow.ts';
import { columnOf, everything, flowFrom, folded, joinAll, NOTHING, union, type Flow } from './flow.ts';
import { originOf, partsOf, type Origin } from './origin.ts';
import { queryFlow } from './query-flow.ts';
import { note } from './summary.ts';
import { openRelation, type Walk } from './walk.ts';

/** Makes the columns of sources known; gives what decides about their rows. */
export function sourceFlow(walk: Walk, source: TypedSource): ReadonlySet<Origin> {
  if (source.kind !== 'JoinSource') return leafFlow(walk, source);
  const left = sourceFlow(walk, source.left);
  const right = sourceFlow(walk, source.right);
  const on = source.on === null ? NOTHING : expressionFlow(walk, source.on);
  return union(left, right, everything(on));
}

function leafFlow(walk: Walk, leaf: TypedLeaf): ReadonlySet<Origin> {
  const names = leaf.fields.map((field) => field.name);
  const open = (table: Flow): ReadonlySet<Origin> => {
    walk.sources.set(
      leaf.id,
      names.map((name, i) => columnOf(table, i, name)),
    );
    return table.influences;
  };
  switch (leaf.kind) {
    case 'TableSource':
      note(walk.summary.reads, leaf.name, null);
      openRelation(walk, leaf.id, leaf.name, names);
      return new Set(
        [leaf.asOf, leaf.since?.low, leaf.since?.high].flatMap((time) =>
          time == null ? [] : [...everything(expressionFlow(walk, time))],
        ),
      );
    case 'QuerySource':
      if (leaf.view === undefined) return open(queryFlow(walk, leaf.query));
      // The view's own columns come from where its declaration says.
      note(walk.summary.reads, leaf.view, null);
      openRelation(walk, leaf.id, leaf.view, names);
      return new Set();
    case 'CteSource':
      return open(walk.ctes.get(leaf.cte) ?? NOTHING);
    case 'FileSource':
      walk.sources.set(leaf.id, fileColumns(walk, folded(expressionFlow(walk, leaf.path)), names));
      return new Set();
    case 'LocalSource':
      return open(walk.locals.get(leaf.local) ?? NOTHING);
    case 'ValueSource':
      return open(expressionFlow(walk, leaf.value));
    case 'ListSource': {
      const list = expressionFlow(walk, leaf.list);
      walk.sources.set(leaf.id, [{ ...list, influences: new Set() }, NOTHING]);
      return list.influences;
    }
    case 'FunctionSource': {
      const args = leaf.args.map((arg) => expressionFlow(walk, arg));
      if (leaf.routine) return open(callFlow(walk, leaf.function, args, false, leaf.span));
      const all = folded(joinAll(args));
      walk.sources.set(
        leaf.id,
        names.map(() => all),
      );
      return all.influences;
    }
    default:
      return assertNever(leaf);
  }
}

/** Columns of the file that a constant path names; of one that only run time knows, whatever the path comes from. */
export function fileColumns(walk: Walk, path: Flow, names: readonly string[]): readonly Flow[] {
  const paths = [...path.values].map(partsOf).filter(({ kind }) => kind === 'text');
  for (const { column } of paths) for (const name of names) note(walk.summary.reads, `'${column}'`, name);
  return names.map((name) =>
    joinAll([
      ...paths.map(({ column }) => flowFrom(originOf({ kind: 'file', relation: column, column: name.toLowerCase() }))),
      { ...path, values: new Set([...path.values].filter((each) => partsOf(each).kind !== 'text')) },
    ]),
  );
}

import type { TableInfo } from '../../contract/catalog-view.ts';
import type { BoundRelation } from '../../ir/bound.ts';
import type { Checker, Env, Frame } from '../checker.ts';
import { noSites } from '../effects/sites.ts';
import { openTracker } from '../queries/tracker.ts';

/*
 * Tables that a routine makes or alters exist so at run time only, and its statements over them are typed there. What such a statement gets wrong is found all the same: where the
 * table was made for sure, by a statement before it in the same or an outer block, the statement is rehearsed over the columns that the table has.
 */

/** Notes the columns that a table has from here on in a routine. */
export function noteStanding({ frame }: Env, table: TableInfo): void {
  if (frame.kind !== 'top') frame.standing.set(keyOf(table.schema, table.name), table);
}

/** Notes that only run time knows from here on whether the table is there, and its columns. */
export function forgetStanding({ frame }: Env, schema: string, name: string): void {
  if (frame.kind !== 'top') frame.standing.set(keyOf(schema, name), null);
}

/** Runs the check of a block: what was made and altered in it may have been so behind it. */
export function withinBlock<T>({ standing }: Frame, run: () => T): T {
  const before = new Map(standing);
  const result = run();
  for (const [key, table] of standing) if (before.get(key) !== table) standing.set(key, null);
  return result;
}

/**
 * What a name of a table stands for in a routine: the table, while a statement over one that the routine made is rehearsed; `dynamic` where only run time knows it; `null` for
 * tables that the routine lets be.
 */
export function standingTable({ checker, frame }: Env, relation: BoundRelation): TableInfo | 'dynamic' | null {
  const { schema, name } =
    relation.kind === 'declared' ? relation : relation.kind === 'table' ? relation.table : relation.view;
  const table = frame.standing.get(keyOf(schema, name));
  if (table === undefined) return relation.kind === 'declared' && relation.inRoutine ? 'dynamic' : null;
  if (table === null) return 'dynamic';
  if (checker.rehearsing) return table;
  checker.reachesStanding = true;
  return 'dynamic';
}

/** The columns of a table that the routine has made or altered; `undefined` where it has not. */
export function standingShape({ frame }: Env, schema: string, name: string): TableInfo | null | undefined {
  return frame.standing.get(keyOf(schema, name));
}

/** Runs a check, and once more over tables that the routine made where it reaches some, for the findings alone. */
export function rehearsed<T>(env: Env, run: (env: Env) => T): T {
  const { checker, frame } = env;
  if (frame.standing.size === 0 || checker.rehearsing || checker.silent > 0) return run(env);
  const reachedBefore = checker.reachesStanding;
  checker.reachesStanding = false;
  const result = run(env);
  if (checker.reachesStanding) rehearse(env, run);
  checker.reachesStanding ||= reachedBefore;
  return result;
}

function rehearse(env: Env, run: (env: Env) => unknown): void {
  const { checker, frame } = env;
  const known = checker.diagnostics.length;
  const copy: Frame = {
    ...frame,
    locals: [...frame.locals],
    typed: new Map(frame.typed),
    sites: noSites(),
    returned: [],
    assignments: [],
    inference: null,
  };
  checker.rehearsing = true;
  try {
    run({ ...env, frame: copy, tracker: openTracker(frame.locals.length, null) });
  } finally {
    checker.rehearsing = false;
  }
  keepNew(checker, known);
}

/** Drops those of the latest findings that were made before. */
function keepNew({ diagnostics }: Checker, known: number): void {
  const found = diagnostics.splice(known);
  const before = new Set(diagnostics.map(({ code, span }) => `${code} ${span.start}`));
  diagnostics.push(...found.filter(({ code, span }) => !before.has(`${code} ${span.start}`)));
}

function keyOf(schema: string, name: string): string {
  return `${schema}.${name}`.toLowerCase();
}

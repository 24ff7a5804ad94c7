import type { CreateTable, CreateView } from '../../ir/syntax-definition.ts';
import type { Statement } from '../../ir/syntax-statement.ts';
import { report, type Env } from '../checker.ts';

/** Kinds of objects that share their names. */
export type Relation = 'table' | 'view';

/**
 * In a script a table or view that is there already is a mistake; elsewhere it may come to be before the statement runs.
 * Only statements of the top level count: those in blocks may not run, or be tried, or ask before whether it is there.
 */
export function warnOfTaken(env: Env, node: CreateTable | CreateView, schema: string, name: string): void {
  const { made, dropped, silent, context } = env.checker;
  if (node.ifNotExists || context.mode === 'project' || !standsAlone(env, node)) return;
  const key = keyOf(schema, name);
  const before = made.get(key);
  const taken = before ?? inLake(env, key);
  if (silent === 0) made.set(key, node.kind === 'CreateView' && !node.materialized ? 'view' : 'table');
  if (taken === undefined || dropped.has(key)) return;
  const making = node.kind === 'CreateView' ? 'view' : 'table';
  if (node.orReplace && (making === 'table' || taken === 'view')) return;
  report(env, 'PLG1104', { kind: taken, name, scope: before ? undefined : 'lake', making }, node.name.span);
}

/** What follows may use the old name of a table again, and no longer the new one. */
export function noteRenamed(env: Env, schema: string, from: string, to: string): void {
  const { made, dropped, silent } = env.checker;
  if (silent > 0) return;
  made.delete(keyOf(schema, from));
  dropped.add(keyOf(schema, from));
  if (env.frame.kind === 'top') made.delete(keyOf(schema, to));
}

/** After a ROLLBACK only the lake tells what is there. */
export function noteRolledBack(env: Env): void {
  if (env.checker.silent === 0) env.checker.made.clear();
}

function inLake({ checker }: Env, key: string): Relation | undefined {
  const { tables, views } = checker.context.view;
  const isIt = (each: { readonly schema: string; readonly name: string }): boolean =>
    keyOf(each.schema, each.name) === key;
  if (tables.some(isIt)) return 'table';
  return views.some(isIt) ? 'view' : undefined;
}

function standsAlone({ frame, checker }: Env, node: CreateTable | CreateView): boolean {
  if (frame.kind !== 'top') return false;
  const { start, end } = node.span;
  return checker.bound.program.statements.some((each: Statement) => each.span.start === start && each.span.end === end);
}

function keyOf(schema: string, name: string): string {
  return `${schema}.${name}`.toLowerCase();
}

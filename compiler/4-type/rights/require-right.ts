import { hasGrant, type GrantObject, type Privilege } from '../../contract/access.ts';
import type { RoutineInfo, TableInfo } from '../../contract/catalog-view.ts';
import type { Effects } from '../../contract/signature.ts';
import type { Span } from '../../contract/span.ts';
import { report, type Env } from '../checker.ts';

/** PLG1804: the role that statements are checked for needs a right on an object. The owner has all. Says whether the right is there. */
export function requireRight(env: Env, privilege: Privilege, object: GrantObject, name: string, span: Span): boolean {
  const role = checkedRole(env);
  const grants = env.checker.context.view.access?.grants ?? [];
  if (role === null || hasGrant(grants, { role, privilege, object, name })) return true;
  report(env, 'PLG1804', { role, privilege, object, name }, span);
  return false;
}

/** As `requireRight`, for a table, or for the view whose rows a table keeps. One that the checked text itself makes is its maker's. */
export function requireTableRight(env: Env, privilege: Privilege, table: TableInfo, span: Span): boolean {
  const { schema, name, materialized } = table;
  if (checkedRole(env) === null || !isStored(env, table)) return true;
  return requireRight(env, privilege, materialized === undefined ? 'table' : 'view', `${schema}.${name}`, span);
}

/** PLG1805: what no right can be given for is left to the owner. */
export function requireOwner(env: Env, what: string, span: Span): boolean {
  const role = checkedRole(env);
  if (role === null) return true;
  report(env, 'PLG1805', { role, what }, span);
  return false;
}

function isStored({ checker }: Env, { schema, name }: TableInfo): boolean {
  const known = `${schema}.${name}`.toLowerCase();
  return checker.context.view.tables.some((each) => `${each.schema}.${each.name}`.toLowerCase() === known);
}

/**
 * The right to call a stored routine. One with the rights of its definer needs no more; one with those of its invoker needs what all of its code does:
 * to read what it reads, and to insert, update and delete where it writes. Tables that strings name are looked at when it runs.
 */
export function requireCallRight(env: Env, routine: RoutineInfo, span: Span): boolean {
  if (!requireRight(env, 'execute', routine.kind, routine.name, span)) return false;
  return routine.options?.['rights'] !== 'invoker' || requireEffects(env, routine.signature.effects, span);
}

function requireEffects(env: Env, { reads, writes }: Effects, span: Span): boolean {
  const isNamed = (name: string): boolean => name !== 'dynamic';
  const kindOf = (name: string): GrantObject =>
    env.checker.context.view.tables.some(
      (table) =>
        table.materialized === undefined && `${table.schema}.${table.name}`.toLowerCase() === name.toLowerCase(),
    )
      ? 'table'
      : 'view';
  return (
    [...reads].filter(isNamed).every((name) => requireRight(env, 'select', kindOf(name), name, span)) &&
    [...writes]
      .filter(isNamed)
      .every((name) => CHANGES.every((privilege) => requireRight(env, privilege, 'table', name, span)))
  );
}

const CHANGES: readonly Privilege[] = ['insert', 'update', 'delete'];

/** The role whose rights count here. What a stored view or function does counts as its owner's. */
function checkedRole({ checker }: Env): string | null {
  const isOwners = checker.inTemplate || checker.text !== checker.bound.file.text;
  return isOwners ? null : (checker.context.view.access?.role ?? null);
}

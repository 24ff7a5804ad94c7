import type { BoundLocal } from '../ir/bound.ts';
import type { CommonTable } from '../ir/syntax-query.ts';
import type { OpenLocal } from './binder.ts';

/**
 * One lexical scope. `query` scopes and `rows` scopes (THEN blocks) hold names that only types know, the columns: a name found beyond
 * one of them may be a column. `routine` ends what `return` and `break` can leave; `loop` bodies note what they assign.
 */
export interface Scope {
  readonly kind: 'top' | 'routine' | 'block' | 'loop' | 'lambda' | 'query' | 'rows';
  readonly parent: Scope | null;
  readonly locals: Map<string, OpenLocal>;
  readonly tables: Map<string, CommonTable>;
  /** For loops and lambdas: the locals that are assigned inside. */
  readonly assigned: Set<BoundLocal> | null;
  /** Of a function: its type variables, single capital letters in the types of its parameters. */
  readonly variables?: ReadonlySet<string>;
  /** For defaults of parameters: the parameters before, which they do not see. */
  readonly hidden?: readonly string[];
}

export function openScope(parent: Scope | null, kind: Scope['kind']): Scope {
  const notes = kind === 'loop' || kind === 'lambda';
  return { kind, parent, locals: new Map(), tables: new Map(), assigned: notes ? new Set() : null };
}

/** A local together with whether columns could hide it at the place of the search. */
export interface Found {
  readonly local: OpenLocal | null;
  readonly behindColumns: boolean;
}

/** Looks a name up from the inside out. */
export function findLocal(scope: Scope, name: string): Found {
  const key = name.toLowerCase();
  let behindColumns = false;
  for (let each: Scope | null = scope; each !== null; each = each.parent) {
    const local = each.locals.get(key);
    if (local !== undefined) return { local, behindColumns };
    if (each.kind === 'query' || each.kind === 'rows') behindColumns = true;
  }
  return { local: null, behindColumns };
}

/** A common table expression in scope. */
export function findTable(scope: Scope, name: string): CommonTable | undefined {
  const key = name.toLowerCase();
  for (let each: Scope | null = scope; each !== null; each = each.parent) {
    const table = each.tables.get(key);
    if (table !== undefined) return table;
  }
  return undefined;
}

/** Names of all locals in scope, for suggestions. */
export function localNames(scope: Scope): string[] {
  const names: string[] = [];
  for (let each: Scope | null = scope; each !== null; each = each.parent)
    for (const local of each.locals.values()) names.push(local.name);
  return names;
}

/** Whether a name is one of the parameters before the one whose default is read. */
export function isHidden(scope: Scope, name: string): boolean {
  for (let each: Scope | null = scope; each !== null; each = each.parent)
    if (each.hidden?.some((one) => one.toLowerCase() === name.toLowerCase()) === true) return true;
  return false;
}

/** Notes an assignment in every loop and lambda around it, up to the local's own scope. */
export function noteAssigned(scope: Scope, local: OpenLocal): void {
  local.assigned = true;
  const key = local.name.toLowerCase();
  for (let each: Scope | null = scope; each !== null; each = each.parent) {
    if (each.locals.get(key) === local) return;
    each.assigned?.add(local);
  }
}

/** Whether a scope of the kind lies around, inside of the same routine. */
export function isInside(scope: Scope, kind: Scope['kind']): boolean {
  for (let each: Scope | null = scope; each !== null; each = each.parent) {
    if (each.kind === kind) return true;
    if (each.kind === 'routine' || each.kind === 'lambda') return false;
  }
  return false;
}

/** Whether a name is a type variable of the function around. */
export function isTypeVariable(scope: Scope, name: string): boolean {
  for (let each: Scope | null = scope; each !== null; each = each.parent) if (each.variables?.has(name)) return true;
  return false;
}

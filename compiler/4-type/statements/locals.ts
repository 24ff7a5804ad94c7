import type { TypeSlot } from '../../contract/type.ts';
import type { BoundLocal } from '../../ir/bound.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Syntax } from '../../ir/syntax.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { Env, Frame } from '../checker.ts';

/** Makes the typed local of a declaring name. */
export function declareLocal(env: Env, node: Identifier, slot: TypeSlot, role: TypedLocal['role']): TypedLocal {
  return declareBound(env, env.checker.bound.locals.get(node), node.text, slot, role);
}

export function declareBound(
  env: Env,
  bound: BoundLocal | undefined,
  name: string,
  slot: TypeSlot,
  role: TypedLocal['role'],
): TypedLocal {
  const local = addLocal(env.frame, name, slot, role, bound?.assigned ?? false);
  if (bound !== undefined) env.frame.typed.set(bound, local);
  return local;
}

/** A local that no name in the text stands for. */
export function declareUnnamed(env: Env, name: string, slot: TypeSlot, role: TypedLocal['role']): TypedLocal {
  return addLocal(env.frame, name, slot, role, false);
}

function addLocal(frame: Frame, name: string, slot: TypeSlot, role: TypedLocal['role'], assigned: boolean): TypedLocal {
  const local: TypedLocal = { id: frame.locals.length, name, slot, role, assigned };
  frame.locals.push(local);
  return local;
}

/** Ids of the locals that a loop's body or a lambda assigns. */
export function assignedIn(env: Env, node: Syntax): ReadonlySet<number> {
  const bound = env.checker.bound.assignedIn.get(node);
  if (bound === undefined || bound.size === 0) return NONE;
  return new Set([...bound].flatMap((local) => env.frame.typed.get(local)?.id ?? []));
}

/** Runs `work`, and tells the locals that code in it assigns: arms of a match or a `try` may. */
export function noting<Result>(
  env: Env,
  work: () => Result,
): { readonly result: Result; readonly assigned: ReadonlySet<number> } {
  const { assignments } = env.frame;
  const before = assignments.length;
  const result = work();
  return { result, assigned: assignments.length === before ? NONE : new Set(assignments.slice(before)) };
}

const NONE: ReadonlySet<number> = new Set();

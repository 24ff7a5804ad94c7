import type { TypedLocal } from '../../ir/typed-expression.ts';

/**
 * Follows the locals from outside that a piece of code uses, with whether they stand in table position. For an outermost query or change of data,
 * `dynamic` is set when a source is known only at run time: then the whole statement is typed again at run time.
 */
export interface Tracker {
  dynamic: boolean;
  readonly locals: Map<TypedLocal, boolean>;
  /** Locals from this id on were made inside (lambda parameters, patterns). */
  readonly firstInner: number;
  readonly parent: Tracker | null;
}

export function openTracker(firstInner: number, parent: Tracker | null): Tracker {
  return { dynamic: false, locals: new Map(), firstInner, parent };
}

/** Notes the use of a local. */
export function track(tracker: Tracker | null, local: TypedLocal, inTablePosition: boolean): void {
  for (let each = tracker; each !== null; each = each.parent) {
    if (local.id < each.firstInner) each.locals.set(local, inTablePosition || each.locals.get(local) === true);
  }
}

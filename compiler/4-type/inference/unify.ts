import { showType, type Type, type TypeSlot } from '../../contract/type.ts';
import { commonType } from '../types/common-type.ts';
import { ERROR, conversionCost } from '../types/conversion.ts';
import type { Constraint } from './inference.ts';

/** What the constraints on a variable leave: one type, several that would do, or nothing at all. */
export type Unified =
  | { readonly kind: 'one'; readonly slot: TypeSlot }
  | { readonly kind: 'several'; readonly types: readonly string[] }
  | { readonly kind: 'none' };

/**
 * Unifies what is known of a variable. Uses that leave no choice come first: the type must convert into all of them, so it is the one that does.
 * Otherwise the operands beside it decide, by their common type.
 */
export function unify(variable: string, constraints: readonly Constraint[]): Unified {
  const own = constraints.filter((c) => c.variable === variable && isTelling(c.slot.type));
  const strong = own.filter((c) => c.strength === 'strong');
  const [firstStrong] = strong;
  if (firstStrong !== undefined) {
    const narrowest = strong.find(({ slot }) =>
      strong.every((other) => conversionCost(slot.type, other.slot.type) !== null),
    );
    if (narrowest === undefined) return { kind: 'several', types: names(strong) };
    return { kind: 'one', slot: { type: narrowest.slot.type, nullable: false } };
  }
  let type: Type = { kind: 'never' };
  for (const { slot } of own) {
    const next = commonType(type, slot.type);
    if (next === null) return { kind: 'several', types: names(own) };
    type = next;
  }
  return type.kind === 'never' ? { kind: 'none' } : { kind: 'one', slot: { type, nullable: false } };
}

function isTelling(type: Type): boolean {
  return (
    type !== ERROR && type.kind !== 'null' && type.kind !== 'never' && type.kind !== 'any' && type.kind !== 'variable'
  );
}

function names(constraints: readonly Constraint[]): readonly string[] {
  return [...new Set(constraints.map((c) => showType(c.slot.type)))];
}

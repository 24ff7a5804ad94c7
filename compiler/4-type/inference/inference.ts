import type { Span } from '../../contract/span.ts';
import type { Type, TypeSlot } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { failed } from '../expressions/build.ts';

/** What the use of a value says about a variable's type. `strong` uses leave no choice but conversion; `weak` ones are operands beside it. */
export interface Constraint {
  readonly variable: string;
  readonly slot: TypeSlot;
  readonly strength: 'strong' | 'weak';
  readonly span: Span;
}

/**
 * Inference of the types that a text leaves out: variables stand for them in a first, silent check of the code (`rehearse`), which
 * collects constraints; these are unified, and the second check, with the types found in place of the variables, builds the typed tree.
 */
export interface Inference {
  readonly constraints: Constraint[];
}

/** Notes what a place says about a value whose type is a variable (or the other way round), and takes the value as fitting. */
export function constrain(
  env: Env,
  value: TypedExpression,
  other: TypeSlot,
  strength: Constraint['strength'],
): TypedExpression {
  const from = value.slot.type;
  const { inference } = env.frame;
  if (inference !== null) {
    if (from.kind === 'variable' && other.type.kind !== 'variable')
      note(inference, from.name, other, strength, value.span);
    else if (other.type.kind === 'variable' && from.kind !== 'variable')
      note(inference, other.type.name, value.slot, strength, value.span);
  }
  return other.type.kind === 'variable' ? value : failed(value.span);
}

function note(
  inference: Inference,
  variable: string,
  slot: TypeSlot,
  strength: Constraint['strength'],
  span: Span,
): void {
  inference.constraints.push({ variable, slot, strength, span });
}

/** Whether a type is still a variable. */
export function isOpen(type: Type): boolean {
  return type.kind === 'variable';
}

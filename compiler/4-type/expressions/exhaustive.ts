import { showType, type TypeSlot } from '../../contract/type.ts';
import type { Match } from '../../ir/syntax-control.ts';
import type { TypedMatchArm, TypedPattern } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { ERROR } from '../types/conversion.ts';

/** Whether an arm takes every value that reaches it. */
export function takesAll(arm: TypedMatchArm, subject: TypeSlot): boolean {
  return arm.guard === null && arm.patterns.some((pattern) => isIrrefutable(pattern, subject));
}

function isIrrefutable(pattern: TypedPattern, subject: TypeSlot): boolean {
  if (pattern.kind === 'any') return true;
  if (pattern.kind === 'bind') return true;
  return (
    pattern.kind === 'struct' &&
    !subject.nullable &&
    pattern.fields.every((field) => field.pattern.kind === 'any' || field.pattern.kind === 'bind')
  );
}

/** A finite type must be covered; of other types the checker warns that there is no arm for the rest. */
export function checkExhaustive(env: Env, node: Match, subject: TypeSlot, arms: readonly TypedMatchArm[]): void {
  const { type } = subject;
  if (type === ERROR || type.kind === 'variable' || type.kind === 'dynamic') return;
  const values = new Set(arms.filter((arm) => arm.guard === null).flatMap((arm) => arm.patterns.map(valueOf)));
  if (type.kind === 'boolean') {
    const missing = ['true', 'false', ...(subject.nullable ? ['null'] : [])].filter((value) => !values.has(value));
    if (missing.length > 0)
      report(env, 'PLG1222', { type: `${showType(type)}${subject.nullable ? '?' : ''}`, missing }, span(node));
    return;
  }
  report(env, 'PLG1209', { missing: '`_`' }, span(node));
}

function valueOf(pattern: TypedPattern): string {
  return pattern.kind === 'value' && pattern.value.kind === 'Literal' ? String(pattern.value.value) : '';
}

function span(node: Match): Match['span'] {
  return node.subject.span;
}

import type { Span } from '../../contract/span.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { childrenOf } from '../expressions/children.ts';
import type { Instance } from '../routines/routine-entry.ts';
import type { CallSite } from './sites.ts';

/** Notes which routines a local calls that is given a function: its value's name, or what a lambda calls. `calls` are those that the value's text makes. */
export function holdFunction(env: Env, local: TypedLocal, value: TypedExpression, calls: readonly CallSite[]): void {
  if (value.slot.type.kind !== 'function') return;
  const { held } = env.checker;
  const names = new Set<string>();
  const taken = [...(held.get(local) ?? [])];
  const collect = (node: TypedExpression): void => {
    if (node.kind === 'RoutineReference' || node.kind === 'RoutineCall') names.add(node.routine);
    if (node.kind === 'Local') taken.push(...(held.get(node.local) ?? []));
    childrenOf(node).forEach(collect);
  };
  collect(value);
  const called = calls.map(({ callee }) => callee).filter(({ id }) => names.has(id));
  held.set(local, [...new Set<Instance>([...taken, ...called])]);
}

/** A query that uses a local which holds a function calls what that calls. */
export function noteHeldCalls(env: Env, local: TypedLocal, span: Span): void {
  for (const callee of env.checker.held.get(local) ?? [])
    env.frame.sites.calls.push({ callee, span, handler: env.handler, detached: false, inQuery: true });
}

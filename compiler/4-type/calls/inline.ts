import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { childrenOf } from '../expressions/children.ts';
import { respan } from '../expressions/respan.ts';
import { checkInstance } from '../routines/instances.ts';
import type { Instance } from '../routines/routine-entry.ts';

/** What a body may consist of to be put in the place of its call: it only computes with its parameters. */
const PURE = new Set<TypedExpression['kind']>([
  'Literal',
  'Local',
  'Operation',
  'Native',
  'Cast',
  'Case',
  'InList',
  'Field',
  'Index',
  'List',
  'Struct',
]);

/** Operations that need not evaluate all of their arguments. */
const SHORT: ReadonlySet<string> = new Set(['and', 'or', 'coalesce']);

/**
 * The body of a function in place of its call in a query, so that the query computes it like an expression of its own. `null` when the body does more
 * than compute, or would evaluate an argument twice or not at all.
 */
export function inlined(
  env: Env,
  instance: Instance,
  args: readonly TypedExpression[],
  span: TypedExpression['span'],
): TypedExpression | null {
  const { entry } = instance;
  const isExpression = entry.syntax !== null && entry.syntax.body !== undefined && entry.syntax.body.kind !== 'Block';
  if (env.query === null || entry.kind !== 'function' || !isExpression) return null;
  if (instance.state === 'new') checkInstance(env.checker, instance, span);
  const { body } = instance;
  const [only, ...more] = body?.block.statements ?? [];
  if (body === null || more.length > 0 || only?.kind !== 'Return' || only.value === null) return null;
  if (!isPure(only.value)) return null;
  const parameters = body.self === null ? body.parameters : [body.self, ...body.parameters];
  const given = new Map(parameters.map((local, i) => [local, args[i]!]));
  const { value: result } = only;
  const isOnce = (local: TypedLocal): boolean => usesOf(result, local) === 1 && isSure(result, local);
  if (parameters.some((local) => !isCheap(given.get(local)!) && !isOnce(local))) return null;
  const value = replaceLocals(only.value, given);
  return entry.stored === null ? value : respan(value, span);
}

function isPure(value: TypedExpression): boolean {
  return PURE.has(value.kind) && childrenOf(value).every(isPure);
}

function isCheap(value: TypedExpression): boolean {
  return value.kind === 'Literal' || value.kind === 'Local' || value.kind === 'Column';
}

/** Whether a local is evaluated whenever the expression is: a call evaluates each argument, and so must what stands for it. */
function isSure(value: TypedExpression, local: TypedLocal): boolean {
  return value.kind === 'Local' ? value.local === local : surePartsOf(value).some((part) => isSure(part, local));
}

function surePartsOf(value: TypedExpression): readonly TypedExpression[] {
  switch (value.kind) {
    case 'Case':
      return value.arms.slice(0, 1).map(({ when }) => when);
    case 'InList':
      return [value.value];
    case 'Operation':
      return SHORT.has(value.operation) ? value.args.slice(0, 1) : value.args;
    default:
      return childrenOf(value);
  }
}

function usesOf(value: TypedExpression, local: TypedLocal): number {
  if (value.kind === 'Local') return value.local === local ? 1 : 0;
  return childrenOf(value).reduce((sum, child) => sum + usesOf(child, local), 0);
}

/** The expression with its parameters replaced by the arguments. */
function replaceLocals(value: TypedExpression, given: ReadonlyMap<TypedLocal, TypedExpression>): TypedExpression {
  const copy = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return node.map(copy);
    const local = 'kind' in node && node.kind === 'Local' ? (node as { local?: TypedLocal }).local : undefined;
    if (local !== undefined) return given.get(local) ?? node;
    return Object.fromEntries(
      Object.entries(node).map(([key, each]) => [key, key === 'slot' || key === 'span' ? each : copy(each)]),
    );
  };
  return copy(value) as TypedExpression;
}

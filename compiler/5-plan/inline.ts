import type { Scalar } from '../contract/scalar.ts';
import { mapScalarChildren, scalarChildren } from '../contract/scalar-children.ts';
import type { TypedModule } from '../ir/typed.ts';
import type { Functions } from './lower/environment.ts';

/** The functions of a module, and those of the catalog that it calls: in the place of their calls where their signatures carry bodies. */
export function functionsOf({ routines, stored = [] }: Pick<TypedModule, 'routines' | 'stored'>): Functions {
  const signatures = new Map([...stored, ...routines].map(({ id, signature }) => [id, signature]));
  return {
    inline: (routine, args) => {
      const body = signatures.get(routine)?.inline ?? null;
      return body === null ? null : substituted(body, args);
    },
    isVolatile: (routine) => {
      const effects = signatures.get(routine)?.effects;
      return effects?.deterministic === false || effects?.acts === true;
    },
  };
}

/**
 * A body with arguments in the places of its parameters; `null` where it would evaluate an argument twice that is worth a thought (or gives another value the
 * second time), or not at all: a call evaluates each argument once, and so must what stands for it.
 */
export function substituted(body: Scalar, args: readonly Scalar[]): Scalar | null {
  const isOnce = (index: number): boolean => usesOf(body, index) === 1 && isSure(body, index);
  if (args.some((arg, i) => !isCheap(arg) && !isOnce(i))) return null;
  const put = (scalar: Scalar): Scalar =>
    scalar.kind === 'parameter' ? args[scalar.index]! : mapScalarChildren(scalar, put);
  return put(body);
}

function isCheap({ kind }: Scalar): boolean {
  return kind === 'constant' || kind === 'parameter' || kind === 'column' || kind === 'outer';
}

function usesOf(scalar: Scalar, index: number): number {
  if (scalar.kind === 'parameter') return scalar.index === index ? 1 : 0;
  return scalarChildren(scalar).reduce((sum, child) => sum + usesOf(child, index), 0);
}

/** Whether a parameter is evaluated whenever the body is. */
function isSure(scalar: Scalar, index: number): boolean {
  return scalar.kind === 'parameter' ? scalar.index === index : surePartsOf(scalar).some((part) => isSure(part, index));
}

/** Operations that need not evaluate all of their arguments. */
const SHORT: ReadonlySet<string> = new Set(['and', 'or', 'coalesce']);

function surePartsOf(scalar: Scalar): readonly Scalar[] {
  switch (scalar.kind) {
    case 'case':
      return scalar.arms.slice(0, 1).map(({ when }) => when);
    case 'in_list':
      return [scalar.value];
    case 'operation':
      return SHORT.has(scalar.operation) ? scalar.args.slice(0, 1) : scalar.args;
    default:
      return scalarChildren(scalar);
  }
}

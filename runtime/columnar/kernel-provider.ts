import type { DataType } from '../../compiler/contract/data-type.ts';
import { ABI_VERSION } from '../../compiler/contract/manifest.ts';
import type { QueryPlan } from '../../compiler/contract/plan.ts';
import type { ScanTraits } from '../../compiler/contract/traits.ts';
import type { Table } from './table.ts';

/** What a running kernel may ask of the frame that runs it. */
export interface KernelContext {
  /** Called once per block of rows: raises when the query is cancelled or over its time or memory. */
  check(): void;
  /** The most rows of a recursive common table; a default where nothing is said. */
  readonly recursionRows?: number;
  /** A number in [0, 1) from the random source of the run. */
  random?(): number;
  /** The body of a native for the types of one call. */
  native(id: string, args: readonly DataType[], result: DataType): (...args: unknown[]) => unknown;
  /** A user's function. */
  routine(id: string): (...args: unknown[]) => unknown;
  /** The rows of a table-valued native or routine. */
  tableFunction(id: string, args: readonly unknown[]): Table;
}

/** A compiled query: `inputs` are the tables of the plan's `tableLeaves`, in order; `parameters` the values of its parameters, carried as `DataType` says. */
export type Kernel = (context: KernelContext, inputs: readonly Table[], parameters: readonly unknown[]) => Table;

/** What a kernel is made for, beside its plan: one trait vector per leaf, and the parameters that hold whole numbers beyond ±(2^53 - 1). */
export interface KernelTraits {
  readonly scans: readonly (ScanTraits | null)[];
  readonly bigParameters: readonly number[];
}

/** Gives the kernel of a query, made by the compiler when there is none yet. `rows` is how many rows it is to run over. */
export type KernelProvider = (query: QueryPlan, traits: KernelTraits, rows?: number) => Kernel;

/** Kernels that were made ahead for wider traits: by the plan as text, `null` where none serves. */
export interface KernelDefaults {
  find(plan: string, traits: KernelTraits): Kernel | null;
}

/** Up to here a kernel for wider traits loses less time than making another one takes. */
const MOST_DEFAULT_ROWS = 131_072;

/** The traits under which a query runs over these inputs. */
export function parameterTraits(parameters: readonly unknown[]): readonly number[] {
  return parameters.flatMap((value, index) => (typeof value === 'bigint' ? [index] : []));
}

/**
 * Remembers kernels by abi version, plan and traits; the least recently used ones go when there are more than `capacity`. The plan's text is made once
 * for each plan object, and what a plan was last run with is found without any text at all. Few rows are left to a kernel that was made ahead, if one serves.
 */
export function cachedProvider(
  make: (query: QueryPlan, traits: KernelTraits) => Kernel,
  defaults: KernelDefaults | null = null,
  capacity = 1000,
): KernelProvider {
  const latest = new WeakMap<QueryPlan, { readonly plan: string; traits: string; kernel: Kernel }>();
  const kernels = new Map<string, Kernel>();
  return (query, traits, rows = Infinity) => {
    const traitsKey = JSON.stringify(traits);
    const last = latest.get(query);
    if (last !== undefined && last.traits === traitsKey) return last.kernel;
    const plan = last?.plan ?? planKey(query);
    const key = `${ABI_VERSION} ${traitsKey} ${plan}`;
    let kernel = kernels.get(key);
    if (kernel === undefined && defaults !== null && rows <= MOST_DEFAULT_ROWS) {
      const ahead = defaults.find(plan, traits);
      if (ahead !== null) return ahead;
    }
    if (kernel === undefined) {
      kernel = make(query, traits);
      if (kernels.size >= capacity) kernels.delete(kernels.keys().next().value!);
    } else kernels.delete(key);
    kernels.set(key, kernel);
    latest.set(query, { plan, traits: traitsKey, kernel });
    return kernel;
  };
}

/** The plan as text: equal for plans that share kernels. Values of lifted literals are left out: they come as parameters. */
export function planKey(query: QueryPlan): string {
  return JSON.stringify([
    query.plan,
    query.parameters.map((parameter) => (parameter.kind === 'scalar' ? { ...parameter, value: undefined } : parameter)),
  ]);
}

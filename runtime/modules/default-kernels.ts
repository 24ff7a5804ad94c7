import type { CompiledModule, DefaultKernel } from '../../compiler/contract/manifest.ts';
import type { Kernel, KernelTraits, KernelDefaults } from '../columnar/kernel-provider.ts';
import { planKey } from '../columnar/kernel-provider.ts';
import { covers } from '../columnar/scan-traits.ts';

interface Known {
  readonly made: DefaultKernel;
  kernel: Kernel | null;
}

/** Kernels that were made ahead, by what they compute. One is evaluated when it is first used; `evaluate` proves it closed and gives its function. */
export class DefaultKernels implements KernelDefaults {
  readonly #evaluate: (code: string) => Kernel;
  readonly #byPlan = new Map<string, Known[]>();

  constructor(evaluate: (code: string) => Kernel) {
    this.#evaluate = evaluate;
  }

  /** Makes the kernels of a module known. */
  add({ manifest, kernels }: CompiledModule): void {
    for (const made of kernels) {
      const query = made.of.kind === 'query' ? manifest.queries[made.of.index] : manifest.dmls[made.of.index]?.query;
      if (query === undefined) continue;
      const plan = planKey(query);
      this.#byPlan.set(plan, [...(this.#byPlan.get(plan) ?? []), { made, kernel: null }]);
    }
  }

  find(plan: string, { scans, bigParameters }: KernelTraits): Kernel | null {
    if (bigParameters.length > 0) return null;
    const known = this.#byPlan
      .get(plan)
      ?.find(({ made }) => scans.every((scan, i) => scan !== null && covers(made.scans[i]!, scan)));
    return known === undefined ? null : (known.kernel ??= this.#evaluate(known.made.code));
  }
}

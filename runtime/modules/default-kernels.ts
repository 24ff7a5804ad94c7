import type { CompiledModule, MadeKernel } from '../../compiler/contract/manifest.ts';
import type { Kernel, KernelTraits, KernelDefaults } from '../columnar/kernel-provider.ts';
import { planKey } from '../columnar/kernel-provider.ts';
import { covers } from '../columnar/scan-traits.ts';

/** A kernel, and its function once it was needed. */
interface Known {
  readonly made: MadeKernel;
  kernel: Kernel | null;
}

/** Kernels that were made ahead, by what they compute. One is evaluated when it is first used; `evaluate` proves it closed and gives its function. */
export class DefaultKernels implements KernelDefaults {
  readonly #evaluate: (code: string, traits: KernelTraits) => Kernel;
  readonly #byPlan = new Map<string, Known[]>();

  constructor(evaluate: (code: string, traits: KernelTraits) => Kernel) {
    this.#evaluate = evaluate;
  }

  /** Makes the kernels of a module known. */
  add({ manifest, kernels }: CompiledModule): void {
    for (const { of, kernel: made } of kernels) {
      const query = of.kind === 'query' ? manifest.queries[of.index] : manifest.dmls[of.index]?.query;
      if (query === undefined) continue;
      const plan = planKey(query);
      const known = this.#byPlan.get(plan) ?? [];
      if (known.some((each) => each.made === made)) continue;
      this.#byPlan.set(plan, [...known, { made, kernel: null }]);
    }
  }

  find(plan: string, { scans, bigParameters }: KernelTraits): Kernel | null {
    if (bigParameters.length > 0) return null;
    const known = this.#byPlan
      .get(plan)
      ?.find(({ made }) => scans.every((scan, i) => scan !== null && covers(made.scans[i]!, scan)));
    if (known === undefined) return null;
    const { code, scans: made } = known.made;
    return (known.kernel ??= this.#evaluate(code, { scans: made, bigParameters: [] }));
  }
}

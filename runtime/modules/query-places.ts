import { SourceMap } from 'node:module';
import type { QueryPlan } from '../../compiler/contract/plan.ts';
import type { Kernel, KernelTraits } from '../columnar/kernel-provider.ts';
import { kernelMap } from './build.ts';
import type { KernelOrigin } from './kernels.ts';

/** A query that an error went through. */
interface FailedQuery {
  readonly query: QueryPlan;
  readonly script: string;
  readonly traits: KernelTraits;
}

/** Finds the expression of a query whose code raised an error. Kernels are shared by queries and carry no places: they are written again, with places, when one is asked for. */
export class QueryPlaces {
  readonly #failed = new WeakMap<Error, FailedQuery[]>();
  readonly #maps = new WeakMap<QueryPlan, { readonly script: string; readonly map: SourceMap }>();
  readonly #origin: (kernel: Kernel) => KernelOrigin | undefined;

  constructor(origin: (kernel: Kernel) => KernelOrigin | undefined) {
    this.#origin = origin;
  }

  /** An error leaves a query: told from the innermost query outwards. */
  note(error: unknown, query: QueryPlan, kernel: Kernel): void {
    const origin = this.#origin(kernel);
    if (origin === undefined) return;
    for (let each = error; each instanceof Error; each = each.cause) {
      const known = this.#failed.get(each);
      if (known === undefined) this.#failed.set(each, [{ query, ...origin }]);
      else known.push({ query, ...origin });
    }
  }

  /** The queries that an error went through, innermost first. */
  of(error: Error): readonly FailedQuery[] {
    return this.#failed.get(error) ?? [];
  }

  /** The offset of the expression that the code at a line and column of a kernel, both from 1, computes; `null` where it is none. */
  offset({ query, script, traits }: FailedQuery, line: number, column: number): number | null {
    let known = this.#maps.get(query);
    if (known?.script !== script) {
      const map = JSON.parse(kernelMap(query, traits)) as ConstructorParameters<typeof SourceMap>[0];
      this.#maps.set(query, (known = { script, map: new SourceMap(map) }));
    }
    const entry = known.map.findEntry(line - 1, column - 1);
    return 'originalColumn' in entry && entry.originalColumn > 0 ? entry.originalColumn - 1 : null;
  }
}

import type { QueryPlan } from '../../compiler/contract/plan.ts';
import { kernelAbi } from '../columnar/kernel-abi.ts';
import { cachedProvider, type Kernel, type KernelProvider, type KernelTraits } from '../columnar/kernel-provider.ts';
import { DefaultKernels } from './default-kernels.ts';
import { evaluate } from './evaluate.ts';
import { verify } from './verify.ts';

/** The kernels of a thread: those made ahead, and the one that gives them, or makes others by the compiler and remembers them. */
export interface Kernels {
  readonly defaults: DefaultKernels;
  readonly provide: KernelProvider;
  /** The script that a kernel runs under, and what it was made for. */
  readonly origin: (kernel: Kernel) => KernelOrigin | undefined;
}

export interface KernelOrigin {
  readonly script: string;
  readonly traits: KernelTraits;
}

/** Kernels are proved closed before they run. `textOf` is the compiler. */
export function newKernels(textOf: (query: QueryPlan, traits: KernelTraits) => string): Kernels {
  let made = 0;
  const origins = new WeakMap<Kernel, KernelOrigin>();
  const kernelOf = (code: string, traits: KernelTraits): Kernel => {
    const name = `gobi:kernel/${++made}`;
    verify(code, name, 'kernel');
    const { kernel } = evaluate(code, name, kernelAbi, () => {
      throw new Error(`${name} imports a function`);
    });
    origins.set(kernel as unknown as Kernel, { script: name, traits });
    return kernel as unknown as Kernel;
  };
  const defaults = new DefaultKernels(kernelOf);
  const provide = cachedProvider((query, traits) => kernelOf(textOf(query, traits), traits), defaults);
  return { defaults, provide, origin: (kernel) => origins.get(kernel) };
}

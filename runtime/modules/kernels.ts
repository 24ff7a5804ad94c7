import { kernelAbi } from '../columnar/kernel-abi.ts';
import { cachedProvider, type Kernel, type KernelProvider } from '../columnar/kernel-provider.ts';
import { kernelText } from './build.ts';
import { evaluate } from './evaluate.ts';
import { verify } from './verify.ts';

/** Makes kernels by the compiler, proves them closed, and remembers them. */
export function kernelProvider(): KernelProvider {
  let made = 0;
  return cachedProvider((query, traits) => {
    const name = `gobi:kernel/${++made}`;
    const code = kernelText(query, traits);
    verify(code, name, 'kernel');
    const { kernel } = evaluate(code, name, kernelAbi, () => {
      throw new Error(`${name} imports a function`);
    });
    return kernel as unknown as Kernel;
  });
}

import * as b from './builder.ts';
import type { Emission, Scope } from './kernel-emission.ts';

/** A scope in the kernel function itself, for scalars without columns; its statements are written to `out`, which the caller takes over. */
export function driverScope(emission: Emission): Scope {
  return {
    emission,
    out: [],
    columns: [],
    use(name) {
      emission.used.add(name);
      return b.name(name);
    },
    read() {
      throw new Error('a scalar outside of any row refers to a column');
    },
  };
}

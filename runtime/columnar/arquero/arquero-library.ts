import { createRequire } from 'node:module';

/** Arquero's library. */
export type ArqueroLibrary = typeof import('arquero');

/** The library, loaded when it is first asked for; Node keeps one per thread. */
export function arqueroLibrary(): ArqueroLibrary {
  return createRequire(import.meta.url)('arquero') as ArqueroLibrary;
}

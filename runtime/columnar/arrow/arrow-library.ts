import { createRequire } from 'node:module';

/** Apache Arrow's library. */
export type ArrowLibrary = typeof import('apache-arrow');

/** The library, loaded when it is first asked for; Node keeps one per thread. */
export function arrowLibrary(): ArrowLibrary {
  return createRequire(import.meta.url)('apache-arrow') as ArrowLibrary;
}

/*
 * The emitted module: code that runs, and the manifest that goes with it. Printing is left for later, since nobody needs all forms: ad-hoc statements run
 * the plain code, bundles need the map, goldens and readers the TypeScript.
 *
 * Invariants of the code: it is an ES module whose imports stand first (`gobi:abi`, and `gobi:<routine id>` for functions of other modules), then constants and
 * functions, then one `export { … }`. Exports are the routines (by `exportName`) and, where the file has statements, `main`.
 */
import type { Manifest } from '../contract/manifest.ts';
import type { SourceFile } from '../source/source-file.ts';

export interface EmittedModule {
  readonly file: SourceFile;
  /** Everything but the fingerprint, which the bundle gives. */
  readonly manifest: Omit<Manifest, 'fingerprint'>;
  /** The module as TypeScript, with types for readers. */
  readonly typescript: () => string;
  /** The module as it runs. */
  readonly javascript: () => string;
  /** The module as it runs and its source map (version 3, JSON) to the file. */
  readonly mapped: () => { readonly code: string; readonly map: string };
}

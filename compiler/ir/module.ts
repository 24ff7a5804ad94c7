/*
 * The emitted module: code that runs, its source map, and the manifest that goes with it. The text for readers, with types, is written when it is asked for.
 *
 * Invariants of the code: it is an ES module whose imports stand first (`gobi:abi`, and `gobi:<routine id>` for functions of other modules), then constants and
 * functions, then one `export { … }`. Exports are the routines (by `exportName`) and, where the file has statements, `main`.
 */
import type { DefaultKernel, MadeKernel, Manifest } from '../contract/manifest.ts';
import type { SourceFile } from '../source/source-file.ts';

/** Kernels by what they compute, those of modules that are made together; `null` for what none can be made for. */
export type MadeKernels = Map<string, MadeKernel | null>;

export interface EmittedModule {
  readonly file: SourceFile;
  /** Everything but the fingerprint, which the bundle gives. */
  readonly manifest: Omit<Manifest, 'fingerprint'>;
  /** The module as it runs. */
  readonly code: string;
  /** Its source map to the file: version 3, JSON, without the source's text. */
  readonly map: string;
  /** Kernels for the declared schema, made when they are asked for. */
  readonly kernels: (made: MadeKernels) => readonly DefaultKernel[];
  /** The module as TypeScript, with types for readers. */
  readonly typescript: () => string;
}

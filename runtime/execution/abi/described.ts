import type { GobiError } from '../../../compiler/contract/runtime-error.ts';

/** An exception as a handler sees it: a struct of three fields that remembers the error which it describes. */
export class Described {
  readonly $message: string;
  readonly $code: string;
  readonly $cause: { readonly $message: string; readonly $code: string } | null;
  readonly #error: GobiError;

  constructor(error: GobiError, cause: Described['$cause']) {
    this.$message = error.message;
    this.$code = error.code;
    this.$cause = cause;
    this.#error = error;
  }

  /** The error that a value describes, `null` when it describes none. */
  static errorOf(value: unknown): GobiError | null {
    return typeof value === 'object' && value !== null && #error in value ? value.#error : null;
  }
}

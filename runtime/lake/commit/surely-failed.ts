import { GobiError } from '../../../compiler/contract/runtime-error.ts';

/** Whether an error of a commit says for sure that the catalog did not take it, so that its files may go. A failing disk leaves it open. */
export function surelyFailed(error: unknown): boolean {
  return error instanceof GobiError && error.exception !== 'IoFailure' && error.exception !== 'CorruptFile';
}

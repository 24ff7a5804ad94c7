/** The command line asks for something that cannot be: shown without a stack, ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ends an exhaustive `switch`: the type checker proves that it is never reached. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}

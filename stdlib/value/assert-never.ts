/** Ends an exhaustive `switch`: reaching it is a fault of this library. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

/** Makes a value at its first use and keeps it: for what is costly to build, constant, and not always needed. */
export function lazy<T>(make: () => T): () => T {
  let held: { readonly value: T } | undefined;
  return () => (held ??= { value: make() }).value;
}

interface Skipping {
  skip(): void;
}

/** Counts a test as skipped and prints why, e.g. because Python is missing. */
export function skip(test: Skipping, name: string, reason: string): void {
  test.skip();
  console.log(`skipped: ${name}: ${reason}`);
}

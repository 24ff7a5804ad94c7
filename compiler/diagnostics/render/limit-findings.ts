import type { Diagnostic } from '../../contract/diagnostic.ts';

/** What is shown of many findings. */
export interface LimitedFindings {
  readonly shown: readonly Diagnostic[];
  /** How many of each file are left out, by file. */
  readonly left: ReadonlyMap<string, number>;
}

/** At most so many findings of each file, in their order: the first errors, then the first of the others. */
export function limitFindings(sorted: readonly Diagnostic[], mostPerFile: number): LimitedFindings {
  const byFile = Map.groupBy(sorted, ({ file }) => file);
  const kept = new Set<Diagnostic>();
  const left = new Map<string, number>();
  for (const [file, found] of byFile) {
    const errors = found.filter(({ severity }) => severity === 'error');
    const others = found.filter(({ severity }) => severity !== 'error');
    for (const each of [...errors, ...others].slice(0, mostPerFile)) kept.add(each);
    if (found.length > mostPerFile) left.set(file, found.length - mostPerFile);
  }
  return { shown: sorted.filter((each) => kept.has(each)), left };
}

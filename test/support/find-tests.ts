import { globSync } from 'node:fs';

/** One thing for a test process to run: a test file, or some of the cases that it reads from a folder. */
export interface TestJob {
  readonly title: string;
  readonly file: string;
  readonly cases?: readonly string[];
}

/** Test files that make one test of each case file; a case is as good a name for `npm test` as a test file. */
const collections = [
  { file: 'test/golden/golden.test.ts', cases: 'test/golden/**/*.md' },
  { file: 'test/scripts/scripts.test.ts', cases: 'test/scripts/**/*.slt' },
] as const;

/** Cases per job, so that several processes share a collection. */
const casesPerJob = 25;

/** The jobs whose path holds one of the patterns; all of them without a pattern. */
export function findTests(patterns: readonly string[]): TestJob[] {
  const chosen = (path: string): boolean => patterns.length === 0 || patterns.some((each) => path.includes(each));
  const files = globSync('test/**/*.test.ts').sort();
  const jobs: TestJob[] = [];
  for (const file of files) {
    const collection = collections.find((each) => each.file === file);
    if (collection === undefined) {
      if (chosen(file)) jobs.push({ title: file, file });
      continue;
    }
    const every = globSync(collection.cases).sort();
    const cases = chosen(file) ? every : every.filter(chosen);
    for (let from = 0; from < cases.length; from += casesPerJob) {
      const part = cases.slice(from, from + casesPerJob);
      const range = part.length === 1 ? part[0] : `${part[0]} … ${part[part.length - 1]}`;
      jobs.push({ title: `${file}: ${range}`, file, cases: part });
    }
  }
  return jobs;
}

/** The cases a collection's test file shall run: those of its job, or all when it is run by hand. */
export function casesToRun(pattern: string): readonly string[] {
  const given = process.env['TEST_CASES'];
  return given === undefined ? globSync(pattern).sort() : given.split('\n');
}

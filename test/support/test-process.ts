import { fork } from 'node:child_process';
import type { TestJob } from './find-tests.ts';

/** What one job gave. `errors` is the text of its failures, `output` what its tests printed. */
export interface FileResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly errors: string;
  readonly output: string;
  readonly milliseconds: number;
}

/** What a child process answers for one job. */
export type Counts = Pick<FileResult, 'passed' | 'failed' | 'skipped' | 'errors'>;

/** A child process that runs jobs one after the other. */
export interface TestProcess {
  run(job: TestJob): Promise<FileResult>;
  /** Whether a new process should take over: this one crashed, was stopped, or ran enough files. */
  isSpent(): boolean;
  stop(): void;
}

const jobsPerProcess = 30;
const jobTimeout = 8 * 60_000;

/** Starts a child; a job that crashes it or exceeds its time counts as one failure. */
export function startTestProcess(): TestProcess {
  const child = fork(new URL('run-test-file.ts', import.meta.url), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { NODE_COMPILE_CACHE: 'node_modules/.cache/node', NO_COLOR: '1', ...process.env },
  });
  let jobs = 0;
  let dead = false;
  let output = '';
  const collect = (chunk: string): void => void (output += chunk);
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);

  const run = (job: TestJob): Promise<FileResult> => {
    jobs++;
    output = '';
    const started = performance.now();
    return new Promise((resolve) => {
      const finish = (counts: Counts): void => {
        clearTimeout(timer);
        child.off('message', answered).off('close', closed);
        // What the child printed before its answer is in the pipe; give it one turn to arrive.
        setTimeout(() => resolve({ ...counts, output, milliseconds: performance.now() - started }), 5);
      };
      const failed = (errors: string): Counts => ({ passed: 0, failed: 1, skipped: 0, errors });
      const answered = (counts: unknown): void => finish(counts as Counts);
      const closed = (code: number | null, signal: string | null): void => {
        dead = true;
        finish(failed(`the test process ended while it ran this file (${signal ?? `exit ${code}`})`));
      };
      const timer = setTimeout(() => {
        dead = true;
        child.kill('SIGKILL');
        finish(failed(`no result within ${jobTimeout / 1000} s`));
      }, jobTimeout);
      child.once('message', answered).once('close', closed);
      child.send(job);
    });
  };
  return {
    run,
    isSpent: () => dead || jobs >= jobsPerProcess,
    stop: () => void child.kill('SIGKILL'),
  };
}

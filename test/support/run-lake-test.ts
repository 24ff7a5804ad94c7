import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError } from '../../runtime/engine.ts';
import { scratchSession, type ScratchSession } from './run-lake.ts';

/** A test with a lake of its own. */
export function lakeTest(name: string, work: (session: ScratchSession) => void): void {
  test(name, () => {
    const session = scratchSession();
    try {
      work(session);
    } finally {
      session.close();
    }
  });
}

/** The error that `work` throws; the test fails when there is none. */
export function errorOf(work: () => unknown): GobiError {
  try {
    work();
  } catch (error) {
    if (error instanceof GobiError) return error;
    throw error;
  }
  return assert.unreachable('no error') as never;
}

/** The `.plg` calls of an error, innermost first, as `name line:column`. */
export function callsOf(error: GobiError): string[] {
  return error.frames.map(({ procedure, line, column }) => `${procedure} ${line}:${column}`);
}

import type { Session as Inspector } from 'node:inspector';
import type { ProfileReport } from '../../compiler/contract/profile.ts';
import type { CodeBase, Compiler } from '../modules/code-base.ts';
import { profileReport, type CpuProfile } from '../modules/profile-report.ts';

/** Microseconds between samples. */
const INTERVAL = 200;

/** Profiles the call of a routine on this thread, which must be synchronous; `statement` is the name of the text that calls it. Errors: the work's. */
export function profiled(routine: string, work: () => void, code: CodeBase, statement: string): ProfileReport {
  const inspector = new (process.getBuiltinModule('node:inspector').Session)();
  inspector.connect();
  try {
    post(inspector, 'Profiler.enable');
    post(inspector, 'Profiler.setSamplingInterval', { interval: INTERVAL });
    post(inspector, 'Profiler.start');
    work();
    const { profile } = post(inspector, 'Profiler.stop') as { readonly profile: CpuProfile };
    return profileReport(
      routine,
      profile,
      (script, row, name) => code.sourceLine(script, row, name),
      ({ file }) => file === statement,
    );
  } finally {
    inspector.disconnect();
  }
}

/** On its own thread an inspector answers before `post` returns. */
function post(inspector: Inspector, method: string, params: object = {}): unknown {
  let [answer, failure]: [unknown, Error | null] = [undefined, null];
  inspector.post(method, params, (error, result) => {
    failure = error;
    answer = result;
  });
  if (failure !== null) throw failure;
  return answer;
}

/** The compiler, so that profiles tell what it takes. */
export function profiledCompiler({ compile, kernelText, shapeOf }: Compiler): Compiler {
  const named = <A extends readonly unknown[], R>(work: (...args: A) => R): ((...args: A) => R) =>
    function $$compiling(...args) {
      return work(...args);
    };
  return { compile: named(compile), kernelText: named(kernelText), shapeOf: named(shapeOf) };
}

import { noService } from '../../runtime/engine/open-service.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowsOf } from '../../runtime/columnar/rows-of.ts';
import type { Value } from '../../runtime/columnar/value.ts';
import type { Environment } from '../../runtime/execution/environment.ts';
import type { StatementOutcome } from '../../runtime/execution/results.ts';
import { Session } from '../../runtime/execution/session.ts';
import { nodeKey } from '../../runtime/host/node/node-key.ts';
import { defaultLimits, type Limits } from '../../runtime/host/limits.ts';
import { httpFetch } from '../../runtime/engine/http-fetch.ts';
import { HTTP_RULES } from '../../runtime/host/http.ts';
import { nodeHost, openLake } from '../../runtime/lake/open-lake.ts';
import { CodeBase } from '../../runtime/modules/code-base.ts';
import { runText } from '../../runtime/modules/run-text.ts';
import { tuneThread } from '../../runtime/modules/tune-thread.ts';
import { begin } from '../../runtime/transaction/begin.ts';
import { nativeOf } from '../../stdlib/natives.ts';
import { librarySources } from '../../stdlib/sources.ts';

tuneThread();
const shared = new CodeBase(librarySources(), nativeOf);

/** A lake of its own in a temporary folder, with one session. */
export interface ScratchSession {
  readonly folder: string;
  readonly lines: string[];
  readonly session: Session;
  /** Runs a text; gives the outcomes of its statements. */
  run(text: string): StatementOutcome[];
  /** The rows of a text's last statement. */
  rows(text: string): Value[][];
  /** Runs a text in another session on the same lake. */
  aside(text: string): void;
  /** Is called with each printed line, while what prints it runs. */
  onPrint: (line: string) => void;
  /** Closes the lake; its folder goes unless it is to be kept. */
  close(keep?: boolean): void;
}

export function scratchSession(
  limits: Partial<Limits> = {},
  cancelled?: Int32Array,
  { code = shared, folder = mkdtempSync(join(tmpdir(), 'gobi-')) }: { code?: CodeBase; folder?: string } = {},
): ScratchSession {
  const lake = openLake(folder, nodeHost, { create: true });
  code.former.add(lake);
  const lines: string[] = [];
  const environment: Environment = {
    clock: nodeHost.clock,
    files: nodeHost.files,
    http: httpFetch({ ...HTTP_RULES, hosts: [] }),
    policy: { folder, allowed: [join(import.meta.dirname, '../..')], files: true, dynamicTables: true },
    natives: code.natives,
    kernels: code.kernels,
    compiler: code,
    hooks: {
      wants: () => ({ before: false, after: false }),
      before: ({ newRows }) => ({ newRows, keep: null }),
      after: () => undefined,
    },
    print: (line) => {
      lines.push(line);
      scratch.onPrint(line);
    },
    routine: (frame, id) => code.routine(frame, id),
    start: () => 'run',
    fingerprint: (manifest) => code.fingerprint(manifest),
    openLake: () => {
      throw new Error('no other lake here');
    },
    service: (name) => {
      throw noService(name);
    },
    folder,
    key: () => nodeKey(folder),
    snapshotAt: (time) => lake.snapshotAt(time),
    queryFailed: (error, query, kernel) => code.queryFailed(error, query, kernel),
    frames: (error) => code.frames(error),
  };
  const session = new Session(() => begin(lake), Math.random);
  const runIn = (session: Session, text: string): StatementOutcome[] => {
    const outcomes: StatementOutcome[] = [];
    runText(
      code,
      {
        environment,
        session,
        limits: { ...defaultLimits, ...limits },
        ...(cancelled === undefined ? {} : { cancelled }),
        results: (outcome) => outcomes.push(outcome),
      },
      text,
      'test.plg',
    );
    return outcomes;
  };
  const run = (text: string): StatementOutcome[] => runIn(session, text);
  const scratch: ScratchSession = {
    folder,
    lines,
    session,
    run,
    rows: (text) => {
      const { table } = run(text).at(-1)!;
      return table === null ? [] : [...rowsOf(table)];
    },
    aside: (text) => void runIn(new Session(() => begin(lake), Math.random), text),
    onPrint: () => undefined,
    close(keep = false) {
      session.rollback();
      lake.close();
      if (!keep) rmSync(folder, { recursive: true });
    },
  };
  return scratch;
}

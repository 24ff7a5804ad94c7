import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import { boundedFiles, boundsCheck, type BoundsCheck } from '../execution/files/bounded-files.ts';
import { systemClock } from '../host/clock.ts';
import { HTTP_RULES } from '../host/http.ts';
import { nodeFiles } from '../host/node/node-files.ts';
import { nodeKey } from '../host/node/node-key.ts';
import type { Lake } from '../lake/lake.ts';
import { nodeHost, openLake } from '../lake/open-lake.ts';
import type { CodeBase } from '../modules/code-base.ts';
import type { DmlHooks } from '../transaction/dml-hooks.ts';
import { httpFetch } from './http-fetch.ts';
import { namedService } from './open-service.ts';
import type { OwnerOptions } from './lake-owner.ts';

/** What the owner of a lake does for the code that runs over it. */
export interface OwnerWork {
  /** Makes work noted as something that others than the lake see. */
  readonly seeing: <A extends readonly unknown[], R>(work: (...args: A) => R) => (...args: A) => R;
  readonly print: (line: string) => void;
  readonly start: Environment['start'];
}

/** What code over a lake reaches of this machine: files within their bounds, the clock, other lakes, keys. */
export function lakeEnvironment(lake: Lake, code: CodeBase, options: OwnerOptions, work: OwnerWork): Environment {
  const { fileFolders } = options;
  const { seeing } = work;
  const check = fileFolders === undefined ? () => undefined : nodeBounds(lake.folder, fileFolders);
  const files = { ...nodeFiles, create: seeing(nodeFiles.create), replace: seeing(nodeFiles.replace) };
  const http = httpFetch({ ...HTTP_RULES, hosts: fileFolders === undefined ? null : [], ...options.http });
  const put = seeing(http);
  return {
    clock: systemClock,
    files: fileFolders === undefined ? files : boundedFiles(files, check),
    http: (request, mayGoOn) => (request.method === 'PUT' ? put : http)(request, mayGoOn),
    policy: {
      folder: options.filesFrom ?? lake.folder,
      allowed: fileFolders ?? [process.cwd(), '/'],
      files: true,
      dynamicTables: true,
    },
    natives: code.natives,
    kernels: code.kernels,
    compiler: code,
    hooks: NO_HOOKS,
    print: seeing(work.print),
    routine: (frame, id) => code.routine(frame, id),
    start: work.start,
    fingerprint: (manifest) => code.fingerprint(manifest),
    openLake: (folder) => {
      check(folder);
      return openLake(folder, nodeHost, { create: false });
    },
    service: namedService,
    folder: lake.folder,
    key: () => nodeKey(lake.folder),
    snapshotAt: (time) => lake.snapshotAt(time),
    queryFailed: (error, query, kernel) => code.queryFailed(error, query, kernel),
    frames: (error) => code.frames(error),
  };
}

/** The bounds of files on this machine: the lake's folder without what the lake keeps there itself, and others. */
function nodeBounds(folder: string, allowed: readonly string[]): BoundsCheck {
  const closed = [join(folder, '.gobi')];
  return boundsCheck({ folder, allowed, closed }, existsSync, realpathSync);
}

const NO_HOOKS: DmlHooks<Frame> = {
  wants: () => ({ before: false, after: false }),
  before: ({ newRows }) => ({ newRows, keep: null }),
  after: () => undefined,
};

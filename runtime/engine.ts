import type { ProfileReport } from '../compiler/contract/profile.ts';
import { gobiError } from '../compiler/contract/runtime-error.ts';
import { isAddress, parseAddress, type Address } from './client/address.ts';
import type { WireOptions } from './client/wire.ts';
import { serviceOfFolder } from './client/discovery.ts';
import type { UserValue } from './columnar/user-value.ts';
import type { OwnerOptions } from './engine/lake-owner.ts';
import type {
  DeployFile,
  DeployOptions,
  DeployReport,
  RollbackOptions,
  RollbackReport,
} from '../compiler/contract/deploy.ts';
import type { Change } from './client/change.ts';
import { watchText } from './client/watch-text.ts';
import type { Prepared } from './client/prepared.ts';
import type { MaintenanceOptions, MaintenanceReport } from './client/maintenance.ts';
import { Result } from './client/result.ts';
import type { IngestOptions } from './client/ingest.ts';
import type { RowInput } from './client/row-batches.ts';
import type { CallArguments, ExecOptions, Parameters, RunOptions, Runner } from './client/runner.ts';
import { Session } from './client/session.ts';
import type { SqlText } from './client/sql.ts';
import type { Link, Output, TextArguments } from './client/messages.ts';
import { inlineLink, workerLink } from './engine/worker-link.ts';

export { GobiError } from '../compiler/contract/runtime-error.ts';
export type { Table } from './columnar/table.ts';
export type { Value } from './columnar/value.ts';
export type {
  DeployChange,
  DeployFile,
  DeployOptions,
  DeployReport,
  Refusal,
  RollbackOptions,
  RollbackReport,
} from '../compiler/contract/deploy.ts';
export type { ProfileLine, ProfileReport, ProfileStack } from '../compiler/contract/profile.ts';
export type { LeftFile, MaintenanceOptions, MaintenanceReport } from './client/maintenance.ts';
export { Change } from './client/change.ts';
export type { Prepared, PreparedField } from './client/prepared.ts';
export { Result } from './client/result.ts';
export type { IngestOptions } from './client/ingest.ts';
export type { InputBatch, InputColumns, InputRow, RowInput } from './client/row-batches.ts';
export type { CallArguments, ExecOptions, Parameters, ParameterValue, RunOptions, Runner } from './client/runner.ts';
export { Session } from './client/session.ts';
export { sql, SqlText } from './client/sql.ts';

/** How a lake is opened. */
export interface OpenOptions extends OwnerOptions {
  /** 1 (the default): statements run in a worker and the caller's event loop stays free. 0: they run on the caller's thread. */
  readonly workers?: 0 | 1;
  /** The token that a service at an address asks for. */
  readonly token?: string;
  /** Certificates (PEM) that are trusted for a service at an address, instead of those of the machine. */
  readonly ca?: string;
  /** What a service calls the program in `system.sessions`. Default `pl-grizzly`. */
  readonly client?: string;
}

/**
 * Opens the lake in a folder, which is made when it is not there, or that of the service at an address (`gobis://host:4624`). One engine owns a folder at a time; of a folder that is mounted, the engine asks the service, and
 * only `limits` of the service hold.
 *
 * Errors (`GobiError`): `LakeLocked` when another process has it open, `LakeVersion` for a lake of a newer version, `PermissionDenied`, `DiskFull`.
 */
export async function open(folder: string, options: OpenOptions = {}): Promise<Engine> {
  const { workers = 1, token, ca, client, ...owner } = options;
  const rights = {
    ...(owner.role === undefined ? {} : { role: owner.role }),
    ...(client === undefined ? {} : { client }),
  };
  if (isAddress(folder)) {
    const secrets = { ...(token === undefined ? {} : { token }), ...(ca === undefined ? {} : { ca }) };
    return serviceEngine(parseAddress(folder), { ...rights, ...secrets });
  }
  const service = owner.passing === true ? null : serviceOfFolder(folder);
  if (service !== null)
    return serviceEngine({ path: service.socket }, { ...rights, ...(token === undefined ? {} : { token }) });
  return new Engine(workers === 0 ? await inlineLink(folder, owner) : await workerLink(folder, owner));
}

async function serviceEngine(address: Address, options: WireOptions): Promise<Engine> {
  const [{ Wire }, { wireLink }] = await Promise.all([import('./client/wire.ts'), import('./client/wire-link.ts')]);
  return new Engine(wireLink(await Wire.open(address, options)));
}

/** An open lake. Its own statements share one session. */
export class Engine implements Runner {
  readonly #link: Link;
  readonly #session: Session;
  #sessions = 0;
  #closed = false;

  /** Use `open`. */
  constructor(link: Link) {
    this.#link = {
      ask: (request, onOutput, signal) =>
        this.#closed && request.kind !== 'close'
          ? Promise.reject(gobiError('EngineClosed', {}))
          : link.ask(request, onOutput, signal),
      stream: (request, signal) => {
        if (this.#closed) throw gobiError('EngineClosed', {});
        return link.stream(request, signal);
      },
      subscribe: (text, signal) => {
        if (this.#closed) throw gobiError('EngineClosed', {});
        return link.subscribe(text, signal);
      },
      ingest: (session, table, rows, options) =>
        this.#closed ? Promise.reject(gobiError('EngineClosed', {})) : link.ingest(session, table, rows, options),
      stop: () => link.stop(),
    };
    this.#session = new Session(this.#link, this.#sessions++);
  }

  query(text: string | SqlText, parameters?: Parameters, options?: RunOptions): Promise<Result> {
    return this.#session.query(text, parameters, options);
  }

  exec(text: string | SqlText, parameters?: Parameters, options?: ExecOptions): Promise<Result[]> {
    return this.#session.exec(text, parameters, options);
  }

  call(procedure: string, args?: CallArguments, options?: RunOptions): Promise<UserValue> {
    return this.#session.call(procedure, args, options);
  }

  stream(query: string | SqlText, parameters?: Parameters, options?: RunOptions): AsyncGenerator<Result, void> {
    return this.#session.stream(query, parameters, options);
  }

  ingest(table: string, rows: RowInput, options?: IngestOptions): Promise<number> {
    return this.#session.ingest(table, rows, options);
  }

  /** As `Session.callWithTexts`. */
  callWithTexts(routine: string, texts: TextArguments, options?: ExecOptions): Promise<Result[]> {
    return this.#session.callWithTexts(routine, texts, options);
  }

  /** As `Client.subscribe`: the query runs again after what this engine does. */
  subscribe(query: string | SqlText, given: Parameters = [], options: RunOptions = {}): AsyncGenerator<Change, void> {
    return this.#link.subscribe(watchText(query, given), options.signal);
  }

  /** As `Session.prepare`, in the session that the engine's own statements share. */
  prepare(text: string | SqlText): Promise<Prepared> {
    return this.#session.prepare(text);
  }

  /** A session of its own: locals, settings and an explicit transaction that others do not see. */
  session(): Session {
    return new Session(this.#link, this.#sessions++);
  }

  /**
   * A session whose statements have the rights of a role. Only an engine that was opened without a role has such sessions. A role that the lake does not have is
   * told by the first statement: `ObjectNotFound`.
   */
  async sessionOf(role: string): Promise<Session> {
    const id = this.#sessions++;
    await this.#link.ask({ kind: 'start_session', session: id, role });
    return new Session(this.#link, id);
  }

  /**
   * Runs `work` in one transaction: everything commits when it resolves, nothing when it rejects. When others committed conflicting changes
   * meanwhile it rejects with `SerializationConflict`, and may be tried again.
   */
  async transaction<T>(work: (runner: Runner) => Promise<T>): Promise<T> {
    const session = this.session();
    try {
      await session.begin();
      const value = await work(session);
      await session.commit();
      return value;
    } finally {
      await session.close();
    }
  }

  /**
   * Makes the lake as the declarations of a project say: `files` are all of them, named by their paths from the project's folder. All of it is one transaction; a project
   * with errors, and changes that need consent, leave everything as it is, and the report says so. What is learned of the project is kept, so that the next deploy costs
   * what changed. Rejects with the error of a change that failed, as rows that a new key does not fit; nothing is changed then.
   */
  async deploy(files: readonly DeployFile[], options: DeployOptions = {}): Promise<DeployReport> {
    let report: DeployReport | null = null;
    await this.#link.ask({ kind: 'deploy', files, options }, (output) => {
      if (output.kind === 'deploy') report = output.report;
    });
    return report!;
  }

  /** Makes all code as it was at an earlier snapshot, in one transaction; tables stay. Rejects with `InvalidOperation` where that code does not fit the tables any more. */
  async rollbackCode(options: RollbackOptions = {}): Promise<RollbackReport> {
    let report: RollbackReport | null = null;
    await this.#link.ask({ kind: 'rollback_code', options }, (output) => {
      if (output.kind === 'rollback_code') report = output.report;
    });
    return report!;
  }

  /**
   * Removes the files below the lake's data folder that no snapshot names: what a killed load or a failed commit left. Those that are younger than a day (`olderThan`), or
   * than the process that has the lake, stay: somebody may be about to commit them. Only for the owner.
   */
  async maintain(options: MaintenanceOptions = {}): Promise<MaintenanceReport> {
    let report: MaintenanceReport | null = null;
    await this.#link.ask({ kind: 'maintain', options }, (output) => {
      if (output.kind === 'maintain') report = output.report;
    });
    return report!;
  }

  /**
   * Calls a procedure or function as `callWithTexts` does, in a session of its own, and tells which lines of its source took the time. Only for the owner.
   */
  async profile(routine: string, texts: TextArguments = {}, options: ExecOptions = {}): Promise<ProfileReport> {
    let report: ProfileReport | null = null;
    const take = (output: Output): void => {
      if (output.kind === 'profile') report = output.report;
      else if (output.kind === 'print') options.onPrint?.(output.line);
    };
    await this.#link.ask({ kind: 'profile', routine, texts }, take, options.signal);
    return report!;
  }

  /**
   * Makes a token that lets clients of a service of this lake in with the rights of a role, until `expires` or for good. Gives its text, which is kept nowhere, and
   * its id. Only for the owner. Rejects with `ObjectNotFound` for a role that is not there.
   */
  async createToken(
    role: string,
    expires: Date | null = null,
  ): Promise<{ readonly id: string; readonly token: string }> {
    let result: Result | null = null;
    const expiresAt = expires === null ? null : expires.getTime() * 1000;
    await this.#link.ask({ kind: 'create_token', role, expiresAt }, (output) => {
      if (output.kind === 'result') result = new Result(output.result);
    });
    const [row] = await (result as Result | null)!.rows();
    return { id: String(row!['id']), token: String(row!['token']) };
  }

  /** Takes a token back, by its id: who has it is let in no more, and the next request of those who came with it is refused. Rejects with `ObjectNotFound`. */
  revokeToken(id: string): Promise<void> {
    return this.#link.ask({ kind: 'revoke_token', id });
  }

  /** Closes the lake; what was not committed is dropped. Does nothing when it is closed. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#link.ask({ kind: 'close' });
    await this.#link.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

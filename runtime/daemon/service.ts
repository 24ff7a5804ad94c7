import { rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { DeployReport } from '../../compiler/contract/deploy.ts';
import type { Announcement } from '../client/discovery.ts';
import type { Table } from '../columnar/table.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import { systemClock } from '../host/clock.ts';
import type { Log } from '../host/log.ts';
import { NOTICE } from '../protocol/messages.ts';
import { deployFacts } from './deploy-facts.ts';
import { encodeRecord } from '../protocol/record.ts';
import { BoundClients } from './bound-clients.ts';
import { AuditLog, defaultAudit, type AuditSettings, type Principal } from './audit-log.ts';
import { CommitThread } from './commit-thread-handle.ts';
import { CompileThread } from './compile-thread-handle.ts';
import { Connection } from './connection.ts';
import { BACKLOG, listenTcp, type TcpPlace } from './listen-tcp.ts';
import type { ServiceFacts } from '../lake/service-facts.ts';
import { LoadedVersions } from './loaded-versions.ts';
import { openMetrics } from './open-metrics.ts';
import { RunLedger } from './run-ledger.ts';
import { ServiceReport } from './service-report.ts';
import { RunPool, type PoolSize } from './run-pool.ts';
import { ProjectWatch, type OnDeploy } from './project-watch.ts';
import { Gate, type Caller, type Identity } from './gate.ts';
import { serviceControl } from './service-control.ts';
import type { ServiceHeart } from './service-heart.ts';
import { defaultServiceLimits, type ServiceLimits } from './service-limits.ts';
import { SilentConnections } from './silent-connections.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly owner: OwnerOptions;
  readonly log: Log;
  readonly pool: PoolSize;
  /** Requests that run longer are told in the log; none where it is left out. */
  readonly slowMilliseconds?: number;
  readonly limits?: Partial<ServiceLimits>;
  /** Starts the service of another folder, by a name or by the folder's. */
  readonly mount?: (folder: string, name: string | undefined) => Promise<Announcement>;
  /** Whether the project's settings ask for the strict check. */
  readonly strict?: () => boolean;
  /** What the audit log keeps. Default: `defaultAudit`. */
  readonly audit?: AuditSettings;
  /** Is told once when the service has stopped: why, and whether that was a failure. */
  readonly onStopped: (reason: string, failed: boolean) => void;
}

/** What is asked of a service without changing anything. */
const QUESTIONS: ReadonlySet<string> = new Set(['status', 'metrics']);

/** A lake that is served: its threads, its connections, its end. */
export class Service {
  readonly #options: ServiceOptions;
  readonly #commits: CommitThread;
  readonly #compiler = new CompileThread((reason) => {
    this.#options.log.write({ level: 'error', message: 'the compile thread ended', facts: { reason } });
  });
  readonly #bound = new BoundClients();
  readonly #audit: AuditLog;
  readonly #ledger: RunLedger;
  readonly #pool: RunPool;
  readonly #deploys: RunPool;
  readonly #project: ProjectWatch;
  #lastDeploy = 'none';
  readonly #servers: Server[] = [];
  readonly #connections = new Map<number, Connection>();
  readonly #started = systemClock.now();
  readonly #limits: ServiceLimits;
  readonly #silent: SilentConnections;
  readonly #report: ServiceReport;
  readonly #gate: Gate;
  readonly #heart: ServiceHeart;
  #nextConnection = 1;
  #nextSession = 1;
  #draining = false;
  #stopped: Promise<void> | null = null;

  private constructor(options: ServiceOptions) {
    this.#options = options;
    const { folder, owner, log } = options;
    this.#commits = new CommitThread(folder, owner, (reason) => {
      if (this.#stopped !== null) return;
      log.write({ level: 'error', message: 'the commit thread ended', facts: { reason } });
      void this.stop(`the commit thread ended: ${reason}`, { failed: true });
    });
    let threads = 0;
    const facts: ServiceFacts = (table) => this.#report.rows(table);
    const versions = new LoadedVersions();
    const threadsOf = { facts, versions, nextThread: () => ++threads };
    const servers = { commits: this.#commits, compiler: this.#compiler, ...threadsOf };
    this.#audit = new AuditLog(options.audit ?? defaultAudit, systemClock, (...entries) =>
      this.#commits.audit(...entries),
    );
    this.#commits.onAuditFailed = ({ entries, error }) =>
      log.write({
        ...{ level: 'error', message: 'the audit log could not be written' },
        facts: { entries, reason: error.message },
      });
    this.#ledger = new RunLedger({
      slow: {
        milliseconds: options.slowMilliseconds ?? Infinity,
        tell: (of) => log.write({ level: 'warn', message: 'a slow request', facts: of }),
      },
      who: (connection) => this.#connections.get(connection)?.principal ?? null,
      onEnd: (record, end) => this.#audit.ended(record, end),
    });
    this.#commits.onCommit((commits) => this.#ledger.committed(commits.length));
    this.#pool = new RunPool(folder, { ...owner, create: false }, servers, options.pool, this.#ledger);
    this.#deploys = new RunPool(folder, { ...owner, create: false }, servers, { idle: 0, most: 1 }, this.#ledger);
    this.#project = new ProjectWatch({
      ...{ folder, deploys: this.#deploys, strict: options.strict ?? (() => false) },
      clients: () => this.#bound.all,
      onDeploy: (deploy) => this.#deployed(deploy),
    });
    this.#limits = { ...defaultServiceLimits, ...options.limits };
    this.#silent = new SilentConnections(this.#limits, (turnedAway) =>
      log.write({ level: 'warn', message: 'connections were closed that had said nothing', facts: { ...turnedAway } }),
    );
    const of = { pool: () => this.#pool, connections: this.#connections, silent: this.#silent, versions };
    this.#report = new ServiceReport({ ledger: this.#ledger, ...of });
    this.#gate = new Gate(folder, systemClock);
    this.#heart = this.#newHeart();
  }

  /** Opens the lake and starts its threads. Errors: as `openLake`. */
  static async start(options: ServiceOptions): Promise<Service> {
    const service = new Service(options);
    await service.#commits.ready;
    try {
      await Promise.all([service.#pool.start(), service.#project.start()]);
    } catch (error) {
      await service.stop('it could not start', { failed: true });
      throw error;
    }
    return service;
  }

  /** Takes connections on a Unix socket, which only its owner may use. */
  listen(socket: string): Promise<void> {
    const before = process.umask(0o177);
    const server = createServer((connection) => this.#accept(connection, { address: 'this machine', trusted: true }));
    this.#servers.push(server);
    return new Promise((settle, fail) => {
      server.once('error', fail);
      rmSync(socket, { force: true });
      server.listen({ path: socket, backlog: BACKLOG }, () => {
        process.umask(before);
        settle();
      });
    });
  }

  /** Takes connections on TCP, from those who have a token; gives the port. Errors: as of `listenTcp`. */
  async listenTcp(place: TcpPlace): Promise<number> {
    const server = await listenTcp(place, this.#silent, (socket, caller) => this.#accept(socket, caller));
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  /** Ends a thread as a fault of it would: what it ran fails, and another takes its place. False where no run thread is busy. */
  crash(kind: 'run' | 'compile'): boolean {
    if (kind === 'run') return this.#pool.crash();
    this.#compiler.crash();
    return true;
  }

  /** What `gobi daemon status` shows. */
  get status(): Readonly<Record<string, string | number>> {
    const { threads, running, waiting } = this.#pool.load;
    return {
      service: this.#options.name,
      folder: this.#options.folder,
      version: this.#options.version,
      state: this.#draining ? 'stopping' : 'running',
      snapshot: this.#commits.snapshot,
      seconds: Math.round((systemClock.now() - this.#started) / 1e6),
      connections: this.#served,
      silent_connections: this.#silent.size,
      ...{ threads, running, waiting },
      last_deploy: this.#lastDeploy,
      resident_bytes: process.memoryUsage.rss(),
    };
  }

  /**
   * Stops: takes no more requests, lets those that run end until `drainMilliseconds` are over, closes the lake. Resolves when all is closed.
   */
  stop(reason: string, { drainMilliseconds = 0, failed = false } = {}): Promise<void> {
    this.#stopped ??= this.#stop(reason, drainMilliseconds, failed);
    return this.#stopped;
  }

  async #stop(reason: string, drainMilliseconds: number, failed: boolean): Promise<void> {
    this.#options.log.write({ level: 'info', message: 'the service stops', facts: { reason } });
    this.#draining = true;
    this.#project.close();
    for (const server of this.#servers) server.close();
    for (const connection of this.#connections.values()) connection.drain();
    const end = performance.now() + drainMilliseconds;
    while (this.#connections.size > 0 && performance.now() < end) await new Promise((settle) => setTimeout(settle, 10));
    for (const connection of this.#connections.values()) connection.close();
    await Promise.all([this.#pool.stop(), this.#deploys.stop()]);
    await this.#compiler.stop();
    this.#gate.close();
    this.#report.close();
    this.#audit.flush();
    if (!failed) await this.#commits.close();
    this.#options.onStopped(reason, failed);
  }

  /** Says in the log and to all clients what came of a deploy; the version before serves on where there was none. */
  #deployed(deploy: Parameters<OnDeploy>[0]): void {
    const failure = 'failure' in deploy ? deploy.failure.message : null;
    const report = 'report' in deploy ? deploy.report : null;
    const outcome = report?.outcome ?? 'failed';
    this.#lastDeploy = `${outcome} at ${new Date(systemClock.now() / 1000).toISOString()}`;
    if (outcome === 'unchanged') return;
    const bad = outcome === 'failed' || outcome === 'refused';
    const facts = report === null ? { outcome, reason: failure } : deployFacts(report, this.#options.folder);
    this.#options.log.write({ level: bad ? 'warn' : 'info', message: 'a deploy of the project', facts });
    const notice = encodeRecord('NOTICE', NOTICE, {
      severity: bad ? 'error' : 'info',
      code: 'deploy',
      message: failure ?? outcome,
      details: report,
    });
    for (const connection of this.#connections.values()) connection.notify(notice);
  }

  /** What clients deploy beside the project is told in the log alone; who asked has the report. */
  #deployedBy(who: Readonly<Record<string, unknown>>, report: DeployReport): void {
    const { outcome } = report;
    if (outcome !== 'applied' && outcome !== 'refused') return;
    const facts = { ...who, ...deployFacts(report, this.#options.folder) };
    this.#options.log.write({
      ...{ level: outcome === 'refused' ? 'warn' : 'info', message: 'a deploy by a client', facts },
    });
  }

  #accept(socket: import('node:net').Socket, caller: Caller): void {
    if (this.#draining) return void socket.destroy();
    const connection = new Connection(this.#nextConnection++, socket, this.#heart, caller);
    this.#connections.set(connection.id, connection);
  }

  /** Connections whose clients have said who they are. */
  get #served(): number {
    return this.#connections.size - this.#silent.size;
  }

  #control(action: string, options: unknown, identity: Identity): Promise<Table> {
    const { folder, mount } = this.#options;
    const controlled = {
      folder,
      status: this.status,
      metrics: () => openMetrics(this.#report.families),
      reload: () => this.#project.reload(),
      stop: (reason: string, drainMilliseconds: number) => void this.stop(reason, { drainMilliseconds }),
      mount,
    };
    return serviceControl(controlled, action, options, identity);
  }

  /** What is asked of the service itself is noted, but for questions. */
  async #controlled(action: string, options: unknown, identity: Identity, principal: Principal): Promise<Table> {
    const note = (error: unknown = null): void => this.#audit.done(principal, `service ${action}`, null, error);
    try {
      const answer = await this.#control(action, options, identity);
      if (!QUESTIONS.has(action)) note();
      return answer;
    } catch (error) {
      note(error);
      throw error;
    }
  }

  #newHeart(): ServiceHeart {
    const { name, version, log } = this.#options;
    const commits = this.#commits;
    const draining = (): boolean => this.#draining;
    const served = (): number => this.#served;
    return {
      name,
      version,
      clock: systemClock,
      limits: this.#limits,
      silent: this.#silent,
      get served() {
        return served();
      },
      pool: this.#pool,
      deploys: this.#deploys,
      onCommit: (listener) => commits.onCommit(listener),
      get snapshot() {
        return commits.snapshot;
      },
      get draining() {
        return draining();
      },
      nextSession: () => this.#nextSession++,
      gate: this.#gate,
      bound: this.#bound,
      deployed: (report, { client, role }) => this.#deployedBy({ client, role }, report),
      control: (action, options, identity, principal) => this.#controlled(action, options, identity, principal),
      audit: this.#audit,
      log: (level, message, facts) => log.write({ level, message, facts }),
      forget: (id) => {
        const connection = this.#connections.get(id);
        if (connection !== undefined) this.#report.forget(connection);
        this.#connections.delete(id);
      },
    };
  }
}

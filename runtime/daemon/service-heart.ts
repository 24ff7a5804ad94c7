import type { DeployReport } from '../../compiler/contract/deploy.ts';
import type { Table } from '../columnar/table.ts';
import type { Clock } from '../host/clock.ts';
import type { LogLevel } from '../host/log.ts';
import type { AuditLog, Principal } from './audit-log.ts';
import type { BoundClients } from './bound-clients.ts';
import type { Gate, Identity } from './gate.ts';
import type { RunPool } from './run-pool.ts';
import type { CommitNote } from './thread-messages.ts';
import type { ServiceLimits } from './service-limits.ts';
import type { SilentConnections } from './silent-connections.ts';

/** What a connection needs of its service. */
export interface ServiceHeart {
  readonly name: string;
  readonly version: string;
  readonly clock: Clock;
  readonly limits: ServiceLimits;
  readonly pool: RunPool;
  /** What makes deploys, one after the other. */
  readonly deploys: RunPool;
  /** Is told of all commits, in order. Gives what ends it. */
  onCommit(listener: (commits: readonly CommitNote[]) => void): () => void;
  /** The newest snapshot. */
  readonly snapshot: number;
  /** Connections whose clients have not said who they are. */
  readonly silent: SilentConnections;
  /** Connections whose clients have. */
  readonly served: number;
  /** No more requests are taken. */
  readonly draining: boolean;
  /** A number that no session of the service has had. */
  nextSession(): number;
  /** Decides who is let in. */
  readonly gate: Gate;
  /** What the connected clients were built for. */
  readonly bound: BoundClients;
  /** A client's deploy has ended. */
  deployed(report: DeployReport, principal: Principal): void;
  /** Carries out a SERVICE_CONTROL message. Errors: `AccessDenied`. */
  control(action: string, options: unknown, identity: Identity, principal: Principal): Promise<Table>;
  readonly audit: AuditLog;
  log(level: LogLevel, message: string, facts: Readonly<Record<string, unknown>>): void;
  /** The connection has ended. */
  forget(connection: number): void;
}

import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { SYSTEM_TABLES } from '../catalog/system-tables.ts';
import { Frame, type FrameOptions } from '../execution/frame.ts';
import type { Session } from '../execution/session.ts';
import type { CommitInfo } from '../lake/commit/commit-request.ts';
import type { CodeBase } from '../modules/code-base.ts';
import { applyDeploy } from '../modules/deploy/apply-deploy.ts';
import type {
  BrokenClient,
  DeployChange,
  DeployFile,
  DeployOptions,
  DeployReport,
  RollbackOptions,
  RollbackReport,
} from '../../compiler/contract/deploy.ts';
import { brokenClients } from '../modules/deploy/broken-clients.ts';
import type { PlannedChange } from '../modules/deploy/deploy-change.ts';
import { Deployer, type DeployPlan } from '../modules/deploy/deployer.ts';
import { rowsOf } from '../columnar/rows-of.ts';
import { applyRollback, planRollback } from '../modules/deploy/rollback-code.ts';
import type { Lake } from '../lake/lake.ts';

/** What deploys need of the owner of a lake. */
export interface DeployHost {
  readonly code: CodeBase;
  readonly lake: Lake;
  readonly newSession: () => Session;
  readonly frame: Omit<FrameOptions, 'session' | 'what'>;
  readonly dataFiles: (paths: ReadonlySet<string>) => readonly FileInfo[];
}

const ATTEMPTS = 3;

/** The deploys of one lake; what is learned of its project is kept for the next one. */
export class Deploys {
  readonly #host: DeployHost;
  readonly #deployer: Deployer;

  constructor(host: DeployHost) {
    this.#host = host;
    this.#deployer = new Deployer({ library: host.code.library, dataFiles: host.dataFiles });
  }

  /** Makes the lake as the project declares it, in one transaction: all of it or nothing. Errors are those of the changes, as rows that a new key does not fit. */
  deploy(files: readonly DeployFile[], options: DeployOptions = {}): DeployReport {
    const start = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return this.#inTransaction((frame, commit) => {
          const { state } = frame.transaction;
          const { code } = this.#host;
          const view = { ...code.view(state), former: code.former.inFiles(files, state) };
          const plan = this.#deployer.plan(files, { state, view }, options);
          const outcome = outcomeOf(plan, options);
          if (outcome === 'applied') applyDeploy(code, frame, plan);
          const snapshot = outcome === 'applied' ? commit(infoOf(plan)) : plan.snapshot;
          const { refusal, version, changes, broken, diagnostics } = plan;
          const milliseconds = Math.round((performance.now() - start) * 10) / 10;
          return {
            outcome,
            refusal,
            version,
            snapshot,
            changes: changes.map((change) => shown(change, broken)),
            broken,
            diagnostics,
            milliseconds,
          };
        });
      } catch (error) {
        const again = error instanceof GobiError && error.exception === 'SerializationConflict' && attempt < ATTEMPTS;
        if (!again) throw error;
      }
    }
  }

  /** Makes all code as it was at an earlier snapshot, in one transaction; tables and rows stay. Errors: `StaleCode` where that code does not check any more, `ObjectNotFound` (snapshot). */
  rollbackCode({ to, dryRun = false, clients = [] }: RollbackOptions = {}): RollbackReport {
    const { code, lake } = this.#host;
    return this.#inTransaction((frame, commit) => {
      const { state } = frame.transaction;
      const plan = planRollback(state, (snapshot) => lake.stateAt(snapshot), to ?? this.#beforeLastDeploy(frame));
      const outcome = plan.changes.length === 0 ? 'unchanged' : dryRun ? 'planned' : 'applied';
      if (outcome !== 'unchanged') applyRollback(code, frame, plan);
      const broken =
        clients.length === 0 ? [] : brokenClients(clients, code.view(state).routines, code.view(plan.target).routines);
      const info = { message: `rollback of code to snapshot ${plan.to}`, extra: { rollback: { to: plan.to } } };
      return {
        outcome,
        to: plan.to,
        snapshot: outcome === 'applied' ? commit(info) : state.snapshot,
        changes: plan.changes,
        broken,
      };
    });
  }

  #beforeLastDeploy({ transaction: { state } }: Frame): number {
    const snapshots = SYSTEM_TABLES.find(({ name }) => name === 'snapshots')!;
    const columns = ['id', 'extra'].map((wanted) => snapshots.columns.findIndex(({ name }) => name === wanted));
    let last: number | null = null;
    for (const [id, extra] of rowsOf(this.#host.lake.scan(state, snapshots.id, columns)))
      if (typeof extra === 'string' && extra.startsWith('{"deploy"')) last = Number(id);
    if (last !== null) return last - 1;
    throw gobiError('InvalidOperation', {
      what: 'a rollback of code',
      reason: 'nothing was deployed into this lake',
      instead: 'name the snapshot to go back to: `--to SNAPSHOT`',
    });
  }

  #inTransaction<T>(work: (frame: Frame, commit: (info: CommitInfo) => number) => T): T {
    const session = this.#host.newSession();
    session.explicit = true;
    try {
      const frame = new Frame({ ...this.#host.frame, session, what: 'the deploy' });
      return work(frame, (info) => session.commit(info)!);
    } finally {
      session.close();
    }
  }
}

function outcomeOf({ refusal, changes, work }: DeployPlan, { dryRun = false }: DeployOptions): DeployReport['outcome'] {
  if (refusal !== null) return 'refused';
  const nothing = changes.every(({ action }) => action === 'keep') && work.noted.length === 0;
  if (nothing) return 'unchanged';
  return dryRun ? 'planned' : 'applied';
}

function infoOf({ version, changes }: DeployPlan): CommitInfo {
  const count = (wanted: DeployChange['action']): number => changes.filter(({ action }) => action === wanted).length;
  const counts = { created: count('create'), changed: count('change'), dropped: count('drop') };
  return { message: `deploy ${version}`, extra: { deploy: { version, ...counts } } };
}

/** Clients are told of beside the routines that they call. */
function shown({ key: _, differences: __, ...change }: PlannedChange, broken: readonly BrokenClient[]): DeployChange {
  const title = `${change.kind} ${change.name}`.toLowerCase();
  const names = broken
    .filter(({ changes }) => changes.some(({ routine }) => routine.toLowerCase() === title))
    .map(
      ({ client, connections }) => `connected typed client ${client}${connections === 1 ? '' : ` (${connections}x)`}`,
    );
  return names.length === 0 ? change : { ...change, touches: [...change.touches, ...names] };
}

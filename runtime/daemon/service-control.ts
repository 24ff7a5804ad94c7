import { resolve } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { DeployReport } from '../../compiler/contract/deploy.ts';
import type { Announcement } from '../client/discovery.ts';
import type { Table } from '../columnar/table.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import { requireOwner, type Identity } from './gate.ts';

/** What a service can be told. */
export interface Controlled {
  readonly folder: string;
  readonly status: Readonly<Record<string, string | number>>;
  /** Its numbers as OpenMetrics text. */
  readonly metrics: () => string;
  /** Deploys what the project's folder holds now; `null` where it holds nothing. */
  reload(): Promise<DeployReport | null>;
  /** Stops after what runs has ended, at most so many milliseconds from now. */
  stop(reason: string, drainMilliseconds: number): void;
  /** Starts the service of another folder, or finds it; left out where services cannot be started. */
  readonly mount?: ((folder: string, name: string | undefined) => Promise<Announcement>) | undefined;
}

const ACTIONS = ['status', 'metrics', 'mount', 'unmount', 'reload', 'drain', 'stop'] as const;

/** Carries out a SERVICE_CONTROL message. Errors: `AccessDenied` for who is not the owner, `ProtocolError` for what there is not, and those of the action. */
export async function serviceControl(
  service: Controlled,
  action: string,
  options: unknown,
  identity: Identity,
): Promise<Table> {
  if (action !== 'status') requireOwner(identity, `tell the service to ${action}`);
  const given = typeof options === 'object' && options !== null ? (options as Readonly<Record<string, unknown>>) : {};
  const text = (key: string): string | undefined => wanted(given, key, 'string');
  const number = (key: string): number | undefined => wanted(given, key, 'number');
  switch (action) {
    case 'status':
      return pairs(service.status);
    case 'metrics':
      return pairs({ openmetrics: service.metrics() });
    case 'reload': {
      const report = await service.reload();
      if (report === null) return pairs({ outcome: 'nothing to deploy' });
      const { outcome, refusal, version, snapshot, changes } = report;
      return pairs({ outcome, refusal: refusal ?? '', version, snapshot, changes: changes.length });
    }
    case 'mount': {
      const folder = text('folder');
      if (folder === undefined)
        throw gobiError('ProtocolError', { reason: 'the action mount lacks `folder` in its options' });
      if (service.mount === undefined)
        throw gobiError('InvalidOperation', { what: `to mount '${folder}'`, reason: 'this service starts no others' });
      const { name, pid, socket, folder: root } = await service.mount(resolve(service.folder, folder), text('name'));
      return pairs({ name, folder: root, pid, socket });
    }
    case 'unmount': {
      const folder = resolve(service.folder, text('folder') ?? '.');
      if (folder !== service.folder)
        throw gobiError('InvalidOperation', {
          what: `to unmount '${folder}'`,
          reason: `this is the service of '${service.folder}'`,
          instead: 'tell the service of that folder',
        });
      return stopping(service, 'a client unmounted it', number('drain') ?? 10);
    }
    case 'drain':
      return stopping(service, 'a client let it run dry', number('seconds') ?? DAY_SECONDS);
    case 'stop':
      return stopping(service, 'a client asked for it', number('drain') ?? 10);
    default:
      throw gobiError('ProtocolError', { reason: `SERVICE_CONTROL knows ${ACTIONS.join(', ')}, not \`${action}\`` });
  }
}

/** What runs may take so long where nobody says how long. */
const DAY_SECONDS = 86_400;

/** The answer goes out before the service stops. */
function stopping(service: Controlled, reason: string, seconds: number): Table {
  setImmediate(() => service.stop(reason, seconds * 1000));
  return pairs({ state: 'stopping' });
}

function wanted<K extends 'string' | 'number'>(
  options: Readonly<Record<string, unknown>>,
  key: string,
  type: K,
): (K extends 'string' ? string : number) | undefined {
  const value = options[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== type || (type === 'number' && !(Number(value) >= 0)))
    throw gobiError('ProtocolError', {
      reason: `\`${key}\` in the options is no ${type === 'string' ? 'text' : 'number from 0 on'}`,
    });
  return value as K extends 'string' ? string : number;
}

/** Names and values as a table of two columns of text. */
function pairs(values: Readonly<Record<string, string | number>>): Table {
  const text = { type: { kind: 'string' }, nullable: false } as const;
  return tableFromRows(
    [
      { name: 'name', ...text },
      { name: 'value', ...text },
    ],
    Object.entries(values).map(([name, value]) => [name, String(value)]),
  );
}

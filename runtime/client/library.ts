import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { isAddress, parseAddress, type Address } from './address.ts';
import { connect as connectTo, type Client, type ClientOptions } from './client.ts';
import { findService, serviceOfFolder } from './discovery.ts';
import { bindingsHash, withRoutines, type Bindings, type TypedClient } from './typed-client.ts';

/*
 * What `pl-grizzly/client` exports: the client of a service, without the engine.
 */
export { GobiError } from '../../compiler/contract/runtime-error.ts';
export type { Value } from '../columnar/value.ts';
export type { Table } from '../columnar/table.ts';
export { Change } from './change.ts';
export { Client, type ClientOptions } from './client.ts';
export type { TransactionOptions } from './transaction.ts';
export type { IngestOptions } from './ingest.ts';
export type { Prepared, PreparedField } from './prepared.ts';
export { Result } from './result.ts';
export type { InputBatch, InputColumns, InputRow, RowInput } from './row-batches.ts';
export type { CallArguments, ExecOptions, Parameters, ParameterValue, RunOptions, Runner } from './runner.ts';
export { Session } from './session.ts';
export type { Attempt, Bindings, TypedCall, TypedClient } from './typed-client.ts';
export { sql, SqlText } from './sql.ts';
export type { Address } from './address.ts';
export type { WireOptions } from './wire.ts';
export type { PoolOptions } from './wire-pool.ts';

/**
 * Connects to a service: the one that was mounted last, or that of a name, of a lake's folder, at the path of a socket, at an address as
 * `gobis://host:4624`. Connections that are lost are made again. Errors: `ServiceNotFound`, `InvalidUrl`, `ConnectionFailed`, `AccessDenied`, `ProtocolError`.
 */
export async function connect(target?: string | Address, options: ClientOptions = {}): Promise<Client> {
  return connectTo(typeof target === 'object' ? target : () => addressOf(target), options);
}

/**
 * Connects to a service that has the routines which a client was built for; `gobi build --client` writes what calls this. Errors: as `connect`, and `StaleBindings`, which names what has
 * changed.
 */
export async function connectTyped<P, F>(
  bindings: Bindings,
  raises: Readonly<Record<string, readonly string[]>>,
  target?: string | Address,
  options: ClientOptions = {},
): Promise<TypedClient<P, F>> {
  if (bindingsHash(bindings.routines) !== bindings.hash)
    throw gobiError('StaleBindings', { changes: ['its file was changed after it was built'] });
  const client = await connect(target, { ...options, bindings });
  return withRoutines(client, bindings, raises, (routine, values, types, given) =>
    client.callTyped(routine, values, types, given),
  );
}

function addressOf(target: string | undefined): Address {
  return target !== undefined && isAddress(target) ? parseAddress(target) : { path: socketOf(target) };
}

function socketOf(target: string | undefined): string {
  if (target === undefined || !/[/\\]/.test(target)) return findService(target).socket;
  const known = statSync(target, { throwIfNoEntry: false });
  if (known?.isDirectory() !== true) return target;
  const service = serviceOfFolder(target);
  if (service !== null) return service.socket;
  throw gobiError('ConnectionFailed', {
    address: target,
    reason: 'no service has mounted this folder',
    instead: `\`gobi mount ${join(target)}\``,
  });
}

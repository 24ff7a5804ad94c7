import { readFileSync } from 'node:fs';
import { isAddress, parseAddress } from '../client/address.ts';
import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { findService, type Announcement } from '../client/discovery.ts';
import type { AttachedSource } from '../transaction/attached-source.ts';
import { AttachedService } from './attached-service.ts';
import { ServiceBridge } from './service-bridge.ts';

/** A service that ATTACH named: what it is called, where it is, and how its tables are opened. */
export interface NamedService {
  readonly name: string;
  /** The folder of its lake, or its address. */
  readonly place: string;
  readonly open: () => AttachedSource;
}

/**
 * Finds a service by its name, or takes an address as `gobis://host:4624`, for which the token is in the variable GOBI_TOKEN, and GOBI_CA names a file of certificates. Errors: `ConnectionFailed`, `ServiceNotFound` where another name is meant,
 * `InvalidUrl`.
 */
export function namedService(name: string): NamedService {
  if (!isAddress(name)) {
    const { name: own, folder, socket } = known(name);
    return { name: own, place: folder, open: () => opened({ path: socket }, {}) };
  }
  const { GOBI_TOKEN: token, GOBI_CA: file } = process.env;
  const options = {
    ...(token === undefined ? {} : { token }),
    ...(file === undefined ? {} : { ca: readFileSync(file, 'utf8') }),
  };
  return { name: 'gobi', place: name, open: () => opened(parseAddress(name), options) };
}

function known(name: string): Announcement {
  try {
    return findService(name);
  } catch (error) {
    if (error instanceof GobiError && error.params['nearest'] === undefined) throw noService(name);
    throw error;
  }
}

/** There is no service of a name like it. */
export function noService(name: string): GobiError {
  return gobiError('ConnectionFailed', {
    address: name,
    reason: 'no service runs here',
    instead: '`gobi mount FOLDER` starts one; a folder or file to attach is written in quotes',
  });
}

function opened(...[address, options]: ConstructorParameters<typeof ServiceBridge>): AttachedSource {
  return new AttachedService(new ServiceBridge(address, { ...options, client: 'attached' }));
}

import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { IpcCompression } from '../columnar/arrow/ipc-codecs.ts';
import type { Frame } from '../protocol/frame.ts';
import { decodeOf, HELLO, PROTOCOL_VERSION, WELCOME } from '../protocol/messages.ts';
import { encodeRecord } from '../protocol/record.ts';
import type { Principal } from './audit-log.ts';
import type { Caller, Claims, Identity } from './gate.ts';
import type { ServiceHeart } from './service-heart.ts';

/** Who a client is, and how it wants its results. */
export interface Greeting {
  readonly identity: Identity;
  /** As the audit log names it. */
  readonly principal: Principal;
  readonly compression: IpcCompression;
  /** Bytes of a result that it takes before it gives credit; 0: all as they come. */
  readonly window: number;
}

/** A client that has not said who it is; nothing is done for it. */
export function nobody(connection: number): Greeting {
  return {
    identity: { role: '', token: null },
    principal: { connection, client: '', token: null, role: null },
    compression: 'none',
    window: 0,
  };
}

/** Lets a client in by the first frame of its connection. Errors: `ProtocolError`, `Overloaded`, and as of `Gate.admit`. */
export function greet(frame: Frame, connection: number, caller: Caller, heart: ServiceHeart): Greeting {
  if (frame.kind !== 'hello')
    throw gobiError('ProtocolError', { reason: `the first frame is \`${frame.kind}\`, not \`hello\`` });
  const { protocol, client, token, role, compression, window } = decodeOf('HELLO', HELLO, frame.body);
  if (protocol !== PROTOCOL_VERSION)
    throw gobiError('ProtocolError', {
      reason: `the client speaks version ${protocol ?? 'none'}, the service version ${PROTOCOL_VERSION}`,
    });
  const { connections } = heart.limits;
  if (heart.served >= connections) throw gobiError('Overloaded', { what: 'connections', limit: connections });
  const principal = { connection, client: (client ?? '').slice(0, 200), token: null, role };
  const identity = admit({ token, role }, caller, principal, heart);
  return {
    identity,
    principal: { ...principal, ...identity },
    compression: chosen(compression),
    window: window ?? 0,
  };
}

/** The answer to the first frame: record WELCOME. */
export function welcome({ identity, compression }: Greeting, connection: number, heart: ServiceHeart): Uint8Array {
  const { name, version, limits, snapshot } = heart;
  return encodeRecord('WELCOME', WELCOME, {
    protocol: PROTOCOL_VERSION,
    server: `gobi ${version}`,
    service: name,
    connection,
    compression,
    max_frame: limits.frameBytes,
    max_requests: limits.requests,
    snapshot,
    role: identity.role,
  });
}

/** Both outcomes of a login are noted. */
function admit(claims: Claims, caller: Caller, principal: Principal, { gate, audit }: ServiceHeart): Identity {
  const { address } = caller;
  let identity: Identity;
  try {
    identity = gate.admit(claims, caller);
  } catch (error) {
    audit.done(principal, 'login', address, error);
    throw error;
  }
  audit.loggedIn({ ...principal, ...identity }, address);
  return identity;
}

/** The first of the client's compressions that is known. */
function chosen(offered: string | null): IpcCompression {
  const names = (offered ?? '').split(',').map((name) => name.trim());
  return names.find((name): name is IpcCompression => name === 'lz4' || name === 'zstd') ?? 'none';
}

import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { suggest } from '../../compiler/contract/suggest.ts';
import { decodeOwn, decodeRecord, encodeRecord, readRecord, type RecordOf, type Shape } from './record.ts';

/** What every request may say: the session that it belongs to. Without one it runs by itself, beside all others of the connection. */
const OF_SESSION = { session: 'id' } as const;

const MANAGED = {
  ...OF_SESSION,
  action: 'text',
  name: 'text',
  definition: 'text',
  options: 'json',
} as const satisfies Shape;

/** The messages of a client and their fields, in order. */
export const requestShapes = {
  /** Runs a text of statements. `parameters`: an Arrow IPC stream of one row, its columns named as in the text without `$` (`1`, `day`). */
  EXECUTE_SQL: { ...OF_SESSION, text: 'text', name: 'text', parameters: 'bytes' },
  /** Checks a text of one statement and keeps it for the connection, or for a session of it: answered by one row (`PREPARED`). */
  PREPARE: { ...OF_SESSION, text: 'text', name: 'text' },
  /** Runs a prepared statement, in its session. `parameters`: as those of EXECUTE_SQL. */
  EXECUTE_PREPARED: { statement: 'id', parameters: 'bytes' },
  /** Forgets a prepared statement. */
  CLOSE_PREPARED: { statement: 'id' },
  /**
   * Calls a procedure or function. `arguments`: an Arrow IPC stream of one row; columns named `1`, `2`, … are by position.
   * `texts` instead: an object of texts by parameter name, each read by the parameter's type.
   */
  CALL_PROCEDURE: { ...OF_SESSION, procedure: 'text', arguments: 'bytes', texts: 'json' },
  /** Does `action` (`upsert`, `drop`) to a procedure; `definition` is its declaration. */
  MANAGE_PROCEDURE: MANAGED,
  /** The same of triggers, and `enable`, `disable`. `options` may stand for the option list of the declaration. */
  MANAGE_TRIGGER: MANAGED,
  /** As of triggers, and `run`. */
  MANAGE_SCHEDULE: MANAGED,
  /** `upsert` and `drop`, with options as of triggers. */
  MANAGE_PIPELINE: MANAGED,
  /** What concerns the service itself: `status`, `mount`, `unmount`, `reload`, `drain`, `stop`. */
  SERVICE_CONTROL: { action: 'text', options: 'json' },
  /** Inserts (`mode` `insert`, or `upsert`) the rows that follow in `data` frames into a table, in one commit. */
  INGEST: { ...OF_SESSION, table: 'text', mode: 'text' },
  /** Watches a query: its rows, then what changes in them, each as a `result`. It ends when it is cancelled. */
  SUBSCRIBE: { text: 'text', name: 'text', parameters: 'bytes' },
  /** Checks that the service has the routines that the client was built for (`BoundRoutine`s), and notes that it depends on them. */
  BIND: { name: 'text', hash: 'text', routines: 'json' },
  /** Ends a request of this connection. */
  CANCEL: { request: 'id' },
  /** What the session's statements are checked against, as one row (`CATALOG`); without the view when it is the one that is `known`. */
  CATALOG: { ...OF_SESSION, known: 'whole' },
  /** Makes a project's declarations the lake's; `files` is a list of `{name, text}`. Answered by one row (`REPORT`). */
  DEPLOY: { files: 'json', options: 'json' },
  /** Makes code what it was at an earlier snapshot. Answered by one row (`REPORT`). */
  ROLLBACK_CODE: { options: 'json' },
  /** Removes what no snapshot needs. Answered by one row (`REPORT`). */
  MAINTAIN: { options: 'json' },
  /** Calls a routine with texts as CALL_PROCEDURE does, in a session of its own, and tells where its time went: one row (`REPORT`). */
  PROFILE: { procedure: 'text', texts: 'json' },
  /**
   * Begins, commits or rolls back the transaction of a session, or ends the session: `begin`, `commit`, `rollback`, `end`; `start` begins a session that has the rights
   * of `role`, on a connection of the owner.
   */
  SESSION: { ...OF_SESSION, action: 'text', role: 'text' },
  /** Makes a token for a role (`create`; it ends at `expires`, µs since 1970-01-01), answered by one row with its text, or takes one back (`revoke`). */
  TOKEN: { action: 'text', role: 'text', id: 'text', expires: 'whole' },
} as const satisfies Readonly<Record<string, Shape>>;

export type RequestType = keyof typeof requestShapes;

const requestTypes = Object.keys(requestShapes) as readonly RequestType[];

/** A message of a client. */
export type RequestMessage = {
  readonly [T in RequestType]: { readonly type: T } & RecordOf<(typeof requestShapes)[T]>;
}[RequestType];

/** The answer to PREPARE. `parameters` and `result` are Arrow IPC streams without rows; `result` is NULL for a statement that gives no rows. */
export const PREPARED = { statement: 'id', parameters: 'bytes', result: 'bytes' } as const satisfies Shape;

/** The answer to a CATALOG message: `view` and `scope` are those of the checker. */
export const CATALOG = { version: 'whole', view: 'json', scope: 'json', explicit: 'flag' } as const satisfies Shape;

/** The answer to DEPLOY, ROLLBACK_CODE, MAINTAIN and PROFILE. */
export const REPORT = { report: 'json' } as const satisfies Shape;

/** What stands in the other frames. */
export const HELLO = {
  protocol: 'id',
  client: 'text',
  token: 'text',
  role: 'text',
  compression: 'text',
  window: 'id',
} as const satisfies Shape;

export const WELCOME = {
  protocol: 'id',
  server: 'text',
  service: 'text',
  connection: 'id',
  compression: 'text',
  max_frame: 'whole',
  max_requests: 'id',
  snapshot: 'whole',
  role: 'text',
} as const satisfies Shape;

export const NOTICE = { severity: 'text', code: 'text', message: 'text', details: 'json' } as const satisfies Shape;

export const PROGRESS = { statement: 'id', of: 'id', fraction: 'number', message: 'text' } as const satisfies Shape;

export const DONE = { snapshot: 'whole', milliseconds: 'number' } as const satisfies Shape;

/** The version of frames and messages; a service speaks with clients of the same one. */
export const PROTOCOL_VERSION = 1;

/** A message as the body of a `request` frame. */
export function encodeRequest<T extends RequestType>(
  type: T,
  row: Partial<RecordOf<(typeof requestShapes)[T]>>,
): Uint8Array {
  const shape = requestShapes[type];
  return encodeRecord(type, shape, row as RecordOf<typeof shape>);
}

/** The message of a `request` frame. Errors: `ProtocolError`. */
export function decodeRequest(body: Uint8Array): RequestMessage {
  for (const type of requestTypes) {
    const message = decodeOwn(type, requestShapes[type], body);
    if (message !== null) return { type, ...message } as RequestMessage;
  }
  const raw = decodeRecord(body);
  if (!Object.hasOwn(requestShapes, raw.type)) {
    const near = suggest(raw.type, Object.keys(requestShapes));
    throw gobiError('ProtocolError', {
      reason: `messages of type \`${raw.type}\` are unknown${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
    });
  }
  const type = raw.type as RequestType;
  return { type, ...readRecord(raw, requestShapes[type]) } as RequestMessage;
}

/** The row of another frame, which must be of the type that is awaited. */
export function decodeOf<S extends Shape>(type: string, shape: S, body: Uint8Array): RecordOf<S> {
  const own = decodeOwn(type, shape, body);
  if (own !== null) return own;
  const raw = decodeRecord(body);
  if (raw.type !== type)
    throw gobiError('ProtocolError', { reason: `a message of type \`${type}\` was awaited, \`${raw.type}\` came` });
  return readRecord(raw, shape);
}

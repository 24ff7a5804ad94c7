import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { MaintenanceReport } from './maintenance.ts';
import type { DeployReport, RollbackReport } from '../../compiler/contract/deploy.ts';
import type { ProfileReport } from '../../compiler/contract/profile.ts';
import type { CatalogView, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Field } from '../../compiler/contract/data-type.ts';
import { ipcFields } from '../columnar/arrow/from-ipc.ts';
import type { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import type { IpcEncoder } from '../columnar/arrow/ipc/ipc-encoder.ts';
import type { Value } from '../columnar/value.ts';
import type { Frame } from '../protocol/frame.ts';
import { CATALOG, decodeOf, encodeRequest, NOTICE, PREPARED, PROGRESS, REPORT } from '../protocol/messages.ts';
import { encodeValues } from '../protocol/values.ts';
import { ingestRows } from './ingest.ts';
import type { Link, Output, Request } from './messages.ts';
import { resultOf, ResultReader } from './result-reader.ts';
import { streamResults } from './stream.ts';
import { watchedChanges } from './subscribe.ts';
import { WINDOW_BYTES, type Wire } from './wire.ts';

/** The session number of requests that run each by itself, side by side. */
export const NO_SESSION = -1;

/** A service's lake as a place where requests go. Closing it closes the connection. */
export function wireLink(wire: Wire): Link {
  return {
    async ask(request, onOutput = () => undefined, signal) {
      if (request.kind === 'close') return wire.close();
      if (signal?.aborted === true) throw gobiError('Cancelled', { what: 'the statement' });
      let cancel = (): void => undefined;
      const reader = new ResultReader((bytes) => onOutput(outputOf(request, bytes, wire.decoder)));
      let taken = 0;
      const onFrame = (frame: Frame): void => {
        if (frame.kind === 'result' || frame.kind === 'more') {
          reader.take(frame);
          taken += frame.body.length;
          // most results end long before the service waits for room
          if (taken < WINDOW_BYTES / 4) return;
          wire.credit(frame.request, taken);
          taken = 0;
        } else tell(frame, onOutput);
      };
      try {
        await wire.request(bodyOf(request, wire.encoder), onFrame, (id) => {
          if (signal === undefined) return;
          cancel = () => wire.cancel(id);
          signal.addEventListener('abort', cancel);
        });
      } finally {
        signal?.removeEventListener('abort', cancel);
        reader.finish();
      }
    },
    stream: (request, signal) => streamResults(wire, bodyOf(request, wire.encoder), signal),
    subscribe: ({ text, name, values }, signal) =>
      watchedChanges(
        wire,
        encodeRequest('SUBSCRIBE', { text, name, parameters: encodeValues(values, wire.encoder) }),
        signal,
      ),
    ingest: (session, table, rows, options) =>
      ingestRows(wire, session === NO_SESSION ? null : session, table, rows, options),
    async stop() {
      wire.close();
    },
  };
}

function bodyOf(request: Exclude<Request, { kind: 'close' }>, encoder: IpcEncoder): Uint8Array {
  const session = 'session' in request && request.session !== NO_SESSION ? request.session : null;
  switch (request.kind) {
    case 'execute': {
      const { text, name, values, types } = request;
      const parameters = encodeValues(undollared(values), encoder, undollared(types ?? {}));
      return encodeRequest('EXECUTE_SQL', { session, text, name, parameters });
    }
    case 'call': {
      const { procedure, args } = request;
      const named = Array.isArray(args)
        ? Object.fromEntries((args as readonly Value[]).map((value, i) => [String(i + 1), value]))
        : (args as Readonly<Record<string, Value>>);
      const types = Object.fromEntries(
        Object.keys(named).flatMap((name, i) => (request.types?.[i] === undefined ? [] : [[name, request.types[i]]])),
      );
      return encodeRequest('CALL_PROCEDURE', { session, procedure, arguments: encodeValues(named, encoder, types) });
    }
    case 'call_with_texts':
      return encodeRequest('CALL_PROCEDURE', { session, procedure: request.routine, texts: request.texts });
    case 'prepare':
      return encodeRequest('PREPARE', { session, text: request.text, name: request.name });
    case 'run_prepared': {
      const { prepared, values } = request;
      return encodeRequest('EXECUTE_PREPARED', {
        statement: prepared.statement,
        parameters: encodeValues(values, encoder),
      });
    }
    case 'close_prepared':
      return encodeRequest('CLOSE_PREPARED', { statement: request.statement });
    case 'catalog':
      return encodeRequest('CATALOG', { session, known: request.known });
    case 'manage': {
      const { action, name, definition, options } = request;
      return encodeRequest(MANAGE[request.object], { session, action, name, definition, options });
    }
    case 'check_bindings':
    case 'ingest':
    case 'watch':
      throw gobiError('InternalError', { what: `${request.kind} as a single request` });
    case 'deploy':
      return encodeRequest('DEPLOY', { files: request.files, options: request.options });
    case 'rollback_code':
      return encodeRequest('ROLLBACK_CODE', { options: request.options });
    case 'maintain':
      return encodeRequest('MAINTAIN', { options: request.options });
    case 'profile':
      return encodeRequest('PROFILE', { procedure: request.routine, texts: request.texts });
    case 'begin':
    case 'commit':
    case 'rollback':
      return encodeRequest('SESSION', { session, action: request.kind });
    case 'end_session':
      return encodeRequest('SESSION', { session, action: 'end' });
    case 'start_session':
      return encodeRequest('SESSION', { session, action: 'start', role: request.role });
    case 'create_token':
      return encodeRequest('TOKEN', { action: 'create', role: request.role, expires: request.expiresAt });
    case 'revoke_token':
      return encodeRequest('TOKEN', { action: 'revoke', id: request.id });
  }
}

/** The messages for objects of automation, and procedures. */
const MANAGE = {
  procedure: 'MANAGE_PROCEDURE',
  trigger: 'MANAGE_TRIGGER',
  schedule: 'MANAGE_SCHEDULE',
  pipeline: 'MANAGE_PIPELINE',
} as const;

/** In the protocol parameters are named without `$`; what has none is a local. */
function undollared<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name.startsWith('$') ? name.slice(1) : `@${name}`, value]),
  );
}

function outputOf(request: Request, bytes: Uint8Array, decoder: IpcDecoder): Output {
  if (request.kind === 'deploy')
    return { kind: 'deploy', report: decodeOf('REPORT', REPORT, bytes).report as DeployReport };
  if (request.kind === 'rollback_code')
    return { kind: 'rollback_code', report: decodeOf('REPORT', REPORT, bytes).report as RollbackReport };
  if (request.kind === 'maintain')
    return { kind: 'maintain', report: decodeOf('REPORT', REPORT, bytes).report as MaintenanceReport };
  if (request.kind === 'profile')
    return { kind: 'profile', report: decodeOf('REPORT', REPORT, bytes).report as ProfileReport };
  if (request.kind === 'prepare') {
    const { statement, parameters, result } = decodeOf('PREPARED', PREPARED, bytes);
    const fields = (stream: Uint8Array): readonly Field[] => ipcFields(stream, 'the columns');
    const shape = { parameters: fields(parameters!), result: result === null ? null : fields(result) };
    return { kind: 'prepared', prepared: { statement: statement ?? 0, shape } };
  }
  if (request.kind !== 'catalog') return { kind: 'result', result: resultOf(bytes, decoder) };
  const { version, view, scope, explicit } = decodeOf('CATALOG', CATALOG, bytes);
  return {
    kind: 'catalog',
    catalog: {
      version: version ?? 0,
      view: view as CatalogView | null,
      scope: (scope ?? []) as readonly ScopeLocal[],
      explicit: explicit === true,
    },
  };
}

function tell({ kind, body }: Frame, onOutput: (output: Output) => void): void {
  if (kind === 'notice') {
    const { code, message, details } = decodeOf('NOTICE', NOTICE, body);
    if (code === '') onOutput({ kind: 'print', line: message ?? '' });
    else if (details !== null) onOutput({ kind: 'diagnostics', diagnostics: [details as Diagnostic] });
  } else if (kind === 'progress') {
    const { statement, of } = decodeOf('PROGRESS', PROGRESS, body);
    if (statement !== null && of !== null) onOutput({ kind: 'statement', number: statement, of });
  }
}

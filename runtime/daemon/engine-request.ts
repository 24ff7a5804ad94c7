import type { DeployFile, DeployOptions, RollbackOptions } from '../../compiler/contract/deploy.ts';
import type { BoundRoutine } from '../../compiler/contract/bindings.ts';
import type { MaintenanceOptions } from '../client/maintenance.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import type { Value } from '../columnar/value.ts';
import type { PreparedStatement, Request, TextArguments, WatchText } from '../client/messages.ts';
import type { RequestMessage } from '../protocol/messages.ts';
import { decodeValues, type NamedValue } from '../protocol/values.ts';

/** What the engine is asked for a message. Errors: `ProtocolError` for one that lacks something. */
export function engineRequest(message: RequestMessage, session: number, decoder: IpcDecoder): Request {
  switch (message.type) {
    case 'EXECUTE_SQL': {
      if (message.text === null) throw lacking(message.type, 'text');
      const given = decodeValues(message.parameters, 'parameters', decoder);
      const values = Object.fromEntries(given.map(({ name, value }) => [localName(name), value]));
      const types = Object.fromEntries(given.map(({ name, type }) => [localName(name), type]));
      return { kind: 'execute', session, text: message.text, name: message.name ?? 'statement', values, types };
    }
    case 'MANAGE_PROCEDURE':
    case 'MANAGE_TRIGGER':
    case 'MANAGE_SCHEDULE':
    case 'MANAGE_PIPELINE': {
      const { type, action, name, definition, options } = message;
      if (action === null) throw lacking(type, 'action');
      if (name === null) throw lacking(type, 'name');
      return { kind: 'manage', session, object: MANAGED[type], action, name, definition, options };
    }
    case 'BIND':
      return { kind: 'check_bindings', session, routines: routinesOf(message.routines) };
    case 'PREPARE':
      if (message.text === null) throw lacking(message.type, 'text');
      return { kind: 'prepare', session, text: message.text, name: message.name ?? 'statement' };
    case 'CALL_PROCEDURE': {
      if (message.procedure === null) throw lacking(message.type, 'procedure');
      if (message.texts !== null)
        return {
          kind: 'call_with_texts',
          session,
          routine: message.procedure,
          texts: textsOf(message.texts, message.type),
        };
      const given = decodeValues(message.arguments, 'arguments', decoder);
      const types = given.map(({ type }) => type);
      return { kind: 'call', session, procedure: message.procedure, args: argumentsOf(given), types };
    }
    case 'DEPLOY':
      return { kind: 'deploy', files: filesOf(message.files), options: (message.options ?? {}) as DeployOptions };
    case 'ROLLBACK_CODE':
      return { kind: 'rollback_code', options: (message.options ?? {}) as RollbackOptions };
    case 'MAINTAIN':
      return { kind: 'maintain', options: (message.options ?? {}) as MaintenanceOptions };
    case 'PROFILE':
      if (message.procedure === null) throw lacking(message.type, 'procedure');
      return { kind: 'profile', routine: message.procedure, texts: textsOf(message.texts ?? {}, message.type) };
    case 'TOKEN':
      switch (message.action) {
        case 'create':
          if (message.role === null) throw lacking(message.type, 'role');
          return { kind: 'create_token', role: message.role, expiresAt: message.expires };
        case 'revoke':
          if (message.id === null) throw lacking(message.type, 'id');
          return { kind: 'revoke_token', id: message.id };
        default:
          throw gobiError('ProtocolError', { reason: `TOKEN knows create and revoke, not \`${message.action}\`` });
      }
    case 'INGEST': {
      const { table, mode } = message;
      if (table === null) throw lacking(message.type, 'table');
      if (mode !== null && mode !== 'insert' && mode !== 'upsert')
        throw gobiError('ProtocolError', { reason: `INGEST knows the modes insert and upsert, not \`${mode}\`` });
      return { kind: 'ingest', session, table, upsert: mode === 'upsert' };
    }
    case 'CATALOG':
      return { kind: 'catalog', session, known: message.known ?? 0 };
    case 'SESSION':
      switch (message.action) {
        case 'begin':
        case 'commit':
        case 'rollback':
          return { kind: message.action, session };
        case 'end':
          return { kind: 'end_session', session };
        default:
          throw gobiError('ProtocolError', {
            reason: `SESSION knows begin, commit, rollback, end and start, not \`${message.action}\``,
          });
      }
    default:
      throw gobiError('ProtocolError', { reason: `the service does not take ${message.type}` });
  }
}

const MANAGED = {
  MANAGE_PROCEDURE: 'procedure',
  MANAGE_TRIGGER: 'trigger',
  MANAGE_SCHEDULE: 'schedule',
  MANAGE_PIPELINE: 'pipeline',
} as const;

/** The query of a SUBSCRIBE. Errors: `ProtocolError`. */
export function watchedText(
  { type, text, name, parameters }: Extract<RequestMessage, { type: 'SUBSCRIBE' }>,
  decoder: IpcDecoder,
): WatchText {
  if (text === null) throw lacking(type, 'text');
  const given = decodeValues(parameters, 'parameters', decoder);
  const values = Object.fromEntries(given.map(({ name: parameter, value }) => [parameter, value]));
  const types = Object.fromEntries(given.map(({ name: parameter, type: of }) => [parameter, of]));
  return { text, name: name ?? 'query', values, types };
}

/** What the engine is asked for the run of a statement that was prepared. Errors: `ProtocolError`. */
export function preparedRequest(
  prepared: PreparedStatement,
  parameters: Uint8Array | null,
  session: number,
  decoder: IpcDecoder,
): Request {
  const given = decodeValues(parameters, 'parameters', decoder);
  const values = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  const types = Object.fromEntries(given.map(({ name, type }) => [name, type]));
  return { kind: 'run_prepared', session, prepared, values, types };
}

/** `day` is the parameter `$day` of the text, `@day` a local `day`. */
function localName(name: string): string {
  return name.startsWith('@') ? name.slice(1) : `$${name}`;
}

function filesOf(files: unknown): readonly DeployFile[] {
  const isFile = (file: unknown): boolean =>
    typeof file === 'object' &&
    file !== null &&
    ['name', 'text'].every((key) => typeof Reflect.get(file, key) === 'string');
  if (Array.isArray(files) && files.every(isFile)) return files as readonly DeployFile[];
  throw gobiError('ProtocolError', { reason: '`files` of DEPLOY is no list of objects with `name` and `text`' });
}

function routinesOf(routines: unknown): readonly BoundRoutine[] {
  const isRoutine = (routine: unknown): boolean =>
    typeof routine === 'object' &&
    routine !== null &&
    ['kind', 'name', 'signature'].every((key) => typeof Reflect.get(routine, key) === 'string') &&
    Array.isArray(Reflect.get(routine, 'parameters')) &&
    typeof Reflect.get(routine, 'result') === 'object';
  if (Array.isArray(routines) && routines.every(isRoutine)) return routines as readonly BoundRoutine[];
  throw gobiError('ProtocolError', {
    reason: '`routines` of BIND is no list of objects with `kind`, `name`, `signature`, `parameters` and `result`',
  });
}

function textsOf(texts: unknown, type: string): TextArguments {
  if (typeof texts === 'object' && texts !== null && Object.values(texts).every((text) => typeof text === 'string'))
    return texts as TextArguments;
  throw gobiError('ProtocolError', { reason: `\`texts\` of ${type} is no object of texts` });
}

function lacking(type: string, field: string): Error {
  return gobiError('ProtocolError', { reason: `${type} lacks \`${field}\`` });
}

/** Arguments by position where their names are 1, 2, …, else by name. */
function argumentsOf(given: readonly NamedValue[]): readonly Value[] | Readonly<Record<string, Value>> {
  return given.every(({ name }, i) => name === String(i + 1))
    ? given.map(({ value }) => value)
    : Object.fromEntries(given.map(({ name, value }) => [name, value]));
}

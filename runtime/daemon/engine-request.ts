import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Value } from '../columnar/value.ts';
import type { Request } from '../engine/messages.ts';
import type { RequestMessage } from '../protocol/messages.ts';
import { decodeValues, type NamedValue } from '../protocol/values.ts';

/** What the engine is asked for a message. Errors: `ProtocolError` for one that lacks something. */
export function engineRequest(message: RequestMessage, session: number): Request {
  switch (message.type) {
    case 'EXECUTE_SQL': {
      if (message.text === null) throw lacking(message.type, 'text');
      const given = decodeValues(message.parameters, 'parameters');
      const values = Object.fromEntries(given.map(({ name, value }) => [`$${name}`, value]));
      const types = Object.fromEntries(given.map(({ name, type }) => [`$${name}`, type]));
      return { kind: 'execute', session, text: message.text, name: message.name ?? 'statement', values, types };
    }
    case 'CALL_PROCEDURE': {
      if (message.procedure === null) throw lacking(message.type, 'procedure');
      const given = decodeValues(message.arguments, 'arguments');
      const types = given.map(({ type }) => type);
      return { kind: 'call', session, procedure: message.procedure, args: argumentsOf(given), types };
    }
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
            reason: `SESSION knows begin, commit, rollback and end, not \`${message.action}\``,
          });
      }
    default:
      throw gobiError('ProtocolError', { reason: `the service does not take ${message.type}` });
  }
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

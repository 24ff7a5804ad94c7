import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { ManageRequest } from '../client/messages.ts';
import type { Parsed } from '../modules/build.ts';
import { quotedName } from './call-text.ts';

const UPSERTS = {
  procedure: 'UpsertProcedure',
  trigger: 'UpsertTrigger',
  schedule: 'UpsertSchedule',
  pipeline: 'UpsertPipeline',
} as const;

/**
 * The statement that a structured order for a procedure, trigger, schedule or pipeline stands for. `parse` gives the statements of a text, and throws what cannot be read. Errors: `InvalidOperation` for an
 * action that the object does not have, and for a definition that is not of the object.
 */
export function manageText(order: ManageRequest, parse: (text: string) => readonly Parsed[]): string {
  const { object, action, name } = order;
  const target = name.split('.').map(quotedName).join('.');
  switch (action) {
    case 'upsert':
      return upsertText(order, target, parse);
    case 'drop':
      return `drop ${object} ${target}`;
    case 'enable':
    case 'disable':
      if (object === 'trigger' || object === 'schedule') return `${action} ${object} ${target}`;
      break;
    case 'run':
      if (object === 'schedule') return `run schedule ${target}`;
  }
  const known =
    object === 'schedule' ? ['enable', 'disable', 'run'] : object === 'trigger' ? ['enable', 'disable'] : [];
  throw refused(order, `a ${object} has the actions ${['upsert', 'drop', ...known].join(', ')}`);
}

/** `definition` is the whole declaration, or, beside options, what stands behind them: `call p`, or a body. */
function upsertText(order: ManageRequest, target: string, parse: (text: string) => readonly Parsed[]): string {
  const { object, definition, options } = order;
  if (definition === null && options === null) throw refused(order, 'it has neither a definition nor options');
  if (options !== null && object === 'procedure')
    throw refused(order, 'the options of a procedure stand in its definition');
  const text =
    options === null ? definition! : `upsert ${object} as ${target} ${optionList(order, options)} ${definition ?? ''}`;
  const [first, ...more] = parse(text).flatMap(({ program }) => program.statements);
  if (more.length > 0 || first?.kind !== UPSERTS[object])
    throw refused(order, `its definition is not one declaration of a ${object}`);
  const declared = first.name.parts.map((part) => part.text).join('.');
  if (declared.toLowerCase() !== order.name.toLowerCase())
    throw refused(order, `its definition declares \`${declared}\``);
  return text;
}

function optionList(order: ManageRequest, options: unknown): string {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw refused(order, 'its options are no object');
  const parts = Object.entries(options).map(([key, value]) => `${quotedName(key)}: ${literal(order, value)}`);
  return `(${parts.join(', ')})`;
}

function literal(order: ManageRequest, value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  if (Array.isArray(value)) return `[${value.map((part) => literal(order, part)).join(', ')}]`;
  if (typeof value !== 'object') throw refused(order, 'its options hold what has no form in the language');
  const parts = Object.entries(value).map(([key, part]) => `${quotedName(key)}: ${literal(order, part)}`);
  return `{${parts.join(', ')}}`;
}

function refused({ object, action, name }: ManageRequest, reason: string): Error {
  return gobiError('InvalidOperation', { what: `${action} of ${object} \`${name}\``, reason });
}

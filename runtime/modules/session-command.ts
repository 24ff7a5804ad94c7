import { basename, extname } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { INT, STRING, type Field } from '../../compiler/contract/data-type.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import { findAutomation, nearest } from '../catalog/find.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import type { Attached } from '../execution/attached.ts';
import { readablePath } from '../execution/files/sandbox.ts';
import { EXTENSIONS } from '../execution/extensions.ts';
import { setSetting, useSchema } from '../execution/session-settings.ts';
import type { Frame } from '../execution/frame.ts';
import type { Session } from '../execution/session.ts';
import { makeSecret } from './make-secret.ts';
import type { Parsed } from './build.ts';
import type { Cache } from './recent.ts';

type Statement = Parsed['program']['statements'][number];

/** A statement about the session: it is no code, so that it is done where statements are taken one by one. */
export type SessionCommand = Extract<
  Statement,
  {
    readonly kind:
      | 'Attach'
      | 'Detach'
      | 'Execute'
      | 'Install'
      | 'Load'
      | 'RunSchedule'
      | 'Cache'
      | 'Use'
      | 'SetSetting'
      | 'CreateSecret'
      | 'DefineSecret';
  }
>;

const VERBS: Readonly<Record<SessionCommand['kind'], string>> = {
  Attach: 'attach',
  Detach: 'detach',
  Execute: 'execute',
  Install: 'install',
  Load: 'load',
  RunSchedule: 'run schedule',
  Cache: 'cache',
  Use: 'use',
  SetSetting: 'set',
  CreateSecret: 'create secret',
  DefineSecret: 'type secret',
};

export function isSessionCommand(statement: Statement): statement is SessionCommand {
  return statement.kind in VERBS;
}

/** The first words of a command. */
export function commandVerb({ kind }: SessionCommand): string {
  return VERBS[kind];
}

/** Runs the statements of a text, named for messages, in the session. */
export type RunStatements = (text: string, name: string) => void;

/** Does a command, and gives the rows of one that shows something. `run` runs what it leads to: the statements of a file, the target of a schedule. */
export function runCommand(
  frame: Frame,
  command: SessionCommand,
  caches: readonly Cache[],
  run: RunStatements,
): Table | null {
  if (frame.role !== null && command.kind !== 'Use' && command.kind !== 'SetSetting')
    throw gobiError('AccessDenied', { who: `role ${frame.role}`, what: `use \`${VERBS[command.kind]}\`` });
  if (command.kind === 'Cache' && command.action === 'stats') return cacheRows(caches);
  runSilent(frame, command, caches, run);
  return null;
}

function cacheRows(caches: readonly Cache[]): Table {
  const fields: readonly Field[] = [
    { name: 'cache', type: STRING, nullable: false },
    { name: 'entries', type: INT, nullable: false },
    { name: 'capacity', type: INT, nullable: false },
  ];
  return tableFromRows(
    fields,
    caches.map(({ name, kept }) => [name, kept.size, kept.capacity]),
  );
}

function runSilent(frame: Frame, command: SessionCommand, caches: readonly Cache[], run: RunStatements): void {
  const { session } = frame;
  switch (command.kind) {
    case 'Use':
      return useSchema(session, dotted(command.name));
    case 'SetSetting':
      return setSetting(session, dotted(command.name), settingValue(command.value));
    case 'Attach':
      return attach(frame, command);
    case 'Detach':
      return detach(session, command.target.kind === 'Name' ? dotted(command.target) : command.target.value);
    case 'Execute':
      return executeFile(frame, attachedFile(session, dotted(command.name)), run);
    case 'Install':
      for (const { text } of command.names) requireBuiltIn(frame, text);
      return;
    case 'Load':
      for (const target of command.targets) {
        if (target.kind === 'StringLiteral') executeFile(frame, readablePath(frame.environment, target.value), run);
        else requireBuiltIn(frame, target.text);
      }
      return;
    case 'RunSchedule':
      return runSchedule(session, dotted(command.name), run);
    case 'CreateSecret':
    case 'DefineSecret':
      return makeSecret(frame, command);
    case 'Cache':
      return caches.forEach(({ kept }) => kept.clear());
    default:
      return assertNever(command);
  }
}

function dotted(name: { readonly parts: readonly { readonly text: string }[] }): string {
  return name.parts.map((part) => part.text).join('.');
}

/** Settings take constants; a bare word is its own text. */
function settingValue(node: Extract<SessionCommand, { kind: 'SetSetting' }>['value']): Value {
  switch (node.kind) {
    case 'StringLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'NumberLiteral':
      return Number(node.text.replaceAll('_', ''));
    case 'Identifier':
      return node.text;
    default:
      throw gobiError('InvalidOperation', {
        what: '`set`',
        reason: 'a setting takes a number, a string, true or false, or a word',
      });
  }
}

/** What comes with the engine, so that nothing has to be installed or loaded. */
const BUILT_IN: ReadonlySet<string> = new Set(EXTENSIONS);

function requireBuiltIn(frame: Frame, name: string): void {
  if (BUILT_IN.has(name.toLowerCase())) return frame.print(`${name} is built in`);
  throw gobiError('ObjectNotFound', { kind: 'extension', name, ...nearest(name, [...BUILT_IN]) });
}

function attach(frame: Frame, { target, alias }: Extract<SessionCommand, { kind: 'Attach' }>): void {
  const { session, environment } = frame;
  if (target.kind === 'Name') return attachService(frame, dotted(target), alias?.text);
  if (/^gobis?:\/\//i.test(target.value)) return attachService(frame, target.value, alias?.text);
  const ending = extname(target.value).toLowerCase();
  if (ending === '.gobi')
    throw gobiError('Unsupported', {
      what: `attaching the packed lake '${target.value}'`,
      instead: 'unpack it into a folder and attach that',
    });
  const path = readablePath(environment, target.value);
  const name = alias?.text ?? basename(path, extname(path));
  const isFile = ending === '.plg' || ending === '.sql';
  const known = session.attached.get(name.toLowerCase());
  if (known !== undefined && known.path === path) return frame.print(`${name} is attached already`);
  if (known !== undefined || (!isFile && frame.transaction.state.schemas.has(name.toLowerCase())))
    throw gobiError('DuplicateDefinition', { kind: known === undefined ? 'schema' : 'attached name', name });
  if (isFile) return keep(session, { kind: 'file', name, path });
  if (session.explicit)
    throw gobiError('TransactionState', { statement: 'ATTACH of a lake', state: 'a transaction is open' });
  const lake = environment.openLake(path);
  session.rollback();
  session.tables.attach(name, lake);
  keep(session, { kind: 'lake', name, path, lake });
}

function keep(session: Session, attached: Attached): void {
  session.attached.set(attached.name.toLowerCase(), attached);
}

/** `attach Gobi`: the tables of a service, under its name or the alias. To attach the service that the session is in, or one that is attached, does nothing and says so. */
function attachService(frame: Frame, wanted: string, alias: string | undefined): void {
  const { session, environment } = frame;
  const { name: own, place, open } = environment.service(wanted);
  if (place === environment.folder) return frame.print(`${own} is the service of this lake: its tables need no prefix`);
  const name = alias ?? own;
  const known = session.attached.get(name.toLowerCase());
  if (known !== undefined && known.path === place) return frame.print(`${name} is attached already`);
  if (known !== undefined || frame.transaction.state.schemas.has(name.toLowerCase()))
    throw gobiError('DuplicateDefinition', { kind: known === undefined ? 'schema' : 'attached name', name });
  if (session.explicit)
    throw gobiError('TransactionState', { statement: 'ATTACH of a service', state: 'a transaction is open' });
  const lake = open();
  try {
    lake.head();
  } catch (error) {
    lake.close();
    throw error;
  }
  session.rollback();
  session.tables.attach(name, lake);
  keep(session, { kind: 'lake', name, path: place, lake });
}

/** By alias, or by the path that was attached. */
function detach(session: Session, wanted: string): void {
  const found = [...session.attached].find(
    ([key, { path }]) => key === wanted.toLowerCase() || path === wanted || path.endsWith(`/${wanted}`),
  );
  if (found === undefined) {
    const names = [...session.attached.values()].map((each) => each.name);
    throw gobiError('ObjectNotFound', { kind: 'attached name', name: wanted, ...nearest(wanted, names) });
  }
  const [key, attached] = found;
  if (attached.kind === 'lake') {
    if (session.explicit)
      throw gobiError('TransactionState', { statement: 'DETACH of a lake', state: 'a transaction is open' });
    session.rollback();
    session.tables.detach(attached.name);
    attached.lake.close();
    if (session.schema.toLowerCase() === key) useSchema(session, 'main');
  }
  session.attached.delete(key);
}

function attachedFile(session: Session, name: string): string {
  const attached = session.attached.get(name.toLowerCase());
  if (attached?.kind === 'file') return attached.path;
  const files = [...session.attached.values()].filter(({ kind }) => kind === 'file').map((each) => each.name);
  throw gobiError('ObjectNotFound', { kind: 'attached file', name, ...nearest(name, files) });
}

/** Runs the statements of a file as if they stood here; a file may not run itself. */
function executeFile({ session, environment }: Frame, path: string, run: RunStatements): void {
  if (session.executing.includes(path))
    throw gobiError('InvalidOperation', { what: `executing '${path}'`, reason: 'it is being executed already' });
  const text = new TextDecoder('utf-8', { fatal: false }).decode(environment.files.read(path));
  session.executing.push(path);
  try {
    run(text, path);
  } finally {
    session.executing.pop();
  }
}

/** Runs what a schedule would run, now. */
function runSchedule(session: Session, name: string, run: RunStatements): void {
  const schedule = findAutomation(session.transaction.state, 'schedule', name);
  if (schedule === null) throw gobiError('ObjectNotFound', { kind: 'schedule', name });
  const { call, exe, args } = schedule.options;
  if (typeof call !== 'string' || exe === 'pipeline')
    throw gobiError('Unsupported', {
      what: `running schedule ${name}`,
      instead: 'call the procedures of its pipeline',
    });
  const named = Object.entries((args ?? {}) as Readonly<Record<string, unknown>>);
  const given = named.map(([parameter, value]) => `\`${parameter}\`: ${literalText(value)}`);
  run(`call ${call}(${given.join(', ')})`, `schedule ${name}`);
}

/** A constant of an option list as it is written in a program. */
function literalText(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}: ${literalText(each)}`)
    .join(', ')}}`;
}

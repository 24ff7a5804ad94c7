import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMIT_NAMES, limitFault, type LimitValues } from '../../compiler/contract/limit-settings.ts';
import { suggest } from '../../compiler/contract/suggest.ts';
import { AUDIT_LEVELS, type AuditSettings } from '../daemon/audit-log.ts';
import type { LogLevel } from '../host/log.ts';
import { UsageError } from './usage-error.ts';

/** What a project's `gobi.json` says. */
export interface ProjectSettings {
  /** The folder of the lake whose schema the project is checked against, seen from the project's folder. */
  readonly lake?: string;
  /** Unknown tables, exceptions and unchecked dynamic values are errors. */
  readonly strict?: boolean;
  /** Folders beside the lake's own whose files statements of a service may read and write, seen from the project's folder. */
  readonly files?: readonly string[];
  /** Web servers, as `host`, `host:port` or `*.domain`, whose files statements of a service may read and put; a check reads from these alone. */
  readonly hosts?: readonly string[];
  /** What statements of a service may use, where neither SET nor a role says otherwise. */
  readonly limits?: LimitValues;
  /** The log of a service. */
  readonly log?: LogSettings;
  /** The audit log of a service. */
  readonly audit?: Partial<AuditSettings>;
}

/** `level`: the least that is written; `slow`: milliseconds from which on a request is told; `bytes`: when the file is begun anew. */
export interface LogSettings {
  readonly level?: LogLevel;
  readonly slow?: number;
  readonly bytes?: number;
}

type SettingType =
  | 'string'
  | 'boolean'
  | 'list of strings'
  | 'object of limits'
  | 'object of level, slow and bytes'
  | 'object of level and days';

const TYPES: Readonly<Record<keyof ProjectSettings, SettingType>> = {
  lake: 'string',
  strict: 'boolean',
  files: 'list of strings',
  hosts: 'list of strings',
  limits: 'object of limits',
  log: 'object of level, slow and bytes',
  audit: 'object of level and days',
};

/** Reads `gobi.json` of a folder; without one nothing is set. Errors: `UsageError` for text that is no JSON object, unknown keys and values of a wrong type. */
export function projectSettings(folder: string): ProjectSettings {
  const file = join(folder, 'gobi.json');
  if (!existsSync(file)) return {};
  const settings = parse(file);
  for (const [key, value] of Object.entries(settings)) {
    const type = Object.hasOwn(TYPES, key) ? TYPES[key as keyof ProjectSettings] : undefined;
    if (type === undefined) {
      const near = suggest(key, Object.keys(TYPES));
      const known = near === undefined ? `known are ${Object.keys(TYPES).join(', ')}` : `did you mean '${near}'?`;
      throw new UsageError(`'${file}': unknown key '${key}'; ${known}`);
    }
    if (key === 'limits') requireLimits(file, value);
    if (key === 'log') requireLog(file, value);
    if (key === 'audit') requireAudit(file, value);
    if (!isOf(type, value)) throw new UsageError(`'${file}': '${key}' must be a ${type}, not ${JSON.stringify(value)}`);
    if (key === 'hosts') requireHosts(file, value as readonly string[]);
  }
  return settings;
}

function requireHosts(file: string, hosts: readonly string[]): void {
  const wrong = hosts.find((host) => !/^(?:\*\.)?(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host));
  if (wrong === undefined) return;
  throw new UsageError(`'${file}': 'hosts' takes names as host, host:port or *.domain, not '${wrong}'`);
}

function requireLimits(file: string, limits: unknown): void {
  if (typeof limits !== 'object' || limits === null) return;
  for (const [key, value] of Object.entries(limits)) {
    const name = LIMIT_NAMES.find((each) => each === key);
    if (name === undefined) {
      const near = suggest(key, LIMIT_NAMES);
      const known = near === undefined ? `known are ${LIMIT_NAMES.join(', ')}` : `did you mean '${near}'?`;
      throw new UsageError(`'${file}': unknown limit '${key}'; ${known}`);
    }
    const fault = limitFault(name, value);
    if (fault !== null) throw new UsageError(`'${file}': limit '${key}': ${fault}, not ${JSON.stringify(value)}`);
  }
}

const LEVELS = ['debug', 'info', 'warn', 'error'];

function requireLog(file: string, log: unknown): void {
  if (typeof log !== 'object' || log === null) return;
  for (const [key, value] of Object.entries(log)) {
    const wrong = (must: string): UsageError =>
      new UsageError(`'${file}': '${key}' of 'log' must be ${must}, not ${JSON.stringify(value)}`);
    if (key === 'level' && !LEVELS.some((level) => level === value)) throw wrong(`one of ${LEVELS.join(', ')}`);
    if (key === 'slow' && !(typeof value === 'number' && value >= 0)) throw wrong('a number of milliseconds');
    if (key === 'bytes' && !(typeof value === 'number' && value >= 1)) throw wrong('a number of bytes');
    if (!['level', 'slow', 'bytes'].includes(key))
      throw new UsageError(`'${file}': unknown key '${key}' of 'log'; known are level, slow, bytes`);
  }
}

function requireAudit(file: string, audit: unknown): void {
  if (typeof audit !== 'object' || audit === null) return;
  for (const [key, value] of Object.entries(audit)) {
    const wrong = (must: string): UsageError =>
      new UsageError(`'${file}': '${key}' of 'audit' must be ${must}, not ${JSON.stringify(value)}`);
    if (key === 'level' && !AUDIT_LEVELS.some((level) => level === value))
      throw wrong(`one of ${AUDIT_LEVELS.join(', ')}`);
    if (key === 'days' && !(typeof value === 'number' && value > 0)) throw wrong('a number of days');
    if (!['level', 'days'].includes(key))
      throw new UsageError(`'${file}': unknown key '${key}' of 'audit'; known are level, days`);
  }
}

function isOf(type: SettingType, value: unknown): boolean {
  if (type.startsWith('object')) return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type !== 'list of strings') return typeof value === type;
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function parse(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`'${file}' is no JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`'${file}' holds no object`);
  return value as Record<string, unknown>;
}

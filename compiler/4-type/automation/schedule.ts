import type { AutomationSyntax } from '../../ir/bound.ts';
import { report, type Env } from '../checker.ts';
import type { CheckedOptions } from './option-check.ts';
import { runTargetOf } from './run-target.ts';

/** A schedule: what it runs exists, and gets all arguments that it needs. */
export function checkSchedule(env: Env, node: AutomationSyntax, options: CheckedOptions): void {
  const { found, named } = runTargetOf(env, node, options, 'schedule');
  if (named === null && node.body === undefined) report(env, 'PLG1411', { key: 'call', object: `schedule \`${node.name.parts.at(-1)?.text ?? ''}\`` }, node.name.span);
  if (found?.entry === null || found === null || named === null || named.name.includes('(')) return;
  const args = options.get('args')?.value;
  const given = new Set(Object.keys(typeof args === 'object' && args !== null ? args : {}).map((key) => key.toLowerCase()));
  const missing = found.entry.parameters.filter((parameter) => parameter.defaultText === null && !given.has(parameter.name.toLowerCase()));
  if (missing.length > 0) report(env, 'PLG1407', { procedure: found.entry.name, arguments: missing.map((parameter) => parameter.name) }, named.span);
}

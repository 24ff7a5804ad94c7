import { didYouMean, error, info, warning } from '../message.ts';
import type { Unknown } from '../message.ts';

/** PLG14xx: options, triggers, schedules and pipelines. */
export const automationMessages = {
  PLG1401: error<{ key: string; object: string; nearest?: string | undefined; hint?: string }>(
    (p) => `unknown option \`${p.key}\` of ${p.object}`,
    (p) => didYouMean(p) ?? p.hint ?? 'keys of your own start with `x_`',
  ),
  PLG1402: warning<{ kind: string; nearest?: string | undefined }>((p) => `unknown kind '${p.kind}'`, didYouMean),
  PLG1403: warning<{ trigger: string }>(
    (p) => `trigger \`${p.trigger}\` names no procedure: it is stored unbound and does nothing`,
    () => "add `call: 'the_procedure'`",
  ),
  PLG1404: warning<{ object: string; called: string; nearest?: string | undefined }>(
    (p) => `${p.object} calls \`${p.called}\`, which is unknown`,
    (p) => didYouMean(p) ?? 'declare it before the object is enabled',
  ),
  PLG1405: error<{ given: string }>(
    (p) => `\`exe\` must be exactly one of pipeline, procedure, function, not '${p.given}'`,
    () => 'pick one',
  ),
  PLG1406: error<{ cron: string; reason: string }>(
    (p) => `bad cron '${p.cron}': ${p.reason}`,
    () =>
      'five fields: minute 0-59, hour 0-23, day 1-31, month 1-12, weekday 0-7; or @hourly, @daily, @weekly, @monthly',
  ),
  PLG1407: warning<{ procedure: string; arguments: readonly string[] }>(
    (p) =>
      `\`${p.procedure}\` is scheduled, but nobody gives its ` +
      `argument${p.arguments.length === 1 ? '' : 's'} ${p.arguments.map((name) => `\`${name}\``).join(', ')}`,
    (p) =>
      `add \`args: {${p.arguments.map((name) => `${name}: …`).join(', ')}}\` to the schedule, ` +
      `or ${p.arguments.length === 1 ? 'a default to the parameter' : 'defaults to the parameters'}`,
  ),
  PLG1408: warning<Unknown>(
    (p) => `schedule \`${p.name}\` is not declared`,
    (p) => didYouMean(p) ?? `declare it: \`upsert schedule as ${p.name} (…)\``,
  ),
  PLG1409: info<{ timing: string }>(
    (p) => `timing '${p.timing}' is a set: the trigger fires for each of them`,
    () => 'name one if it shall fire once',
  ),
  PLG1410: error<{ key: string; found: string; expected: string; nearest?: string | undefined }>(
    (p) => `option \`${p.key}\` cannot be ${p.found}`,
    (p) => `${p.nearest === undefined ? '' : `did you mean '${p.nearest}'? `}it takes ${p.expected}`,
  ),
  PLG1411: error<{ key: string; object: string }>(
    (p) => `${p.object} needs option \`${p.key}\``,
    (p) => `add \`${p.key}: …\``,
  ),
  PLG1412: error<{ path: readonly string[] }>(
    (p) => `these depend on each other: ${p.path.join(' → ')}`,
    () => 'remove one of the dependencies',
  ),
  PLG1413: error<{ zone: string; nearest?: string | undefined }>(
    (p) => `unknown time zone '${p.zone}'`,
    (p) => didYouMean(p) ?? "use a name of the IANA list, as 'Europe/Berlin' or 'UTC'",
  ),
  PLG1414: error<{ procedure: string }>(
    (p) => `procedure \`${p.procedure}\` has no body`,
    () => 'add `() { … }`; only a procedure that exists can change its options alone',
  ),
  PLG1415: warning<{ exe: string; object: string; kind: string }>(
    (p) => `\`exe\` says ${p.exe}, but \`${p.object}\` is a ${p.kind}`,
    (p) => `write \`exe: '${p.kind}'\``,
  ),
  PLG1416: warning<{ pipeline: string } & Unknown>(
    (p) => `step \`${p.name}\` of pipeline \`${p.pipeline}\` does not exist yet`,
    didYouMean,
  ),
  PLG1417: warning<{ trigger: string; target: string; nearest?: string | undefined }>(
    (p) => `trigger \`${p.trigger}\` is for table \`${p.target}\`, which is unknown`,
    didYouMean,
  ),
  PLG1418: error<{ trigger: string; parameter: string; known: readonly string[] }>(
    (p) => `a trigger gives no \`${p.parameter}\` to the procedure of \`${p.trigger}\``,
    (p) => `it gives ${p.known.join(', ')}; or give the parameter a default`,
  ),
} as const;

import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Session } from '../execution/session.ts';
import type { Parsed } from './build.ts';

type ScriptParameters = Extract<Parsed['program']['statements'][number], { readonly kind: 'ScriptParameters' }>;

/** What a script declares without a default must be among the session's locals. Errors: `WrongArguments`. */
export function requireGiven({ parameters }: ScriptParameters, { scope }: Session, script: string): void {
  const given = new Set([...scope.keys()].map((name) => name.toLowerCase()));
  const missing = parameters.filter(
    ({ name, default: initial }) => !(initial !== undefined || given.has(name.text.toLowerCase())),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `\`${name.text}\``).join(' and ');
  throw gobiError('WrongArguments', {
    signature: `the parameters of ${script}`,
    reason: `${names} ${missing.length === 1 ? 'is' : 'are'} missing: give a local of that name before`,
  });
}

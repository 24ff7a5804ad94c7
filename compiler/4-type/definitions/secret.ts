import { suggest } from '../../diagnostics/suggest.ts';
import type { CreateSecret, DefineSecret } from '../../ir/syntax-definition.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { report, type Env } from '../checker.ts';
import { requireOwner } from '../rights/require-right.ts';

const SPELLING = { CreateSecret: 'create secret', DefineSecret: 'type secret' } as const;
const KEYS = ['kind', 'key', 'value'] as const;

/**
 * A named secret. No code is made of it, so that its value is in no module: where statements are taken one by one, it is sealed and kept.
 * PLG1806 where the text would be kept with the value in it, PLG1401 and PLG1411 for its options.
 */
export function checkSecret(env: Env, node: CreateSecret | DefineSecret): readonly TypedStatement[] {
  const { span } = node;
  requireOwner(env, 'make secrets', span);
  if (env.frame.kind !== 'top' || env.checker.context.mode === 'project') {
    report(
      env,
      'PLG1806',
      { place: env.frame.kind === 'top' ? 'a project file' : `${env.frame.kind} \`${env.frame.name}\`` },
      span,
    );
    return [];
  }
  if (node.kind === 'DefineSecret' && !hasOptions(env, node)) return [];
  return [{ kind: 'Show', what: SPELLING[node.kind], name: null, span }];
}

function hasOptions(env: Env, { name, options }: DefineSecret): boolean {
  const object = `secret \`${name.parts.at(-1)?.text ?? ''}\``;
  const given = options.options.map((each) => each.key.text.toLowerCase());
  const unknown = options.options.find((_, i) => !KEYS.some((key) => key === given[i]));
  if (unknown !== undefined) {
    const key = unknown.key.text;
    report(env, 'PLG1401', { object, key, nearest: suggest(key, KEYS) }, unknown.key.span);
  }
  const missing = ['kind', 'value'].filter((key) => !given.includes(key));
  for (const key of missing) report(env, 'PLG1411', { object, key }, name.span);
  return unknown === undefined && missing.length === 0;
}

/** The secrets that `with secret [ … ]` names are those of the lake. */
export function checkNamedSecrets(env: Env, names: readonly Identifier[]): void {
  const { access, complete } = env.checker.context.view;
  if (access === undefined || !complete) return;
  for (const { text, span } of names) {
    if (access.secrets.some((each) => each.toLowerCase() === text.toLowerCase())) continue;
    report(env, 'PLG1114', { kind: 'secret', name: text, nearest: suggest(text, access.secrets) }, span);
  }
}

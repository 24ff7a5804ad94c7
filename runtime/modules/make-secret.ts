import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { defineSecret, type NamedSecret } from '../execution/secrets/define-secret.ts';
import type { Frame } from '../execution/frame.ts';
import type { Session } from '../execution/session.ts';
import type { Parsed } from './build.ts';

type Statement = Parsed['program']['statements'][number];
type SecretStatement = Extract<Statement, { readonly kind: 'CreateSecret' | 'DefineSecret' }>;
type Given = Extract<SecretStatement, { readonly kind: 'DefineSecret' }>['options']['options'][number]['value'];

/** `type secret as …` and `create secret …`: seals the value and commits, unless BEGIN was given. What was kept before stays when it fails. */
export function makeSecret(frame: Frame, statement: SecretStatement): void {
  const secret = secretOf(frame.session, statement);
  defineSecret(frame, secret);
  if (!frame.session.explicit) frame.session.commit();
}

function secretOf(session: Session, statement: SecretStatement): NamedSecret {
  const name = statement.name.parts.map((part) => part.text).join('.');
  if (statement.kind === 'CreateSecret') return { name, type: 'secret', key: null, value: statement.value.value };
  const given = new Map<string, string>();
  for (const { key, value } of statement.options.options) {
    const text = key.text.toLowerCase();
    if (!KEYS.has(text)) throw wrong(name, `there is no option \`${key.text}\`: they are ${[...KEYS].join(', ')}`);
    given.set(text, textOf(session, name, text, value));
  }
  const required = (key: string): string => {
    const text = given.get(key);
    if (text === undefined) throw wrong(name, `option \`${key}\` is missing`);
    return text;
  };
  return { name, type: required('kind'), key: given.get('key') ?? null, value: required('value') };
}

const KEYS: ReadonlySet<string> = new Set(['kind', 'key', 'value']);

/** A text, or a parameter that holds one; a word for itself. The message never repeats what was given. */
function textOf(session: Session, name: string, key: string, value: Given): string {
  if (value.kind === 'StringLiteral') return value.value;
  if (value.kind === 'OptionWord') return value.text;
  const parameter = value.kind === 'BindParameter' ? (value.position ?? value.name) : undefined;
  const held = parameter === undefined ? undefined : session.locals.get(`$${parameter}`);
  if (typeof held === 'string') return held;
  throw wrong(name, `option \`${key}\` takes a text in quotes, or a parameter that holds one`);
}

function wrong(name: string, reason: string): Error {
  return gobiError('InvalidOperation', { what: `secret ${name}`, reason });
}

import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { accessKey, type SecretDefinition } from '../../catalog/access.ts';
import { lakeOf, type CatalogState } from '../../catalog/catalog-state.ts';
import { nearest } from '../../catalog/find.ts';
import { seal, unseal } from '../../host/seal.ts';
import type { Frame } from '../frame.ts';

/** A named secret as a statement gives it. */
export interface NamedSecret {
  readonly name: string;
  /** What it is for, as `https`. */
  readonly type: string;
  /** The name that goes with the value, as that of a header. */
  readonly key: string | null;
  readonly value: string;
}

/** Seals a secret and keeps it in the frame's transaction, in the place of one of its name. Errors: `KeyMissing`, `KeyRefused`. */
export function defineSecret({ transaction, environment }: Frame, { name, type, key, value }: NamedSecret): void {
  const envelope = seal(value, environment.key(), identityOf(transaction.state, name));
  const entry: SecretDefinition = { kind: 'secret', name, type, key, envelope };
  transaction.changeAccess({ kind: 'put', entry });
}

/** A secret with its value, for what is to be done with it; never for a result, a message or a log. Errors: `ObjectNotFound`, `KeyMissing`, `KeyRefused`, `SecretSealed`. */
export function openSecret({ transaction: { state }, environment }: Frame, name: string): NamedSecret {
  const entry = state.access.get(accessKey('secret', name));
  if (entry?.kind !== 'secret') {
    const names = [...state.access.values()].flatMap((each) => (each.kind === 'secret' ? [each.name] : []));
    throw gobiError('ObjectNotFound', { kind: 'secret', name, ...nearest(name, names) });
  }
  const opened = unseal(entry.envelope, environment.key(), identityOf(state, entry.name));
  if (opened.kind !== 'text') throw gobiError('SecretSealed', { name: entry.name, reason: REASONS[opened.kind] });
  return { name: entry.name, type: entry.type, key: entry.key, value: opened.text };
}

/** A text as a value of type secret, in a column or a local: it opens in its own lake only. Errors: `KeyMissing`, `KeyRefused`. */
export function sealValue({ transaction: { state }, environment }: Frame, text: string): string {
  return seal(text, environment.key(), `value ${lakeOf(state)}`);
}

const REASONS = {
  version: 'a newer version sealed it',
  key: 'it was sealed with another key',
  damaged: 'it is not what was sealed under this name',
} as const;

/** A secret opens under its own name in its own lake only. */
function identityOf(state: CatalogState, name: string): string {
  return `secret ${lakeOf(state)} ${name.toLowerCase()}`;
}

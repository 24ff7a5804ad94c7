import { ABI_VERSION, type UsedTable } from '../contract/manifest.ts';
import { meaningOf } from './meaning.ts';

/** Changes when the same source gives other code. */
const COMPILER_VERSION = 1;

/** What a fingerprint is made of. */
export interface FingerprintParts {
  /** The source's text. */
  readonly text: string;
  /** Fingerprints of the functions of other modules that it was checked against, or that were inlined. */
  readonly dependencies: readonly string[];
  /** Tables with the versions and shapes that the code was made for. */
  readonly usedTables: readonly Pick<UsedTable, 'name' | 'schemaVersion' | 'shape'>[];
}

/** The address of a module: equal for sources that mean the same to the same compiler. 32 hexadecimal digits. */
export function fingerprint({ text, dependencies, usedTables }: FingerprintParts): string {
  const tables = usedTables.map(({ name, schemaVersion, shape }) => `${name}:${schemaVersion}:${shape}`).sort();
  const parts = [String(COMPILER_VERSION), String(ABI_VERSION), meaningOf(text), ...dependencies, ...tables];
  // Asked for here, so that a check runs where there is no Node.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256')
    .update(parts.map((part) => `${part.length}:${part}`).join(''))
    .digest('hex')
    .slice(0, 32);
}

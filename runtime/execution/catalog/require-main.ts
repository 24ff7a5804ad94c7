import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Frame } from '../frame.ts';

/** Stored texts are read in the main schema: under USE of another one the same names would stand for other tables. */
export function requireMain({ session }: Frame): void {
  if (session.schema.toLowerCase() === 'main') return;
  throw gobiError('InvalidOperation', {
    what: `storing code under \`use ${session.schema}\``,
    reason: 'stored code is read in schema main',
    instead: `\`use main\`, and write \`${session.schema}.\` before the names`,
  });
}

import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { findRelation, nearest } from '../../catalog/find.ts';
import { SYSTEM_TABLES } from '../../catalog/system-tables.ts';
import { hasFormat } from '../../columnar/file-format.ts';
import type { Frame } from '../frame.ts';

/** What a string in table position names. */
export type Named =
  { readonly kind: 'table'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

const URL_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * A URL or a file where the name has a scheme, a `/` or a known ending; otherwise a table or view of the catalog. `local` is the variable that holds the name.
 * Settings may forbid either.
 */
export function resolveName(frame: Frame, local: string, name: string): Named {
  const { policy } = frame.environment;
  if (URL_SCHEME.test(name) || name.includes('/') || hasFormat(name)) {
    if (!policy.files)
      throw gobiError('AccessDenied', {
        who: 'this session',
        what: `read files (\`${local}\` names '${name}', \`allow_files\` is off)`,
      });
    return { kind: 'file', path: name };
  }
  if (!policy.dynamicTables)
    throw gobiError('AccessDenied', {
      who: 'this session',
      what: `use tables named by strings (\`${local}\` names '${name}', \`allow_dynamic_tables\` is off)`,
    });
  const [last, schema = 'main'] = name.split('.').reverse();
  if (findRelation(frame.transaction.state, schema, last!) !== null || isSystemTable(schema, last!))
    return { kind: 'table', name: `${schema}.${last!}` };
  const { tables, views } = frame.transaction.state;
  throw gobiError('TableNotFound', {
    name,
    ...nearest(
      last!,
      [...tables.values(), ...views.values()].map((each) => each.name),
    ),
  });
}

function isSystemTable(schema: string, name: string): boolean {
  return schema.toLowerCase() === 'system' && SYSTEM_TABLES.some((table) => table.name === name.toLowerCase());
}

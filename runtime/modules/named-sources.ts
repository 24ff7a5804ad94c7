import type { FileInfo, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { resolveName } from '../execution/dynamic/resolve-name.ts';
import { fileFields } from '../execution/files/file-fields.ts';
import type { Frame } from '../execution/frame.ts';
import type { Parsed } from './build.ts';
import { pathsOf, tablePositions } from './table-positions.ts';

/** What a top-level statement is checked against beside the catalog. */
export interface NamedSources {
  /** The session's locals; strings that stand in a table's place tell the table or file that they name. */
  readonly scope: readonly ScopeLocal[];
  /** The columns of the files that the statement names, itself or by a local. Files that cannot be read are left for the statement to fail on. */
  readonly files: readonly FileInfo[];
}

/**
 * Looks up the files and locals that a statement has in FROM, before it is checked. A file that cannot be read is an error here, unless the statement may never
 * come to read it.
 */
export function namedSources(frame: Frame, parsed: Parsed): NamedSources {
  const positions = tablePositions(parsed);
  const paths = new Map(pathsOf(positions, frame.transaction.state));
  const scope = [...frame.session.scope.values()].map((local): ScopeLocal => {
    const value = frame.session.locals.get(local.name);
    const secrets = positions.names.get(local.name.toLowerCase());
    if (typeof value !== 'string' || secrets === undefined) return local;
    const refersTo = resolveName(frame, local.name, value);
    if (refersTo.kind === 'file') paths.set(refersTo.path, secrets);
    return { ...local, refersTo };
  });
  const mayNotRead = parsed.program.statements.some(({ kind }) => MAY_NOT_READ.has(kind));
  const files = [...paths].flatMap(([path, secrets]): FileInfo[] => {
    try {
      return [{ path, fields: fileFields(frame, path, secrets) }];
    } catch (error) {
      if (mayNotRead && error instanceof GobiError) return [];
      throw error;
    }
  });
  return { scope, files };
}

const MAY_NOT_READ: ReadonlySet<string> = new Set(['If', 'While', 'For', 'ExpressionStatement', 'Let']);

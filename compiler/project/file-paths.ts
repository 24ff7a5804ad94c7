import { unquotedFile } from '../contract/unquoted-file.ts';
import type { Program } from '../ir/syntax.ts';
import { walk } from '../ir/walk.ts';

/**
 * The paths of files that stand in FROM, quoted or as names that end like files, and of those that are copied into tables, anywhere in a text, bodies included;
 * without those of web servers that ask for a secret.
 */
export function filePaths(program: Program): Set<string> {
  const found = new Set<string>();
  const locked = new Set<string>();
  walk(program, (node) => {
    if (node.kind === 'Source' && node.relation.kind === 'FileSource' && node.secrets.length > 0)
      locked.add(node.relation.path.value);
    if (node.kind === 'FileSource') found.add(node.path.value);
    else if (node.kind === 'Copy' && node.source.kind === 'StringLiteral') {
      found.add(node.source.value);
      if (node.secrets.length > 0) locked.add(node.source.value);
    } else if (node.kind === 'TableName') {
      const path = unquotedFile(node.name.parts.map(({ text }) => text));
      if (path !== null) found.add(path);
    }
  });
  for (const path of locked) if (/^https?:/i.test(path)) found.delete(path);
  return found;
}

import { unquotedFile } from '../contract/unquoted-file.ts';
import type { Program } from '../ir/syntax.ts';
import { walk } from '../ir/walk.ts';

/** The paths of files that stand in FROM, quoted or as names that end like files, and of those that are copied into tables, anywhere in a text, bodies included. */
export function filePaths(program: Program): Set<string> {
  const found = new Set<string>();
  walk(program, (node) => {
    if (node.kind === 'FileSource') found.add(node.path.value);
    else if (node.kind === 'Copy' && node.source.kind === 'StringLiteral') found.add(node.source.value);
    else if (node.kind === 'TableName') {
      const path = unquotedFile(node.name.parts.map(({ text }) => text));
      if (path !== null) found.add(path);
    }
  });
  return found;
}

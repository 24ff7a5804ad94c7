import type { Program } from '../ir/syntax.ts';
import { walk } from '../ir/walk.ts';

/** The paths of files that stand quoted in FROM anywhere in a text, bodies included. */
export function filePaths(program: Program): Set<string> {
  const found = new Set<string>();
  walk(program, (node) => {
    if (node.kind === 'FileSource') found.add(node.path.value);
  });
  return found;
}

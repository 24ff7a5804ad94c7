import { invalidArgument } from '../value/failure.ts';
import { elementAt, memberOf, type JsonNode } from './parse-json.ts';

/** Where a path leads: names of members and places of elements. */
export type JsonPath = readonly (string | number)[];

const STEP =
  /\.([\p{L}_$][\p{L}\p{N}_$-]*)|\."((?:[^"\\]|\\.)*)"|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/uy;

/** Reads `$.a[0]."b c"`, a pointer `/a/0`, or the name of one member. */
export function parseJsonPath(name: string, path: string): JsonPath {
  if (path.startsWith('/'))
    return path
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (!path.startsWith('$')) return [path];
  const steps: (string | number)[] = [];
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(path);
    if (found === null)
      throw invalidArgument(name, 'path', path, `\`${path.slice(at)}\` is not a step: write .name, ."name" or [place]`);
    const [step, bare, quoted, index, bracketed, doubly] = found;
    steps.push(
      index === undefined ? (bare ?? (quoted ?? bracketed ?? doubly)!.replace(/\\(.)/gu, '$1')) : Number(index),
    );
    at += step.length;
  }
  return steps;
}

/** The node that a path leads to; `null` where there is none. In pointers, numbers are places of arrays. */
export function follow(root: JsonNode, path: JsonPath): JsonNode | null {
  let node: JsonNode | null = root;
  for (const step of path) {
    if (typeof step === 'number') node = elementAt(node, step);
    else
      node =
        node?.kind === 'array' && /^(?:0|[1-9]\d*)$/.test(step) ? elementAt(node, Number(step)) : memberOf(node, step);
  }
  return node;
}

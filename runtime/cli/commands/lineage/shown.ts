import type { Edge, Followed, Lineage } from '../../../../compiler/index.ts';
import { lineIndex, positionAt } from '../../../../compiler/source/line-index.ts';

/** A lineage with what names its places. */
export interface Shown {
  readonly lineage: Lineage;
  readonly objects: Followed['objects'];
  /** Source texts by file name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The object whose code makes an edge, and where; lines count from 1. */
export function showEdge(
  { objects, texts }: Pick<Shown, 'objects' | 'texts'>,
  { via, file, span }: Edge,
): { readonly via: string; readonly file: string; readonly line: number } {
  const object = objects.get(via);
  const { line } = positionAt(lineIndex(texts.get(file) ?? ''), span.start);
  const name = object === undefined || object.kind === 'script' ? 'statement' : `${object.kind} ${object.name}`;
  return { via: name, file, line };
}

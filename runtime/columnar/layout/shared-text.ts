import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Column, DictionaryColumn } from '../column.ts';
import { sameColumnLayout } from './same-layout.ts';
import { shareDictionary } from './share-dictionary.ts';

/** The parts of a text column over one dictionary; `null` where they are not all, or cannot all be, in dictionaries. */
export function sharedText(type: DataType, parts: readonly Column[]): readonly DictionaryColumn[] | null {
  if (type.kind !== 'string' && type.kind !== 'json') return null;
  if (!parts.some((part) => part.layout === 'dict')) return null;
  const shared = shareDictionary(sameColumnLayout(parts));
  return shared[0]?.layout === 'dict' ? (shared as readonly DictionaryColumn[]) : null;
}

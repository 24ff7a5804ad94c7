import type { Column } from '../column.ts';
import type { ArrowArray } from './arrow-array.ts';

/** Turns the arrays of one Arrow column, one after the other, into columns of our own. */
export interface ArrayImporter {
  /** Copies what it keeps: the array's memory may go away afterwards. */
  import(array: ArrowArray): Column;
  /** All columns that `import` gave, in order, brought to one layout where text is concerned. */
  finish(columns: readonly Column[]): readonly Column[];
}

import type { Field } from '../../../compiler/contract/data-type.ts';
import type { Frame } from '../frame.ts';
import { openTableFile } from './table-file.ts';

/** The columns of a file that a statement names. */
export function fileFields(frame: Frame, path: string): readonly Field[] {
  return openTableFile(frame, path, null).fields;
}

import type { Field } from '../../../compiler/contract/data-type.ts';
import { inferSchema } from '../../columnar/files.ts';
import type { Frame } from '../frame.ts';
import { readablePath } from './sandbox.ts';

/** The columns of a file that a statement names. */
export function fileFields({ environment }: Frame, path: string): readonly Field[] {
  return inferSchema(environment.files, readablePath(environment, path));
}

import type { Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { inferSchema } from '../../columnar/files.ts';
import type { Frame } from '../frame.ts';
import { checkedFiles } from './checked-files.ts';
import { readablePath } from './sandbox.ts';

/** The columns of a file that a statement names. */
export function fileFields(frame: Frame, path: string): readonly Field[] {
  const { environment, role } = frame;
  if (role !== null) throw gobiError('AccessDenied', { who: `role ${role}`, what: `read files ('${path}')` });
  return inferSchema(checkedFiles(environment.files, frame), readablePath(environment, path));
}

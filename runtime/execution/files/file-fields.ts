import type { Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { inferSchema } from '../../columnar/files.ts';
import type { Frame } from '../frame.ts';
import { foundFile } from './remote-file.ts';

/** The columns of a file that a statement names; `secrets` are those of a web server that has it. */
export function fileFields(frame: Frame, path: string, secrets: readonly string[] = []): readonly Field[] {
  const { role } = frame;
  if (role !== null) throw gobiError('AccessDenied', { who: `role ${role}`, what: `read files ('${path}')` });
  const found = foundFile(frame, path, secrets);
  return inferSchema(found.files, found.path);
}

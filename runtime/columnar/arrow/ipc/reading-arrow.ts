import { gobiError, GobiError } from '../../../../compiler/contract/runtime-error.ts';

/** What `read` gives. What it throws becomes `CorruptFile`, unless it has a code; `name` is what errors call the bytes. */
export function readingArrow<T>(name: string, read: () => T, offset?: () => number): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof GobiError) throw error;
    const reason = `it is no Arrow data: ${error instanceof Error ? error.message : String(error)}`;
    const place = offset === undefined ? {} : { offset: offset() };
    throw gobiError('CorruptFile', { file: name, reason, ...place }, { cause: error });
  }
}

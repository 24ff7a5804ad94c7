import { copyFileSync, fstatSync, statSync, truncateSync } from 'node:fs';

/**
 * Writes lines to an open file, which is begun anew when it has more than `bytes`: what it had is then in `PATH.1`. Where the descriptor leads to another file, as a terminal's, it is left alone.
 */
export function rotatingLog(
  { path, descriptor, bytes }: { readonly path: string; readonly descriptor: number; readonly bytes: number },
  write: (line: string) => void,
): (line: string) => void {
  const file = statSync(path, { throwIfNoEntry: false });
  const ours = file !== undefined && file.ino === fstatSync(descriptor).ino;
  let size = file?.size ?? 0;
  return (line) => {
    if (ours && size > bytes) {
      copyFileSync(path, `${path}.1`);
      truncateSync(path, 0);
      size = 0;
    }
    write(line);
    size += Buffer.byteLength(line);
  };
}

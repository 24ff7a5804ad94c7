/**
 * Files as the engine uses them: synchronous, by absolute path. Errors are `GobiError`s: `FileNotFound`, `FileExists`, `PermissionDenied`, `DiskFull`, `IoFailure`.
 */
export interface Files {
  exists(path: string): boolean;
  /** Bytes in the file. */
  size(path: string): number;
  /** When its bytes were last written, µs since 1970-01-01. */
  modified(path: string): number;
  read(path: string): Uint8Array;
  /** `length` bytes from `start`; fewer at the end of the file. */
  readRange(path: string, start: number, length: number): Uint8Array;
  /** Entries of a folder, by name. */
  list(folder: string): readonly FolderEntry[];
  /** Makes the folder and those above it. */
  makeFolder(path: string): void;
  /** Writes a file that does not exist yet. When it returns, bytes and folder entry survive a power cut; when it throws, nothing is left. */
  create(path: string, bytes: Uint8Array): void;
  /** Puts a file in the place of another, whole or not at all, durably. */
  replace(path: string, bytes: Uint8Array): void;
  /** Removes a file; does nothing when there is none. */
  remove(path: string): void;
}

export interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}

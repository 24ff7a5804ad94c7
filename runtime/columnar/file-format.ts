import { gobiError } from '../../compiler/contract/runtime-error.ts';

/** The formats that files are read and written in. */
export type FileFormat = 'parquet' | 'csv' | 'tsv' | 'json' | 'ndjson' | 'arrow';

export type FileCompression = 'gzip' | 'zstd';

const FORMATS: Readonly<Record<string, FileFormat>> = {
  parquet: 'parquet',
  csv: 'csv',
  tsv: 'tsv',
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  arrow: 'arrow',
  arrows: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
};

const COMPRESSIONS: Readonly<Record<string, FileCompression>> = { gz: 'gzip', gzip: 'gzip', zst: 'zstd', zstd: 'zstd' };

/** Whether a name ends as files of a known format do. */
export function hasFormat(path: string): boolean {
  const ends = path.toLowerCase().split('.').slice(1);
  const end = ends.at(-1) ?? '';
  return Object.hasOwn(FORMATS, Object.hasOwn(COMPRESSIONS, end) ? (ends.at(-2) ?? '') : end);
}

/**
 * The format of a file by the end of its name (`.csv`, `.json.gz`, …), or the one that `format` names. Throws `UnknownFormat`.
 */
export function formatOf(
  path: string,
  format?: string | null,
): { format: FileFormat; compression: FileCompression | null } {
  const ends = path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .split('.')
    .slice(1);
  const compression = COMPRESSIONS[ends.at(-1) ?? ''] ?? null;
  const end = format?.toLowerCase() ?? (compression === null ? ends.at(-1) : ends.at(-2)) ?? '';
  const found = FORMATS[end];
  if (found !== undefined) return { format: found, compression };
  const known = Object.keys(FORMATS).map((name) => `.${name}`);
  throw gobiError('UnknownFormat', {
    file: path,
    known,
    ...(end === 'orc' ? { instead: 'ORC is not supported: convert the file to Parquet' } : {}),
  });
}

/** The formats that can be read and written. */
export type FileFormat = 'parquet' | 'csv' | 'json' | 'ndjson' | 'arrow';

/** Endings of file names, in lower case and without the point. */
const ENDINGS: Readonly<Record<string, FileFormat>> = {
  parquet: 'parquet', pq: 'parquet',
  csv: 'csv', tsv: 'csv', txt: 'csv',
  json: 'json',
  ndjson: 'ndjson', jsonl: 'ndjson',
  arrow: 'arrow', arrows: 'arrow', feather: 'arrow', ipc: 'arrow',
};

export const KNOWN_ENDINGS: readonly string[] = Object.keys(ENDINGS);

/** The format that a name's ending tells, `null` for an unknown one. */
export function formatOfName(name: string): FileFormat | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? null : (ENDINGS[ending] ?? null);
}

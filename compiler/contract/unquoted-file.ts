const EXTENSIONS: ReadonlySet<string> = new Set([
  'parquet',
  'csv',
  'tsv',
  'json',
  'ndjson',
  'jsonl',
  'arrow',
  'feather',
  'orc',
  'gz',
  'zst',
]);

/** The path that a name of several parts (`data.json`) stands for in FROM where no table has it; `null` for names that end in no ending of a file. */
export function unquotedFile(parts: readonly string[]): string | null {
  return parts.length > 1 && EXTENSIONS.has(parts.at(-1)!.toLowerCase()) ? parts.join('.') : null;
}

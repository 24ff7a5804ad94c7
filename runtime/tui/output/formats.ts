/** The forms in which the command line prints results. */
export const OUTPUT_FORMATS = ['table', 'json', 'ndjson', 'csv', 'arrow', 'parquet'] as const;

export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** What comes with the engine, so that nothing has to be installed or loaded: INSTALL and LOAD of these say so. */
export const EXTENSIONS: readonly string[] = [
  'arrow',
  'csv',
  'ducklake',
  'feather',
  'httpfs',
  'io',
  'json',
  'math',
  'parquet',
];

/**
 * Our own tables beside DuckLake's, and indexes on DuckLake's; other programs leave them alone. Versioned ones carry `begin_snapshot` and `end_snapshot`
 * like DuckLake's and are written in the same SQL transaction as the data. Times are µs since 1970-01-01.
 */
export const GOBI_TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS gobi_procedure(id VARCHAR, name VARCHAR, options VARCHAR, signature VARCHAR, body VARCHAR, text VARCHAR, fingerprint VARCHAR, created_at BIGINT, modified_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_function(id VARCHAR, name VARCHAR, options VARCHAR, signature VARCHAR, body VARCHAR, text VARCHAR, fingerprint VARCHAR, created_at BIGINT, modified_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_type(name VARCHAR, definition VARCHAR, created_at BIGINT, modified_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_trigger(name VARCHAR, options VARCHAR, text VARCHAR, created_at BIGINT, modified_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_schedule(name VARCHAR, options VARCHAR, text VARCHAR, created_at BIGINT, modified_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_pipeline(name VARCHAR, options VARCHAR, text VARCHAR, created_at BIGINT, modified_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_access(id VARCHAR, definition VARCHAR, created_at BIGINT, modified_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_module(fingerprint VARCHAR, manifest VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_deployed(object VARCHAR, file VARCHAR, line BIGINT, col BIGINT, source VARCHAR, parts VARCHAR, version VARCHAR, deployed_at BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_constraint(table_id BIGINT, position BIGINT, name VARCHAR, kind VARCHAR, columns VARCHAR, text VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_column(table_id BIGINT, column_id BIGINT, type VARCHAR, default_text VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_view(view_id BIGINT, text VARCHAR, fields VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT)`,
  `CREATE TABLE IF NOT EXISTS gobi_transactions(snapshot_id BIGINT, sequence BIGINT, author VARCHAR, committed_at BIGINT, names_changed BIGINT, PRIMARY KEY(snapshot_id, sequence))`,
  `CREATE TABLE IF NOT EXISTS gobi_audit(id INTEGER PRIMARY KEY, at BIGINT, connection BIGINT, client VARCHAR, token VARCHAR, role VARCHAR, action VARCHAR, text VARCHAR, outcome VARCHAR, code VARCHAR, snapshot_id BIGINT, milliseconds DOUBLE)`,
  `CREATE INDEX IF NOT EXISTS gobi_audit_at ON gobi_audit(at)`,
  `CREATE TABLE IF NOT EXISTS gobi_settings(name VARCHAR PRIMARY KEY, value VARCHAR)`,
  `CREATE INDEX IF NOT EXISTS gobi_procedure_now ON gobi_procedure(lower(id)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_function_now ON gobi_function(lower(id)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_type_now ON gobi_type(lower(name)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_access_now ON gobi_access(lower(id)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_module_now ON gobi_module(lower(fingerprint)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_deployed_now ON gobi_deployed(lower(object)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_trigger_now ON gobi_trigger(lower(name)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_schedule_now ON gobi_schedule(lower(name)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_pipeline_now ON gobi_pipeline(lower(name)) WHERE end_snapshot IS NULL`,
  `CREATE INDEX IF NOT EXISTS gobi_delete_file_of_data_file ON ducklake_delete_file(data_file_id)`,
  `CREATE INDEX IF NOT EXISTS gobi_data_file_of_table ON ducklake_data_file(table_id, begin_snapshot)`,
  `CREATE INDEX IF NOT EXISTS gobi_delete_file_of_table ON ducklake_delete_file(table_id, begin_snapshot)`,
  `CREATE INDEX IF NOT EXISTS gobi_column_of_table ON ducklake_column(table_id, begin_snapshot)`,
  `CREATE INDEX IF NOT EXISTS gobi_file_column_stats_of_file ON ducklake_file_column_stats(data_file_id)`,
  `CREATE INDEX IF NOT EXISTS gobi_table_stats_of_table ON ducklake_table_stats(table_id)`,
  `CREATE INDEX IF NOT EXISTS gobi_table_column_stats_of_table ON ducklake_table_column_stats(table_id)`,
];

/** Tables whose rows begin and end with snapshots; one whose rows an object's name or id identifies. */
export type CodeTable =
  | 'gobi_procedure'
  | 'gobi_function'
  | 'gobi_type'
  | 'gobi_trigger'
  | 'gobi_schedule'
  | 'gobi_pipeline'
  | 'gobi_access'
  | 'gobi_module';

/** Version of our own tables, kept in `gobi_settings`; a newer one is not opened. */
export const GOBI_VERSION = '1';
